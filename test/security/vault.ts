import { Database } from '../../src/store/sqlite/driver.ts';

/** A look into the database past every port, at all that one workspace has. */
export interface Vault {
  /** Every row of the workspace. */
  everything(): string;
  ids(table: string): readonly string[];
  change(statement: string): void;
  close(): void;
}

export function openVault(file: string, workspace: string): Vault {
  const database = new Database(file);
  const tables = database
    .prepare<[], { name: string }>(
      `select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'workspace'
       where m.type = 'table' order by m.name`,
    )
    .all()
    .map(({ name }) => name);
  const rows = (table: string): readonly unknown[] =>
    database.prepare(`select * from ${table} where workspace = ? order by rowid`).all(workspace);
  return {
    everything: () => JSON.stringify(tables.map((table) => [table, rows(table)])),
    ids: (table) =>
      database
        .prepare<[string], { id: string }>(`select id from ${table} where workspace = ?`)
        .all(workspace)
        .map(({ id }) => id),
    change: (statement) => database.exec(statement),
    close: () => database.close(),
  };
}

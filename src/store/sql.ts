/**
 * Runs prepared statements on the transaction's connection, for the hot path, where the query builder would cost more
 * than the query. `?` stands for a parameter.
 */
export interface Sql {
  /** A statement's rows; the row type is the writer's. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- SQL text has no types: the writer names the row
  rows<Row>(sql: string, ...parameters: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Runs a statement without result rows. @returns the number of changed rows */
  run(sql: string, ...parameters: readonly SqlValue[]): Promise<number>;
}

export type SqlValue = string | number | null;

/** The part of a prepared statement that this file needs. */
export interface PreparedStatement {
  all(...parameters: readonly SqlValue[]): readonly unknown[];
  run(...parameters: readonly SqlValue[]): { readonly changes: number };
}

export interface Statements {
  prepare(sql: string): PreparedStatement;
}

export function sqlOn(statements: Statements): Sql {
  return {
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the same
    rows: async <Row>(sql: string, ...parameters: readonly SqlValue[]): Promise<readonly Row[]> => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same
      return statements.prepare(sql).all(...parameters) as readonly Row[];
    },
    run: async (sql, ...parameters) => statements.prepare(sql).run(...parameters).changes,
  };
}

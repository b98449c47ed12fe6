import type { Statement } from './driver.ts';

/**
 * Runs one prepared statement on the transaction's connection: the hot path, where the query builder would cost more
 * than the query. `?` are the parameters; the row type is the writer's. Rows of a statement that returns none: [].
 */
export type FastSql = <Row>(
  sql: string,
  parameters: readonly SqlValue[],
) => Promise<readonly Row[]>;

export type SqlValue = string | number | null;

export interface Statements {
  prepare(sql: string): Statement;
}

export function fastSqlOn(statements: Statements): FastSql {
  return async <Row>(sql: string, parameters: readonly SqlValue[]): Promise<readonly Row[]> => {
    const statement: Statement<SqlValue[], Row> = typedFor<Row>(statements.prepare(sql));
    if (statement.reader) return statement.all(...parameters);
    statement.run(...parameters);
    return [];
  };
}

/** A statement whose rows have the writer's type. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- SQL text has no types: the writer names the row
function typedFor<Row>(statement: Statement): Statement<SqlValue[], Row> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same
  return statement as Statement<SqlValue[], Row>;
}

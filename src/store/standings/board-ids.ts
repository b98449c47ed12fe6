import type { Sql } from '../sql.ts';

const FIND = 'select id from boards where workspace = ? and scope = ? and period = ?';
const MAKE = 'insert into boards (workspace, scope, period) values (?, ?, ?) returning id';

/** The boards' numbers, each read once in a commit. */
export class BoardIds {
  private readonly known = new Map<string, number>();

  constructor(private readonly fast: Sql) {}

  /** Null if the board has no answers. */
  async find(workspace: string, scope: string, period: string): Promise<number | null> {
    const key = `${workspace}\n${scope}\n${period}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const [row] = await this.fast.rows<{ id: number }>(FIND, workspace, scope, period);
    if (row === undefined) return null;
    this.known.set(key, row.id);
    return row.id;
  }

  /** Creates the board if there is none. */
  async of(workspace: string, scope: string, period: string): Promise<number> {
    const found = await this.find(workspace, scope, period);
    if (found !== null) return found;
    const [row] = await this.fast.rows<{ id: number }>(MAKE, workspace, scope, period);
    if (row === undefined) throw new Error('a board without a number');
    return row.id;
  }

  /** Drops the numbers after boards were deleted or their transaction was undone. */
  clear(): void {
    this.known.clear();
  }
}

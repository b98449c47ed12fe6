import { boardsOf } from '../../domain/standings.ts';
import type { BoardIds } from './board-ids.ts';
import type { Sql } from '../sql.ts';
import { listInBoards, writeBoard, type StandingChange } from './write-board.ts';

interface Waiting {
  readonly workspace: string;
  readonly change: StandingChange;
}

/** Position in a commit's changes before one of its transactions. */
export interface Mark {
  readonly length: number;
  readonly written: number;
}

/**
 * Changes to the standings by the answers of one commit. They are written together, before the commit and before any
 * read of a board in it.
 */
export class StandingChanges {
  private readonly changes: Waiting[] = [];
  private written = 0;
  private readonly members = new Set<string>();

  constructor(
    private readonly fast: Sql,
    private readonly boards: BoardIds,
  ) {}

  /** Adds an answer to its six boards, and the tallies with them. */
  async add(workspace: string, change: StandingChange): Promise<void> {
    const who = keyOf(workspace, change.member);
    // A statement may hold a row only once.
    if (this.members.has(who)) await this.write();
    this.members.add(who);
    this.changes.push({ workspace, change });
  }

  mark(): Mark {
    return { length: this.changes.length, written: this.written };
  }

  /** Drops changes after the mark and queues written ones again, since the database has undone them. */
  backTo(mark: Mark): void {
    this.changes.length = mark.length;
    this.written = mark.written;
    this.members.clear();
    for (const { workspace, change } of this.changes.slice(mark.written)) {
      this.members.add(keyOf(workspace, change.member));
    }
  }

  /** Adds a member to all boards, or removes them. */
  async list(workspace: string, member: string, listed: boolean): Promise<void> {
    await this.write();
    await listInBoards(this.fast, workspace, member, listed);
  }

  async write(): Promise<void> {
    if (this.written === this.changes.length) return;
    const due = this.changes.slice(this.written);
    this.written = this.changes.length;
    this.members.clear();
    for (const { workspace, changes } of together(due)) {
      const [first] = changes;
      if (first === undefined) continue;
      for (const { scope, period } of boardsOf(first)) {
        await writeBoard(this.fast, await this.boards.of(workspace, scope, period), changes);
      }
    }
  }
}

function keyOf(workspace: string, member: string): string {
  return `${workspace}\n${member}`;
}

interface Together {
  readonly workspace: string;
  readonly changes: StandingChange[];
}

/** Changes of the same boards. */
function together(due: readonly Waiting[]): Iterable<Together> {
  const groups = new Map<string, Together>();
  for (const { workspace, change } of due) {
    const key = `${workspace}\n${change.channel}\n${change.week}\n${change.month}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { workspace, changes: [change] });
    else group.changes.push(change);
  }
  return groups.values();
}

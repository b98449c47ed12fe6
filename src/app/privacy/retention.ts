import { periodsOf } from '../../domain/calendar.ts';
import type { App } from '../context.ts';
import { LookInterval } from '../shared/due-looks.ts';
import { serveEach } from '../shared/serve-each.ts';
import type { Platform } from '../../ports/identity.ts';

/** Delay before a workspace that removed the bot is deleted. A workspace that returns earlier loses nothing. */
export const PURGE_AFTER_MS = 30 * 24 * 3_600_000;
/** Settled posts are kept this long (docs/database.md). */
export const POSTS_KEPT_MS = 30 * 24 * 3_600_000;
/** Rows of one transaction, so that a member's click never waits long for it. */
const ROWS_AT_ONCE = 1_000;
const PAUSE_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;
const NOT_PURGED = 'a workspace that is gone could not be deleted; the next look tries again';
const NOT_DROPPED = 'old data could not be deleted; the next look tries again';

/** Deletes workspaces that removed the bot, settled posts, and answers older than the operator keeps. */
export class Housekeeping {
  private readonly looks: LookInterval;

  constructor(private readonly app: App) {
    this.looks = new LookInterval(app.clock, PAUSE_MS);
  }

  /** Looks at most once an hour. */
  async run(platforms: readonly Platform[]): Promise<void> {
    const { app } = this;
    const now = this.looks.take();
    if (now === null) return;
    const gone = await app.store.workspaces.goneBefore(now - PURGE_AFTER_MS, platforms);
    await serveEach(app.log, NOT_PURGED, gone, (workspace) => this.purge(workspace, now));
    const present = await app.store.workspaces.present(platforms);
    await serveEach(app.log, NOT_DROPPED, present, (workspace) => this.drop(workspace, now));
  }

  private async purge(workspace: string, now: number): Promise<void> {
    const { app } = this;
    // `purge` checks again in its transaction: the bot may be back.
    if (!(await app.store.workspaces.purge(workspace, now - PURGE_AFTER_MS))) return;
    app.log.warn('forgot a workspace that had removed the bot', { workspace });
    app.metrics.count('workspaces_purged');
  }

  /** Deletes what a workspace no longer needs. */
  private async drop(workspace: string, now: number): Promise<void> {
    const { app } = this;
    await this.dropSettledPosts(workspace, now - POSTS_KEPT_MS);
    const days = app.defaults.answersKeptDays;
    if (days === null) return;
    const { month } = periodsOf(now - days * DAY_MS, 'UTC');
    const gone = await app.store.tx(workspace, (tx) => tx.answers.dropAnswersBefore(month));
    if (gone > 0) app.log.info('old answers are forgotten', { workspace, before: month, gone });
  }

  private async dropSettledPosts(workspace: string, before: number): Promise<void> {
    for (let rows = ROWS_AT_ONCE; rows >= ROWS_AT_ONCE;) {
      rows = await this.app.store.tx(workspace, (tx) =>
        tx.posts.dropSettledBefore(before, ROWS_AT_ONCE),
      );
    }
  }
}

import { messageOf } from '../../ports/errors.ts';
import type { Platform } from '../../ports/identity.ts';
import type { App } from '../context.ts';
import { LookInterval } from '../shared/due-looks.ts';
import { analysesOf, statesNow } from './deck-analyses.ts';

/** A turn ends after this, so that analyses take a small part of the process's time. */
const TURN_MS = 500;
/** The least time between two rounds through all workspaces. */
const PAUSE_MS = 60_000;

/**
 * Keeps the analyses of all decks up to date, so that a report need not wait for them. A turn continues with the
 * workspace at which the last one stopped. A workspace whose report a reader has asked for comes first.
 */
export class AnalysisKeeper {
  private waiting: string[] = [];
  private readonly wanted = new Set<string>();
  private running: Promise<void> | null = null;
  private stopped = false;
  private readonly looks: LookInterval;

  constructor(private readonly app: App) {
    this.looks = new LookInterval(app.clock, PAUSE_MS);
  }

  /** Takes a turn. Turns that overlap are one. */
  async run(platforms: readonly Platform[]): Promise<void> {
    this.running ??= this.turn(platforms).finally(() => {
      this.running = null;
    });
    await this.running;
  }

  /** Begins with this workspace at once, and does not wait for the end. */
  want(workspace: string): void {
    this.wanted.add(workspace);
    void this.run([]);
  }

  /** Ends the turn after the deck that is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async turn(platforms: readonly Platform[]): Promise<void> {
    const { app } = this;
    try {
      const until = app.clock.now() + TURN_MS;
      if (this.waiting.length === 0 && platforms.length > 0 && this.looks.take() !== null)
        this.waiting = [...(await app.store.workspaces.present(platforms))];
      while (!this.stopped) {
        const wanted = this.nextWanted();
        const next = app.clock.now() < until ? this.waiting.shift() : undefined;
        if (wanted !== undefined) await this.bringUpToDate(wanted, Infinity);
        if (next !== undefined) await this.bringUpToDate(next, until);
        if (wanted === undefined && next === undefined) return;
      }
    } catch (error) {
      app.log.warn('a report could not be brought up to date; the next turn tries again', {
        error: messageOf(error),
      });
    }
  }

  private nextWanted(): string | undefined {
    const [workspace] = this.wanted;
    if (workspace !== undefined) this.wanted.delete(workspace);
    return workspace;
  }

  /** Deck by deck, until all are done or the time is over; then the workspace comes first in the next turn. */
  private async bringUpToDate(workspace: string, until: number): Promise<void> {
    const { app } = this;
    for (const [deck, state] of await statesNow(app, workspace, null)) {
      if (this.stopped) return;
      if (app.clock.now() >= until) {
        this.waiting.unshift(workspace);
        return;
      }
      await analysesOf(app, workspace, new Map([[deck, state]]));
    }
  }
}

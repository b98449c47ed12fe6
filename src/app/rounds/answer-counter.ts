import { askedCard, questionCard } from './question-card.ts';
import { isOpen } from '../../domain/round.ts';
import type { App, Counters, Work } from '../context.ts';
import { queueEdit } from './lifecycle.ts';
import { serveTogether } from '../shared/serve-each.ts';
import type { Platform } from '../../ports/identity.ts';

/** Shortest time between two edits of the public "n have answered". */
const PAUSE_MS = 5_000;
const TOGETHER = {
  most: 100,
  failed: 'a public count of answers is not up to date; the next answer or the close corrects it',
};

interface Touched {
  readonly workspace: string;
  readonly platform: Platform;
  readonly round: string;
}

/**
 * Collects rounds with an outdated counter, off the path of an answer. A crash loses no more than a number in a
 * message; the closing edit corrects it.
 */
export class RoundCounters implements Counters {
  private readonly touched = new Map<string, Touched>();
  private nextAt = 0;

  touch(workspace: string, platform: Platform, round: string): void {
    this.touched.set(`${workspace} ${round}`, { workspace, platform, round });
  }

  /** Queues the edits, unless the pause is not over. */
  async queue(app: App, now: number): Promise<void> {
    if (this.touched.size === 0 || now < this.nextAt) return;
    this.nextAt = now + PAUSE_MS;
    const all = [...this.touched.values()];
    this.touched.clear();
    await serveTogether(app.log, TOGETHER, all, (workspace, rounds) =>
      app.store.tx(workspace, (tx) => queueEdits({ app, tx, now }, rounds)),
    );
  }
}

/** Queues the edits of rounds that are open and lately asked. */
async function queueEdits({ app, tx, now }: Work, touched: readonly Touched[]): Promise<void> {
  for (const { platform, round: id } of touched) {
    const within = app.chats.get(platform)?.limits.counterEditsWithinMs ?? 0;
    const round = await tx.rounds.get(id);
    if (round === null || !isOpen(round, now) || now - round.openedAt > within) continue;
    const settings = await tx.channels.channel(round.channel);
    const words = app.words(settings?.language ?? null);
    const answered = await tx.answers.count(id);
    await queueEdit({ app, tx, now }, round, questionCard(words, askedCard(round, answered)));
  }
}

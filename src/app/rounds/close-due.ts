import type { App } from '../context.ts';
import { closeRound } from './lifecycle.ts';
import type { Platform } from '../../ports/identity.ts';

/** The most rounds of one turn; the next turn takes the rest. */
const LIMIT = 1_000;

/** Closes due rounds, each in its own transaction. */
export async function closeDue(app: App, platforms: readonly Platform[]): Promise<void> {
  const now = app.clock.now();
  const due = await app.store.dueWork.rounds(now, platforms, LIMIT);
  await Promise.all(
    due.map((one) =>
      app.store.tx(one.workspace, async (tx) => {
        const round = await tx.rounds.get(one.round);
        if (round === null) return;
        const settings = await tx.channels.channel(round.channel);
        if (settings !== null) await closeRound({ app, tx, now }, round, settings);
      }),
    ),
  );
}

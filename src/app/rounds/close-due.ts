import type { DueRound } from '../../ports/due-work.ts';
import type { Platform } from '../../ports/identity.ts';
import type { App } from '../context.ts';
import { serveTogether } from '../shared/serve-each.ts';
import { endRounds, type EndingRound } from './lifecycle.ts';

/** The most rounds of one look: other work has its turn before the next. */
const LIMIT = 500;
const TOGETHER = { most: 100, failed: 'a question could not be closed; the next look tries again' };

/**
 * Closes rounds whose time has passed, those of a workspace together.
 * @returns whether more may be due
 */
export async function closeDue(app: App, platforms: readonly Platform[]): Promise<boolean> {
  const due = await app.store.dueWork.rounds(app.clock.now(), platforms, LIMIT);
  const closed = await serveTogether(app.log, TOGETHER, due, (workspace, rounds) =>
    close(app, workspace, rounds),
  );
  return due.length === LIMIT && closed > 0;
}

async function close(app: App, workspace: string, due: readonly DueRound[]): Promise<void> {
  const now = app.clock.now();
  await app.store.tx(workspace, async (tx) => {
    const ending: EndingRound[] = [];
    for (const { round: id } of due) {
      const round = await tx.rounds.get(id);
      const settings = round === null ? null : await tx.channels.channel(round.channel);
      if (round !== null && settings !== null) ending.push({ round, settings });
    }
    await endRounds({ app, tx, now }, ending);
  });
}

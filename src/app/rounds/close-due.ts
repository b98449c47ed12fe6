import { groupBy } from '../../domain/group-by.ts';
import type { DueRound } from '../../ports/due-work.ts';
import { messageOf } from '../../ports/errors.ts';
import type { Platform } from '../../ports/identity.ts';
import type { App } from '../context.ts';
import { closeRounds, type EndingRound } from './lifecycle.ts';

/** The most rounds of one look. */
const LIMIT = 500;
/** Rounds of one transaction: more of them make members wait, and fewer cost more commits. */
const AT_ONCE = 100;

/**
 * Closes rounds whose time has passed, those of a workspace together.
 * @returns whether more may be due
 */
export async function closeDue(app: App, platforms: readonly Platform[]): Promise<boolean> {
  const due = await app.store.dueWork.rounds(app.clock.now(), platforms, LIMIT);
  const workspaces = [...groupBy(due, ({ workspace }) => workspace).values()];
  const served = await Promise.all(
    workspaces.map(async (rounds) => {
      let closed = 0;
      for (let start = 0; start < rounds.length; start += AT_ONCE)
        closed += await serve(app, rounds.slice(start, start + AT_ONCE));
      return closed;
    }),
  );
  return due.length === LIMIT && served.some((closed) => closed > 0);
}

/** @returns how many were served: one that fails does not hold up the others */
async function serve(app: App, due: readonly DueRound[]): Promise<number> {
  try {
    await closeTogether(app, due);
    return due.length;
  } catch (error) {
    if (due.length > 1) {
      let closed = 0;
      for (const one of due) closed += await serve(app, [one]);
      return closed;
    }
    app.log.error('a question could not be closed; the next tick tries again', {
      error: messageOf(error),
    });
    return 0;
  }
}

async function closeTogether(app: App, due: readonly DueRound[]): Promise<void> {
  const [first] = due;
  if (first === undefined) return;
  const now = app.clock.now();
  await app.store.tx(first.workspace, async (tx) => {
    const ending: EndingRound[] = [];
    for (const { round: id } of due) {
      const round = await tx.rounds.get(id);
      const settings = round === null ? null : await tx.channels.channel(round.channel);
      if (round !== null && settings !== null) ending.push({ round, settings });
    }
    await closeRounds({ app, tx, now }, ending);
  });
}

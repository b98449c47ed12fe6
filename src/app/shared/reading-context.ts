import type { ReadingContext } from '../../domain/command-arguments.ts';
import { isZone, periodsOf } from '../../domain/calendar.ts';
import type { Request } from '../context.ts';
import { transact } from './transact.ts';
import { workspaceDecks } from './workspace-decks.ts';

/** What the reading of typed words depends on: today where the member is, and which decks there are. */
export function readingContext(request: Request): Promise<ReadingContext> {
  const { app, interaction, now } = request;
  const { place, actor } = interaction;
  return transact(request, async (work) => {
    const names = (await workspaceDecks(work)).all().map(({ id }) => id);
    const zone = actor.zone ?? (await work.tx.channels.channel(place.channel))?.zone;
    return { today: periodsOf(now, zone ?? app.defaults.zone).day, names };
  });
}

/** A zone that a platform names, or null where this runtime does not know it. */
export function usableZone(zone: string | null): string | null {
  return zone !== null && isZone(zone) ? zone : null;
}

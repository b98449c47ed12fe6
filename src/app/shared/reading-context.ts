import type { ReadingContext } from '../../domain/command-arguments.ts';
import { isZone, periodsOf } from '../../domain/calendar.ts';
import type { Request } from '../context.ts';

/** What the reading of typed words depends on: today where the member is, and which decks there are. */
export async function readingContext({ app, interaction, now }: Request): Promise<ReadingContext> {
  const { place, actor } = interaction;
  const names = app.decks.all().map(({ id }) => id);
  if (actor.zone !== null) return { today: periodsOf(now, actor.zone).day, names };
  const settings = await app.store.tx(place.workspace, (tx) => tx.channels.channel(place.channel));
  return { today: periodsOf(now, settings?.zone ?? app.defaults.zone).day, names };
}

/** A zone that a platform names, or null where this runtime does not know it. */
export function usableZone(zone: string | null): string | null {
  return zone !== null && isZone(zone) ? zone : null;
}

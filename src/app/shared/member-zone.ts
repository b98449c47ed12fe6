import type { Tx } from '../../ports/store.ts';
import type { Request } from '../context.ts';

/**
 * The zone of the member who acts: what the platform says, else the channel's, where a team's days are told by its
 * schedules, else the default. Every day that a member is told is one of this zone.
 */
export async function memberZone({ app, interaction }: Request, tx: Tx): Promise<string> {
  const { actor, place } = interaction;
  return actor.zone ?? (await tx.channels.channel(place.channel))?.zone ?? app.defaults.zone;
}

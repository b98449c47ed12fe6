import type { Tx } from '../../ports/store.ts';
import type { Request } from '../context.ts';
import { ensureChannel } from './channel-settings.ts';

/** Makes the actor known, with the channel and workspace. Returns their id. */
export async function ensureMember(
  { app, interaction, now }: Pick<Request, 'app' | 'interaction' | 'now'>,
  tx: Tx,
): Promise<string> {
  await ensureChannel({ app, tx, now }, interaction.place);
  return (await tx.members.upsert(interaction.actor, now)).id;
}

import type { Tx } from '../../ports/store.ts';
import type { Request } from '../context.ts';

/**
 * Writes what a manager did into the log. The manager becomes known: the log names them, and a manager who is still here
 * can be told what another one is not.
 * @param act.about the id of a round, schedule, deck, channel or member
 */
export async function recordAct(
  { app, interaction, now }: Pick<Request, 'app' | 'interaction' | 'now'>,
  tx: Tx,
  act: { readonly what: string; readonly about: string },
): Promise<void> {
  const { id: member } = await tx.members.upsert(interaction.actor, now);
  await tx.audit.add({ id: app.random.id(), at: now, member, ...act });
}

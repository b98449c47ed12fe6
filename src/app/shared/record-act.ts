import type { Tx } from '../../ports/store.ts';
import type { Request } from '../context.ts';
import { ensureMember } from './ensure-member.ts';

/**
 * Writes what a manager did into the log. A manager who is not known yet becomes known: the log names them, and a manager
 * who is still here can be told what another one is not. A known one stays as they are: what they did in the studio came in
 * their browser's language, which need not be their own.
 * @param act.about the id of a round, schedule, deck, channel or member
 */
export async function recordAct(
  request: Pick<Request, 'app' | 'interaction' | 'now'>,
  tx: Tx,
  act: { readonly what: string; readonly about: string },
): Promise<void> {
  const { app, interaction, now } = request;
  const { id: member } = interaction.actor;
  const known = await tx.members.get(member);
  if (known === null || known.left) await ensureMember(request, tx);
  await tx.audit.add({ id: app.random.id(), at: now, member, ...act });
}

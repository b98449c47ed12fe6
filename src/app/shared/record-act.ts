import type { Tx } from '../../ports/store.ts';
import type { Request } from '../context.ts';
import { ensureMember } from './ensure-member.ts';

/**
 * Writes what a manager did into the log. The manager becomes known: the log names them, and a manager who is still here
 * can be told what another one is not.
 * @param act.about the id of a round, schedule, deck, channel or member
 */
export async function recordAct(
  request: Pick<Request, 'app' | 'interaction' | 'now'>,
  tx: Tx,
  act: { readonly what: string; readonly about: string },
): Promise<void> {
  const member = await ensureMember(request, tx);
  await tx.audit.add({ id: request.app.random.id(), at: request.now, member, ...act });
}

import type { Tx } from '../../ports/store.ts';
import type { Request } from '../context.ts';

/**
 * Whether this gesture is here for the first time. What makes something new asks first, in the same transaction: a
 * platform may deliver a gesture again after a restart, when the adapter has forgotten it.
 */
export async function claimIdempotencyKey({ interaction, now }: Request, tx: Tx): Promise<boolean> {
  return (
    interaction.idempotencyKey === undefined ||
    tx.idempotencyKeys.claim(interaction.idempotencyKey, now)
  );
}

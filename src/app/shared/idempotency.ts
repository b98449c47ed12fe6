import type { Tx } from '../../ports/store.ts';
import type { Request } from '../context.ts';

/**
 * Claims the gesture's idempotency key; false if an earlier delivery has claimed it. A handler that creates something
 * claims first, in the same transaction: a platform may deliver a gesture again after a restart, when the adapter's
 * memory of it is gone.
 */
export async function claimIdempotencyKey({ interaction, now }: Request, tx: Tx): Promise<boolean> {
  return (
    interaction.idempotencyKey === undefined ||
    tx.idempotencyKeys.claim(interaction.idempotencyKey, now)
  );
}

import type { Tx } from '../../ports/store.ts';
import type { Call } from '../context.ts';

/**
 * Whether this gesture is here for the first time. What makes something new asks first, in the same transaction: a
 * platform may deliver a gesture again after a restart, when the adapter has forgotten it.
 */
export async function firstTime({ input, now }: Call, tx: Tx): Promise<boolean> {
  return input.gesture === undefined || tx.gestures.take(input.gesture, now);
}

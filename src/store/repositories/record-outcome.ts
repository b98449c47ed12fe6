import type { Kysely } from 'kysely';
import type { PostRow, PostState, SendOutcome } from '../../ports/store.ts';
import type { Tables } from '../schema/tables.ts';

/** Ends a claim, if it is still ours. A card that changed while it was being sent goes out again. */
export async function settlePost(
  db: Kysely<Tables>,
  post: PostRow,
  owner: string,
  outcome: SendOutcome,
  now: number,
): Promise<boolean> {
  const changed = await db
    .updateTable('posts')
    .set((e) => ({
      ...settledRow(outcome, now),
      ...(outcome.kind === 'sent' && outcome.message !== null ? { message: outcome.message } : {}),
      state: e
        .case()
        .when('version', '=', post.version)
        .then(e.val(settledState(outcome)))
        .else(e.val<PostState>('pending'))
        .end(),
    }))
    .where('workspace', '=', post.workspace)
    .where('id', '=', post.id)
    .where('state', '=', 'sending')
    .where('lease_owner', '=', owner)
    .where('attempts', '=', post.attempts)
    .returning('version')
    .execute();
  return changed.length > 0;
}

function settledState(outcome: SendOutcome): PostState {
  switch (outcome.kind) {
    case 'retry':
      return 'pending';
    case 'unsure':
      return 'sending';
    case 'sent':
    case 'unknown':
    case 'failed':
    case 'dropped':
      return outcome.kind;
    default:
      return outcome satisfies never;
  }
}

function settledRow(outcome: SendOutcome, now: number) {
  switch (outcome.kind) {
    case 'retry':
      // Surely not there: the clock of uncertainty starts anew.
      return {
        due_at: outcome.dueAt,
        error: outcome.error,
        first_attempt_at: null,
        lease_until: null,
      };
    case 'unsure':
      return { lease_until: outcome.leaseUntil, error: outcome.error };
    case 'sent':
      return { error: null, settled_at: now, lease_until: null };
    case 'unknown':
    case 'failed':
    case 'dropped':
      return { error: outcome.error, settled_at: now, lease_until: null };
    default:
      return outcome satisfies never;
  }
}

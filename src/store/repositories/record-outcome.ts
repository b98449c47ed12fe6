import type { Kysely } from 'kysely';
import type { PostRow, PostState, SendOutcome } from '../../ports/store.ts';
import type { Tables } from '../schema/tables.ts';

interface EndedClaim {
  readonly owner: string;
  readonly outcome: SendOutcome;
  readonly now: number;
}

/** Ends a claim that is still this process's. A card that changed during the sending goes out again. */
export async function recordOutcome(
  db: Kysely<Tables>,
  post: PostRow,
  { owner, outcome, now }: EndedClaim,
): Promise<boolean> {
  const changed = await db
    .updateTable('posts')
    .set((e) => ({
      ...columnsAfter(outcome, now),
      ...(outcome.kind === 'sent' && outcome.message !== null ? { message: outcome.message } : {}),
      state: e
        .case()
        .when('version', '=', post.version)
        .then(e.val(stateAfter(outcome)))
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

function stateAfter(outcome: SendOutcome): PostState {
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

function columnsAfter(outcome: SendOutcome, now: number) {
  switch (outcome.kind) {
    case 'retry':
      // The post is surely not there, so the time of the first attempt starts anew.
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

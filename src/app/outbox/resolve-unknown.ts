import { notice } from '../shared/notice-card.ts';
import type { Call } from '../context.ts';
import { mayManage } from '../shared/permissions.ts';
import type { Reply } from '../../domain/reply.ts';

/** A manager's word on a post of which nobody knows whether it arrived. */
export async function settle(call: Call, post: string, verdict: 'there' | 'again'): Promise<Reply> {
  const { app, input, words, now } = call;
  if (!(await mayManage(call))) return { kind: 'card', card: notice(words.onlyManagers()) };
  const done = await app.store.tx(input.place.workspace, async (tx) => {
    if (!(await tx.posts.decide(post, verdict, now))) return false;
    await tx.audit.add(app.chance.id(), now, input.actor.id, `post ${verdict}`, post);
    return true;
  });
  if (!done) return { kind: 'replace', card: notice(words.settledBefore()) };
  app.wake();
  return {
    kind: 'replace',
    card: notice(verdict === 'there' ? words.settledThere() : words.settledAgain()),
  };
}

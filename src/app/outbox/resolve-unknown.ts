import { notice } from '../shared/notice-card.ts';
import type { Request } from '../context.ts';
import { mayManage } from '../shared/permissions.ts';
import type { Reply } from '../../domain/reply.ts';
import { recordAct } from '../shared/record-act.ts';

/** A manager resolves a post whose delivery could not be confirmed. */
export async function resolveUnknown(
  request: Request,
  post: string,
  verdict: 'there' | 'again',
): Promise<Reply> {
  const { app, interaction, words, now } = request;
  if (!(await mayManage(request))) return { kind: 'card', card: notice(words.onlyManagers()) };
  const done = await app.store.tx(interaction.place.workspace, async (tx) => {
    if (!(await tx.posts.resolveUnknown(post, verdict, now))) return false;
    await recordAct(request, tx, { what: `post ${verdict}`, about: post });
    return true;
  });
  if (!done) return { kind: 'replace', card: notice(words.settledBefore()) };
  app.wake();
  return {
    kind: 'replace',
    card: notice(verdict === 'there' ? words.settledThere() : words.settledAgain()),
  };
}

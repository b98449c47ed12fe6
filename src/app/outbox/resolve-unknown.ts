import { notice } from '../shared/notice-card.ts';
import type { Request } from '../context.ts';
import { mayManage } from '../shared/permissions.ts';
import type { Reply } from '../../domain/reply.ts';
import { unseenClosed, UNSEEN, withdrawRound } from '../rounds/lifecycle.ts';
import { questionPost, roundBehind } from '../rounds/round-posts.ts';
import { recordAct } from '../shared/record-act.ts';

/** A manager resolves a post whose delivery could not be confirmed. */
export async function resolveUnknown(
  request: Request,
  post: string,
  verdict: 'there' | 'again',
): Promise<Reply> {
  const { app, interaction, words, now } = request;
  if (!(await mayManage(request))) return { kind: 'card', card: notice(words.onlyManagers()) };
  const said = await app.store.tx(interaction.place.workspace, async (tx) => {
    const work = { app, tx, now };
    const unknown = await tx.posts.get(post);
    const round = unknown === null ? null : await roundBehind(work, unknown.name);
    const isQuestion = round !== null && unknown?.name === questionPost(round.id);
    const isOver = isQuestion && round.closedAt !== null;
    // What members have answered is there; and nothing is asked whose time is over.
    const unseen = isOver && verdict === 'again' ? await unseenClosed(work, round.id) : null;
    const settled = isOver && unseen === null ? 'there' : verdict;
    if (!(await tx.posts.resolveUnknown(post, settled, now))) return words.settledBefore();
    await recordAct(request, tx, { what: `post ${verdict}`, about: post });
    if (unseen !== null) {
      await tx.posts.drop(questionPost(unseen.id), UNSEEN, now);
      await withdrawRound(work, unseen.id);
      const { deck, question } = unseen.pinned;
      return words.settledOver({ line: `/quiz ask ${deck} ${question.id}` });
    }
    return settled === 'there' ? words.settledThere() : words.settledAgain();
  });
  app.wake();
  return { kind: 'replace', card: notice(said) };
}

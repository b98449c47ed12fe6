import { goneCard } from '../cards/explanation.ts';
import { notice } from '../cards/notice.ts';
import type { Reply } from '../domain/card.ts';
import type { Call } from './app.ts';

/** A member says that something is wrong with a round's question; each member counts once for a question. */
export async function report({ app, input, words, now }: Call, roundId: string): Promise<Reply> {
  const { workspace, channel } = input.place;
  const known = await app.store.tx(workspace, async (tx) => {
    const round = await tx.rounds.get(roundId);
    if (round === null || round.channel !== channel) return false;
    await tx.members.touch(input.actor, now);
    const { deck, question } = round.pinned;
    await tx.reports.add({
      deck,
      question: question.id,
      member: input.actor.id,
      reason: '',
      at: now,
    });
    return true;
  });
  return { kind: 'card', card: known ? notice(words.reportThanks()) : goneCard(words) };
}

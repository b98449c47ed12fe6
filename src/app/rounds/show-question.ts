import { isOpen } from '../../domain/round.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Request } from '../context.ts';
import { notice, outdatedButtonCard } from '../shared/notice-card.ts';
import { transact } from '../shared/transact.ts';
import { askedCard, questionCard } from './question-card.ts';

/** Shows an open question to one member, who can answer it there. */
export async function showQuestion(request: Request, roundId: string): Promise<Reply> {
  const { interaction, words } = request;
  const card = await transact(request, async ({ tx, now }) => {
    const round = await tx.rounds.get(roundId);
    if (round === null || round.channel !== interaction.place.channel) {
      return outdatedButtonCard(words);
    }
    const count = await tx.answers.count(round.id);
    if (!isOpen(round, now)) return notice(words.closedNow({ count }));
    return questionCard(words, askedCard(round, count));
  });
  return { kind: 'card', card };
}

import type { Request } from '../context.ts';
import { outdatedButtonCard } from '../shared/notice-card.ts';
import { transact } from '../shared/transact.ts';
import type { Reply } from '../../domain/reply.ts';
import { optionOf } from './answer.ts';
import { allReasonsCard } from './explanation-card.ts';

/** Shows every option's reasons to a member who has answered. */
export async function allReasons(request: Request, roundId: string): Promise<Reply> {
  const { interaction, words } = request;
  const given = await transact(request, async ({ tx }) => {
    const round = await tx.rounds.get(roundId);
    const answer = await tx.answers.of(roundId, interaction.actor.id);
    const chosen = round === null || answer === null ? undefined : optionOf(round, answer.option);
    return round === null || chosen === undefined ? null : { round, chosen };
  });
  if (given === null) return { kind: 'card', card: outdatedButtonCard(words) };
  return { kind: 'card', card: allReasonsCard(words, given) };
}

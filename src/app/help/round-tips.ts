import { tipsCard } from './help-card.ts';
import type { Request } from '../context.ts';
import { outdatedButtonCard } from '../shared/notice-card.ts';
import type { Reply } from '../../domain/reply.ts';

/** Shows the tips that the round pinned. */
export async function tips(request: Request, roundId: string): Promise<Reply> {
  const { app, interaction, words } = request;
  const round = await app.store.tx(interaction.place.workspace, (tx) => tx.rounds.get(roundId));
  if (round === null || round.channel !== interaction.place.channel) {
    return { kind: 'card', card: outdatedButtonCard(words) };
  }
  return { kind: 'card', card: tipsCard(words, round.pinned.deckTitle, round.pinned.tips) };
}

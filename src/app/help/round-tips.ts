import { tipsCard } from './help-card.ts';
import type { Call } from '../context.ts';
import { goneCard } from '../shared/notice-card.ts';
import type { Reply } from '../../domain/reply.ts';

/** The tips of a round's deck, as they were when it was asked. */
export async function tips(call: Call, roundId: string): Promise<Reply> {
  const { app, input, words } = call;
  const round = await app.store.tx(input.place.workspace, (tx) => tx.rounds.get(roundId));
  if (round === null || round.channel !== input.place.channel) {
    return { kind: 'card', card: goneCard(words) };
  }
  return { kind: 'card', card: tipsCard(words, round.pinned.deckTitle, round.pinned.tips) };
}

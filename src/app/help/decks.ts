import { decksCard, tipsCard } from './help-card.ts';
import type { Call } from '../context.ts';
import { mayManage } from '../shared/permissions.ts';
import { deckNamed } from '../shared/named-deck.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

export async function decks(call: Call): Promise<Reply> {
  const { app, words } = call;
  const problems = (await mayManage(call)) ? app.decks.problems() : [];
  return { kind: 'card', card: decksCard(words, app.decks.all(), problems) };
}

export async function tipsOf(call: Call, values: Values): Promise<Reply> {
  const found = deckNamed(call, values);
  if (found.kind === 'refused') return found.reply;
  const { title, tips } = found.deck;
  return { kind: 'card', card: tipsCard(call.words, title, tips) };
}

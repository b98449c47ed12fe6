import { decksCard, tipsCard } from './help-card.ts';
import type { Request } from '../context.ts';
import { mayManage } from '../shared/permissions.ts';
import { workspaceDecks } from '../shared/workspace-decks.ts';
import { transact } from '../shared/transact.ts';
import { deckNamed } from '../shared/named-deck.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

export async function decks(request: Request): Promise<Reply> {
  const { app, words } = request;
  const problems = (await mayManage(request)) ? app.decks.problems() : [];
  const decks = await transact(request, workspaceDecks);
  return { kind: 'card', card: decksCard(words, decks.all(), problems) };
}

export async function tipsOf(request: Request, values: Values): Promise<Reply> {
  const found = await deckNamed(request, values);
  if (found.kind === 'refused') return found.reply;
  const { title, tips } = found.deck;
  return { kind: 'card', card: tipsCard(request.words, title, tips) };
}

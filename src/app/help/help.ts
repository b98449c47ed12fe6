import { decksCard, helpCard, tipsCard } from './help-card.ts';
import { notice } from '../shared/notice-card.ts';
import type { Reply } from '../../domain/card.ts';
import type { Values } from '../../domain/command-parser.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import type { Deck } from '../../domain/deck.ts';
import type { Call } from '../context.ts';
import { COMMANDS } from '../bot/commands.ts';
import { mayManage } from '../workspace/managers.ts';

export async function help(call: Call): Promise<Reply> {
  const { words } = call;
  const manages = await mayManage(call);
  const buttons = [
    { label: words.buttonPractise(), line: 'practice' },
    { label: words.buttonReview(), line: 'review' },
    { label: words.buttonMe(), line: 'me' },
    { label: words.buttonLeaderboard(), line: 'leaderboard' },
    { label: words.decksHeading(), line: 'decks' },
    { label: words.buttonTips(), line: 'tips' },
  ];
  return { kind: 'card', card: helpCard(words, COMMANDS, manages, buttons) };
}

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

export type Named =
  | { readonly kind: 'found'; readonly deck: Deck }
  | { readonly kind: 'refused'; readonly reply: Reply };

/** The deck that was named, or the first one where none was. */
export function deckNamed({ app, words }: Call, values: Values): Named {
  const name = values.get('deck');
  const all = app.decks.all();
  const first = all[0];
  if (name === undefined) {
    return first === undefined
      ? { kind: 'refused', reply: { kind: 'card', card: notice(words.decksNone()) } }
      : { kind: 'found', deck: first };
  }
  const id = String(name);
  const deck = app.decks.find(id);
  if (deck !== null) return { kind: 'found', deck };
  const near = nearest(
    id,
    all.map((one) => one.id),
  );
  return {
    kind: 'refused',
    reply: { kind: 'card', card: notice(words.noDeck({ deck: id, near })) },
  };
}

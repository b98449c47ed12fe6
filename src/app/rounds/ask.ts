import { notice } from '../shared/notice-card.ts';
import { questionCard } from './question-card.ts';
import { text } from '../../domain/text.ts';
import type { Deck, PinnedQuestion } from '../../domain/deck.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { deal, openQuestion } from '../../domain/round.ts';
import type { Request } from '../context.ts';
import { claimIdempotencyKey } from '../shared/idempotency.ts';
import { closeRound, openRound } from './lifecycle.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { nextQuestion } from './next-question.ts';
import { deckNamed } from '../shared/named-deck.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

/** Posts a question here now: the named one, or the one that is next. */
export async function ask(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const { workspace, channel, platform } = interaction.place;
  const chosen = choose(request, values);
  if (chosen.kind === 'refused') return chosen.reply;
  const missing = await app.chats.get(platform)?.mayPost(interaction.place);
  if (missing !== undefined && missing !== null)
    return { kind: 'card', card: notice(missing[words.language]) };
  const asked = await app.store.tx(workspace, async (tx) => {
    if (!(await claimIdempotencyKey(request, tx))) return true;
    const settings = await ensureChannel({ app, tx, now }, interaction.place);
    const pinned =
      chosen.kind === 'question'
        ? chosen.pinned
        : await nextQuestion({ app, tx, now }, channel, [{ deck: chosen.deck, weight: 1 }]);
    if (pinned === null) return false;
    await tx.members.upsert(interaction.actor, now);
    await openRound(
      { app, tx, now },
      {
        channel,
        pinned,
        settings,
        slot: null,
        closesAt: null,
        asksSure: false,
        owner: interaction.actor.id,
      },
    );
    return true;
  });
  if (!asked) return { kind: 'card', card: notice(words.decksNone()) };
  app.wake();
  return { kind: 'card', card: notice(words.asked()) };
}

type Chosen =
  | { readonly kind: 'question'; readonly pinned: PinnedQuestion }
  | { readonly kind: 'deck'; readonly deck: Deck }
  | { readonly kind: 'refused'; readonly reply: Reply };

function choose(request: Request, values: Values): Chosen {
  const { app, words } = request;
  const found = deckNamed(request, values);
  if (found.kind === 'refused') return found;
  const { deck } = found;
  const id = values.get('question');
  if (id === undefined) return { kind: 'deck', deck };
  const question = deck.questions.find((one) => one.id === id);
  if (question !== undefined) return { kind: 'question', pinned: app.decks.pin(deck, question) };
  const near = nearest(
    String(id),
    deck.questions.map((one) => one.id),
  );
  const sentence = words.noQuestion({ deck: deck.id, question: String(id), near });
  return { kind: 'refused', reply: { kind: 'card', card: notice(sentence) } };
}

/** Shows a question as it would be posted, only to the one who asks; its buttons answer politely. */
export async function preview(request: Request, values: Values): Promise<Reply> {
  const { app, words, now } = request;
  const chosen = choose(request, values);
  if (chosen.kind === 'refused') return chosen.reply;
  const first = chosen.kind === 'deck' ? chosen.deck.questions[0] : undefined;
  const pinned =
    chosen.kind === 'question'
      ? chosen.pinned
      : first === undefined
        ? null
        : app.decks.pin(chosen.deck, first);
  if (pinned === null) return { kind: 'card', card: notice(words.decksNone()) };
  const zone = app.defaults.zone;
  const dealt = deal(pinned.question.options.length, (below) => app.random.below(below));
  const card = questionCard(words, {
    round: 'preview',
    question: openQuestion(pinned, dealt),
    day: periodsOf(now, zone).day,
    zone,
    closesAt: null,
    answered: 0,
  });
  const note = { kind: 'text', text: text(words.previewNote()), tone: 'quiet' } as const;
  return { kind: 'card', card: { gist: card.gist, blocks: [note, ...card.blocks] } };
}

export async function close({ app, interaction, words, now }: Request): Promise<Reply> {
  const { workspace, channel } = interaction.place;
  const closed = await app.store.tx(workspace, async (tx) => {
    const settings = await ensureChannel({ app, tx, now }, interaction.place);
    const round = (await tx.rounds.openIn(channel))[0];
    if (round === undefined) return false;
    await tx.audit.add({
      id: app.random.id(),
      at: now,
      member: interaction.actor.id,
      what: 'close',
      about: round.id,
    });
    return closeRound({ app, tx, now }, round, settings);
  });
  if (!closed) return { kind: 'card', card: notice(words.nothingOpen()) };
  app.wake();
  return { kind: 'card', card: notice(words.closing()) };
}

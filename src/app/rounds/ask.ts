import { notice } from '../shared/notice-card.ts';
import { closedQuestionCard, questionCard } from './question-card.ts';
import { plain, text } from '../../domain/text.ts';
import type { Reply } from '../../domain/card.ts';
import type { Values } from '../../domain/command-parser.ts';
import type { Deck, PinnedQuestion } from '../../domain/deck.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import { pick, type Candidate } from '../../domain/question-picker.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { deal, dealtOptions, openQuestion, type Round } from '../../domain/round.ts';
import type { Tx } from '../../ports/store.ts';
import type { Words } from '../../i18n/index.ts';
import type { App, Call } from '../context.ts';
import { deckNamed } from '../help/help.ts';
import { queueNotice, wordsOf } from '../shared/notices.ts';
import { firstTime } from '../shared/idempotency.ts';
import { closeRound, openRound, queueEdit } from './lifecycle.ts';
import { settingsOf } from '../shared/channel-settings.ts';

/** Posts a question here now: the named one, or the one that is next. */
export async function ask(call: Call, values: Values): Promise<Reply> {
  const { app, input, words, now } = call;
  const { workspace, channel, platform } = input.place;
  const chosen = choose(call, values);
  if (chosen.kind === 'refused') return chosen.reply;
  const missing = await app.chats.get(platform)?.mayPost(input.place);
  if (missing !== undefined && missing !== null)
    return { kind: 'card', card: notice(missing[words.language]) };
  const asked = await app.store.tx(workspace, async (tx) => {
    if (!(await firstTime(call, tx))) return true;
    const settings = await settingsOf(app, tx, input.place, now);
    const pinned =
      chosen.kind === 'question'
        ? chosen.pinned
        : await nextQuestion(app, tx, channel, [{ deck: chosen.deck, weight: 1 }], now);
    if (pinned === null) return false;
    await tx.members.touch(input.actor, now);
    await openRound(app, tx, {
      channel,
      pinned,
      settings,
      slot: null,
      closesAt: null,
      asksSure: false,
      owner: input.actor.id,
      now,
    });
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

function choose(call: Call, values: Values): Chosen {
  const { app, words } = call;
  const found = deckNamed(call, values);
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

/** The question that is next for a channel from these decks; null when they hold none. */
export async function nextQuestion(
  app: App,
  tx: Tx,
  channel: string,
  decks: readonly { readonly deck: Deck; readonly weight: number }[],
  now: number,
): Promise<PinnedQuestion | null> {
  const asked = new Map(
    (await tx.rounds.askedIn(channel)).map((one) => [`${one.deck}/${one.question}`, one]),
  );
  const candidates = decks.flatMap(({ deck, weight }) =>
    deck.questions.flatMap((question, place): Candidate[] => {
      if (question.retired) return [];
      const known = asked.get(`${deck.id}/${question.id}`);
      return [
        {
          deck: deck.id,
          question: question.id,
          place,
          weight,
          fixedOrder: deck.order === 'fixed',
          lastAskedAt: known?.lastAskedAt ?? null,
          answered: known?.answered ?? 0,
          right: known?.right ?? 0,
        },
      ];
    }),
  );
  const picked = pick(candidates, now, (below) => app.chance.below(below));
  const deck = decks.find((one) => one.deck.id === picked?.deck)?.deck;
  const question = deck?.questions.find((one) => one.id === picked?.question);
  return deck === undefined || question === undefined ? null : app.decks.pin(deck, question);
}

/** Shows a question as it would be posted, only to the one who asks; its buttons answer politely. */
export async function preview(call: Call, values: Values): Promise<Reply> {
  const { app, words, now } = call;
  const chosen = choose(call, values);
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
  const dealt = deal(pinned.question.options.length, (below) => app.chance.below(below));
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

export async function close({ app, input, words, now }: Call): Promise<Reply> {
  const { workspace, channel } = input.place;
  const closed = await app.store.tx(workspace, async (tx) => {
    const settings = await settingsOf(app, tx, input.place, now);
    const round = (await tx.rounds.openIn(channel))[0];
    if (round === undefined) return false;
    await tx.audit.add(app.chance.id(), now, input.actor.id, 'close', round.id);
    return closeRound(app, tx, round, settings, now);
  });
  if (!closed) return { kind: 'card', card: notice(words.nothingOpen()) };
  app.wake();
  return { kind: 'card', card: notice(words.closing()) };
}

/** Takes the channel's last round out of every board. */
export async function voidRound({ app, input, words, now }: Call): Promise<Reply> {
  const { workspace, channel } = input.place;
  const done = await app.store.tx(workspace, async (tx) => {
    const round = await tx.rounds.newestIn(channel);
    if (round === null) return false;
    const settings = await settingsOf(app, tx, input.place, now);
    if (round.voidedAt !== null) return true;
    if (round.closedAt === null) await tx.rounds.close(round.id, Math.max(now, round.openedAt));
    await tx.rounds.setVoid(round.id, now);
    await tx.answers.rejudge(round.id, round.keys, false);
    await tx.audit.add(app.chance.id(), now, input.actor.id, 'void', round.id);
    const voided: Round = { ...round, closedAt: round.closedAt ?? now, voidedAt: now };
    const answered = await tx.answers.count(round.id);
    const channelWords = app.words(settings.language);
    await queueEdit(app, tx, voided, closedQuestionCard(channelWords, voided, answered), now);
    const stem = plain(round.pinned.question.ask);
    await tellAll(app, tx, round, 'void', (own) => own.toldVoided({ stem }), now);
    return true;
  });
  if (!done) return { kind: 'card', card: notice(words.noRoundYet()) };
  app.wake();
  return { kind: 'card', card: notice(words.voided()) };
}

/** Changes the key of the channel's last round; the boards follow. */
export async function rekey({ app, input, words, now }: Call, values: Values): Promise<Reply> {
  const { workspace, channel } = input.place;
  const letter = String(values.get('option') ?? '').toUpperCase();
  const sentence = await app.store.tx(workspace, async (tx) => {
    const round = await tx.rounds.newestIn(channel);
    if (round === null) return words.noRoundYet();
    const dealt = dealtOptions(round.pinned, round.dealt);
    const option = dealt.find((one) => one.letter === letter)?.option;
    if (option === undefined)
      return words.rekeyNoOption({ letters: dealt.map((one) => one.letter) });
    if (round.keys.length === 1 && round.keys[0] === option.id) return words.rekeySame({ letter });
    const keys = [option.id];
    await tx.rounds.setKeys(round.id, keys);
    await tx.answers.rejudge(round.id, keys, round.voidedAt === null);
    await tx.audit.add(app.chance.id(), now, input.actor.id, 'rekey', `${round.id} ${option.id}`);
    const changed: Round = { ...round, keys };
    if (round.closedAt !== null) {
      const settings = await settingsOf(app, tx, input.place, now);
      const answered = await tx.answers.count(round.id);
      const card = closedQuestionCard(app.words(settings.language), changed, answered);
      await queueEdit(app, tx, changed, card, now);
    }
    const stem = plain(round.pinned.question.ask);
    await tellAll(
      app,
      tx,
      round,
      `rekey:${option.id}`,
      (own, chosen) => own.toldRekeyed({ stem, letter, right: keys.includes(chosen) }),
      now,
    );
    return words.rekeyed({ letter });
  });
  app.wake();
  return { kind: 'card', card: notice(sentence) };
}

/** Tells those who answered a round once that something about it changed, each in their own language. */
async function tellAll(
  app: App,
  tx: Tx,
  round: Round,
  about: string,
  sentence: (words: Words, option: string) => string,
  now: number,
): Promise<void> {
  for (const given of await tx.answers.inRound(round.id)) {
    const name = `tell:${round.id}:${about}:${given.member}`;
    const words = await wordsOf(app, tx, given.member, round.channel);
    const card = notice(sentence(words, given.option));
    await queueNotice(app, tx, name, round.channel, given.member, card, now);
  }
}

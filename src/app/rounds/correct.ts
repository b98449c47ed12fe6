import { notice, runs } from '../shared/notice-card.ts';
import { askedCard, questionCard } from './question-card.ts';
import { plain, text } from '../../domain/text.ts';
import type { Card } from '../../domain/card.ts';
import { dealtOptions, deckKeysOf, letterAt, sameKeys, type Round } from '../../domain/round.ts';
import type { Words } from '../../i18n/index.ts';
import type { Request, Work } from '../context.ts';
import { queueNotice, wordsOf } from '../shared/notices.ts';
import {
  closeRound,
  isPosted,
  queueClosedQuestion,
  queueEdit,
  queueReveal,
  queueRevealEdit,
  resultOf,
} from './lifecycle.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { transact } from '../shared/transact.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import type { ChannelSettings } from '../../ports/store.ts';
import { recordAct } from '../shared/record-act.ts';

/** Number of rounds offered when none is named. */
const OFFERED = 5;

/** A question that was voided longer ago is not opened again. */
const REOPENED_MS = 7 * 24 * 3_600_000;

type Kind = 'void' | 'rekey' | 'restore';

/** `/quiz question void [number] [yes]`: takes a question out of every board; asks once, and can be undone. */
export function voidRound(request: Request, values: Values): Promise<Reply> {
  return correct(request, values, 'void');
}

/** `/quiz question rekey [number] [letter] [yes]`: another option is the key; asks once, and can be undone. */
export function rekey(request: Request, values: Values): Promise<Reply> {
  return correct(request, values, 'rekey');
}

/** `/quiz question restore [number] [yes]`: undoes a void and a changed key. */
export function restore(request: Request, values: Values): Promise<Reply> {
  return correct(request, values, 'restore');
}

async function correct(request: Request, values: Values, kind: Kind): Promise<Reply> {
  const { app, interaction, words } = request;
  const number = values.get('number');
  const letter = String(values.get('option') ?? '').toUpperCase();
  const card = await transact(request, async (work) => {
    const settings = await ensureChannel(work, interaction.place);
    const round =
      typeof number === 'number'
        ? await work.tx.rounds.byOrdinal(interaction.place.channel, number)
        : null;
    if (round === null) {
      const offered = await whichRound(work, request, kind, letter);
      return typeof number === 'number' ? below(words.noRound({ number }), offered) : offered;
    }
    const impossible = refusal(words, round, kind, letter);
    if (impossible !== null) return impossible;
    if (values.get('confirm') !== 'yes') return askOnce(work, words, round, { kind, letter });
    const what = `${kind}${letter === '' ? '' : ` ${letter}`}`;
    await recordAct(request, work.tx, { what, about: round.id });
    switch (kind) {
      case 'void':
        if (round.closedAt === null && !(await isSeen(work, round))) {
          await closeRound(work, round, settings);
          return notice(words.closedUnposted());
        }
        await setVoid(work, round, settings);
        return notice(words.voided({ number: round.ordinal }), [undo(words, round)]);
      case 'rekey':
        await changeKeys(work, round, [optionAt(round, letter) ?? '']);
        return notice(words.rekeyed({ number: round.ordinal, letter }), [undo(words, round)]);
      case 'restore':
        await undoCorrections(work, round, settings);
        return notice(words.restoredRound({ number: round.ordinal }));
      default:
        return kind satisfies never;
    }
  });
  app.wake();
  return { kind: 'card', card };
}

async function isSeen(work: Work, { id }: Round): Promise<boolean> {
  return (await isPosted(work, id)) || (await work.tx.answers.count(id)) > 0;
}

function below(sentence: string, { gist, blocks }: Card): Card {
  return {
    gist: `${sentence} ${gist}`,
    blocks: [{ kind: 'text', text: text(sentence), tone: 'normal' }, ...blocks],
  };
}

function undo(words: Words, round: Round) {
  return runs(words.buttonUndo(), `restore ${round.ordinal}`);
}

/** The last rounds of the channel by number and stem, each with its button. */
async function whichRound(
  { tx }: Work,
  { interaction, words }: Request,
  kind: Kind,
  letter: string,
): Promise<Card> {
  const recent = await tx.rounds.recent(interaction.place.channel, OFFERED);
  const rounds = recent.filter((round) => kind !== 'restore' || canRestore(round));
  if (rounds.length === 0) {
    return notice(recent.length === 0 ? words.noRoundYet() : words.nothingToRestore());
  }
  const lines = rounds.map((round) => [
    words.roundLine({ number: round.ordinal, stem: plain(round.pinned.question.ask) }),
  ]);
  return {
    gist: words.correctWhich({ kind }),
    blocks: [
      {
        kind: 'text',
        text: [{ kind: 'paragraph', spans: [words.correctWhich({ kind })] }],
        tone: 'normal',
      },
      { kind: 'text', text: [{ kind: 'list', ordered: false, items: lines }], tone: 'normal' },
      {
        kind: 'buttons',
        buttons: rounds.map((round) =>
          runs(
            words.roundButton({ number: round.ordinal, deck: round.pinned.deckTitle }),
            `${kind} ${round.ordinal}${letter === '' ? '' : ` ${letter}`}`,
          ),
        ),
      },
    ],
  };
}

function refusal(words: Words, round: Round, kind: Kind, letter: string): Card | null {
  const number = round.ordinal;
  if (kind === 'void')
    return round.voidedAt === null ? null : notice(words.voidedBefore({ number }));
  if (kind === 'restore') return canRestore(round) ? null : notice(words.nothingToRestore());
  const dealt = dealtOptions(round.pinned, round.dealt);
  const option = optionAt(round, letter);
  if (option === null) {
    const stem = plain(round.pinned.question.ask);
    return notice(
      words.rekeyWhich({ number, stem }),
      dealt.map((one) => runs(one.letter, `rekey ${number} ${one.letter}`)),
    );
  }
  const isSame = round.keys.length === 1 && round.keys[0] === option;
  return isSame ? notice(words.rekeySame({ letter })) : null;
}

/** Says what will change, with the button that does it. */
async function askOnce(
  { tx }: Work,
  words: Words,
  round: Round,
  { kind, letter }: { readonly kind: Kind; readonly letter: string },
): Promise<Card> {
  const answered = await tx.answers.count(round.id);
  const said = { number: round.ordinal, stem: plain(round.pinned.question.ask), answered };
  const sentence =
    kind === 'void'
      ? words.voidAsk(said)
      : kind === 'rekey'
        ? words.rekeyAsk({ ...said, letter })
        : words.restoreAsk({ ...said, letters: lettersOf(round, deckKeysOf(round.pinned)) });
  const line = `${kind} ${round.ordinal}${letter === '' ? '' : ` ${letter}`} yes`;
  return notice(sentence, [
    runs(words.buttonDoIt({ kind }), line, kind === 'restore' ? 'primary' : 'danger'),
  ]);
}

function canRestore(round: Round): boolean {
  return round.voidedAt !== null || !sameKeys(round.keys, deckKeysOf(round.pinned));
}

function optionAt(round: Round, letter: string): string | null {
  const dealt = dealtOptions(round.pinned, round.dealt);
  return dealt.find((one) => one.letter === letter)?.option.id ?? null;
}

function lettersOf(round: Round, keys: readonly string[]): readonly string[] {
  return round.dealt.flatMap((index, place) =>
    keys.includes(round.pinned.question.options[index]?.id ?? '') ? [letterAt(place)] : [],
  );
}

async function setVoid(work: Work, round: Round, settings: ChannelSettings): Promise<void> {
  const { tx, now } = work;
  const at = Math.max(now, round.openedAt);
  // An open round keeps its answers out of the standings, since it may reopen.
  await tx.rounds.setVoid(round.id, at);
  if (round.closedAt === null) await tx.rounds.close(round.id, at);
  await tx.answers.rejudge(round.id, round.keys, false);
  const voided: Round = { ...round, closedAt: round.closedAt ?? at, voidedAt: at };
  const result = await resultOf(work, voided, settings);
  await queueClosedQuestion(work, result);
  await queueRevealEdit(work, result);
  const stem = plain(round.pinned.question.ask);
  await notifyAnswerers(work, round, {
    about: `void:${at}`,
    sentence: (own) => own.toldVoided({ stem }),
  });
}

/**
 * Changes a question's key everywhere: in this round and every other one with the same content, in practice attempts,
 * and for later rounds until the deck's question changes.
 */
async function changeKeys(work: Work, round: Round, keys: readonly string[]): Promise<void> {
  const { app, tx, now } = work;
  const original = round.pinned.original ?? round.pinned.question;
  const hash = app.decks.contentHash(original);
  const { deck } = round.pinned;
  const isOriginal = sameKeys(keys, deckKeysOf(round.pinned));
  const known = await tx.corrections.of(deck, original.id);
  const retired = known?.hash === hash && known.retired;
  await tx.corrections.set(
    { deck, question: original.id, hash, keys: isOriginal ? null : keys, retired },
    now,
  );
  const isSame = (pinned: Round['pinned']): boolean =>
    app.decks.contentHash(pinned.original ?? pinned.question) === hash;
  await tx.sessions.rejudge({ deck, question: original.id }, keys, isSame);
  for (const one of await tx.rounds.ofQuestion(deck, original.id)) {
    if (!isSame(one.pinned) || sameKeys(one.keys, keys)) continue;
    await changeRoundKeys(work, one, keys);
  }
}

async function changeRoundKeys(work: Work, round: Round, keys: readonly string[]): Promise<void> {
  const { tx, now } = work;
  await tx.rounds.setKeys(round.id, keys);
  await tx.answers.rejudge(round.id, keys, round.voidedAt === null);
  const changed: Round = { ...round, keys };
  const settings = await tx.channels.channel(round.channel);
  if (round.closedAt !== null && settings !== null) {
    const result = await resultOf(work, changed, settings);
    await queueClosedQuestion(work, result);
    await queueRevealEdit(work, result);
  }
  const stem = plain(round.pinned.question.ask);
  const letters = lettersOf(round, keys);
  await notifyAnswerers(work, round, {
    about: `rekey:${now}`,
    sentence: (own, chosen) =>
      own.toldRekeyed({ stem, letter: own.list(letters), right: keys.includes(chosen) }),
  });
}

/** Undoes a void and a changed key. A round that the void closed reopens, if its time is not over. */
async function undoCorrections(work: Work, round: Round, settings: ChannelSettings): Promise<void> {
  const { tx, now } = work;
  const keys = deckKeysOf(round.pinned);
  if (!sameKeys(round.keys, keys)) await changeKeys(work, round, keys);
  if (round.voidedAt === null) return;
  await tx.rounds.setVoid(round.id, null);
  await tx.answers.rejudge(round.id, keys, true);
  const opensAgain = await couldStillBeOpen(work, round);
  const restored: Round = { ...round, keys, voidedAt: null };
  if (opensAgain) {
    await tx.rounds.reopen(round.id);
    const answered = await tx.answers.count(round.id);
    const words = work.app.words(settings.language);
    const card = questionCard(words, askedCard({ ...restored, closedAt: null }, answered));
    await queueEdit(work, restored, card);
  } else {
    await tx.answers.tally(round.id);
    const result = await resultOf(work, restored, settings);
    await queueClosedQuestion(work, result);
    await queueReveal(work, result);
    await queueRevealEdit(work, result);
  }
  const stem = plain(round.pinned.question.ask);
  await notifyAnswerers(work, round, {
    about: `restore:${now}`,
    sentence: (own) => own.toldRestored({ stem }),
  });
}

/** Whether a voided round was open then, and would be open still. */
async function couldStillBeOpen({ tx, now }: Work, round: Round): Promise<boolean> {
  const { channel, closedAt, closesAt, openedAt, schedule, voidedAt } = round;
  if (voidedAt === null || closedAt !== voidedAt || now - voidedAt > REOPENED_MS) return false;
  if (closesAt !== null) return closesAt > now;
  // It closes with its schedule's next question.
  const since = await tx.rounds.between(channel, openedAt + 1, now + 1);
  return !since.some((one) => one.schedule === schedule);
}

/** Tells those who answered a round once that something about it changed, each in their own language. */
async function notifyAnswerers(
  work: Work,
  round: Round,
  told: {
    readonly about: string;
    readonly sentence: (words: Words, option: string) => string;
  },
): Promise<void> {
  const { tx } = work;
  const { about, sentence } = told;
  for (const given of await tx.answers.inRound(round.id)) {
    const member = await tx.members.get(given.member);
    if (member === null || member.left || member.name === '') continue;
    const name = `tell:${round.id}:${about}:${given.member}`;
    const words = await wordsOf(work, given.member, round.channel);
    const card = notice(sentence(words, given.option));
    await queueNotice(work, { name, channel: round.channel, member: given.member, card });
  }
}

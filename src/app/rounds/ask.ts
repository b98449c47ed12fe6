import { notice, runs } from '../shared/notice-card.ts';
import type { Deck, Question } from '../../domain/deck.ts';
import { isOpen, type Round } from '../../domain/round.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import type { Request, Work } from '../context.ts';
import { claimIdempotencyKey } from '../shared/idempotency.ts';
import { jamAhead, jamSaid } from '../shared/jam.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { closeRound, openRounds } from './lifecycle.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { nextQuestion, type NextQuestion } from './next-question.ts';
import { deckNamed } from '../shared/named-deck.ts';
import { transact } from '../shared/transact.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import { recordAct } from '../shared/record-act.ts';

/** A question asked by hand closes after a day, since no schedule's next question closes it. */
export const ASKED_FOR_MS = 24 * 3_600_000;

/** `/quiz ask`: posts the named or the next question here. Open rounds stay open. */
export async function ask(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const { channel, platform } = interaction.place;
  const chosen = await chooseQuestion(request, values);
  if (chosen.kind === 'refused') return chosen.reply;
  const missing = await app.chats.get(platform)?.mayPost(interaction.place);
  if (missing !== undefined && missing !== null)
    return { kind: 'card', card: notice(missing[words.language]) };
  const asked = await transact(request, async (work): Promise<string> => {
    const jam = await jamAhead(work, channel);
    const sentence = jam === null ? words.asked() : `${words.askedBehind()} ${jamSaid(words, jam)}`;
    if (!(await claimIdempotencyKey(request, work.tx))) return sentence;
    const settings = await ensureChannel(work, interaction.place);
    const next = await chosenOrNext(work, channel, chosen);
    if (next === null) return words.askNothing({ deck: chosen.deck.title });
    const impossible = await notByHand(request, work, chosen, next);
    if (impossible !== null) return impossible;
    await work.tx.members.upsert(interaction.actor, now);
    await openRounds(work, {
      channel,
      pinned: next.pinned,
      isRepeat: false,
      settings,
      slot: null,
      closesAt: now + ASKED_FOR_MS,
      asksSure: false,
      owner: interaction.actor.id,
    });
    return sentence;
  });
  app.wake();
  return { kind: 'card', card: notice(asked) };
}

/** Why a question that was named, or comes next, is not asked here now; null if it is. */
async function notByHand(
  { interaction, words }: Request,
  work: Work,
  chosen: Exclude<Chosen, { kind: 'refused' }>,
  next: Pick<NextQuestion, 'pinned'>,
): Promise<string | null> {
  const same = await openAlready(work, interaction.place.channel, next);
  if (chosen.kind === 'deck')
    return same === null
      ? null
      : words.askedNextOpen({ deck: chosen.deck.title, number: same.ordinal });
  if (same !== null) return words.askedOpen({ number: same.ordinal });
  const { deck, question } = chosen;
  const questions = await CorrectedQuestions.load(work);
  return questions.isAsked(deck, question)
    ? null
    : words.questionIsRetired({ deck: deck.id, question: question.id });
}

/** The channel's open round of the same question; answering one would show the reasons of the other. */
async function openAlready(
  { tx, now }: Work,
  channel: string,
  { pinned }: Pick<NextQuestion, 'pinned'>,
): Promise<Round | null> {
  const open = await tx.rounds.openIn(channel);
  const same = open.find(
    (round) => isOpen(round, now) && contentOf(round.pinned) === contentOf(pinned),
  );
  return same ?? null;
}

/** The hash of what was asked, whatever its keys are now. */
const contentOf = ({ hash }: { readonly hash: string }): string => hash.slice(0, 64);

export type Chosen =
  | { readonly kind: 'question'; readonly deck: Deck; readonly question: Question }
  | { readonly kind: 'deck'; readonly deck: Deck }
  | { readonly kind: 'refused'; readonly reply: Reply };

/** The named deck or question, else the first deck. */
export async function chooseQuestion(request: Request, values: Values): Promise<Chosen> {
  const { words } = request;
  const found = await deckNamed(request, values);
  if (found.kind === 'refused') return found;
  const { deck } = found;
  const id = values.get('question');
  if (id === undefined) return { kind: 'deck', deck };
  const question = deck.questions.find((one) => one.id === id);
  if (question !== undefined) return { kind: 'question', deck, question };
  const near = nearest(
    String(id),
    deck.questions.map((one) => one.id),
  );
  const sentence = words.noQuestion({ deck: deck.id, question: String(id), near });
  return { kind: 'refused', reply: { kind: 'card', card: notice(sentence) } };
}

async function chosenOrNext(
  work: Work,
  channel: string,
  chosen: Exclude<Chosen, { kind: 'refused' }>,
): Promise<Pick<NextQuestion, 'pinned'> | null> {
  if (chosen.kind === 'deck') {
    return nextQuestion(work, channel, [{ deck: chosen.deck, weight: 1 }]);
  }
  const questions = await CorrectedQuestions.load(work);
  return { pinned: questions.pin(chosen.deck, chosen.question) };
}

/** `/quiz question close [number]`: closes an open question here, and asks which if several are open. */
export async function close(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words } = request;
  const { channel } = interaction.place;
  const number = values.get('number');
  const card = await transact(request, async (work) => {
    const settings = await ensureChannel(work, interaction.place);
    const open = await work.tx.rounds.openIn(channel);
    const round =
      number === undefined
        ? open.length === 1
          ? open[0]
          : undefined
        : open.find(({ ordinal }) => ordinal === number);
    if (round === undefined) {
      if (open.length === 0) return notice(words.nothingOpen());
      if (number !== undefined) return notice(words.notOpen({ number: Number(number) }));
      const buttons = open.map((one) =>
        runs(
          words.roundButton({ number: one.ordinal, deck: one.pinned.deckTitle }),
          `close ${one.ordinal}`,
        ),
      );
      return notice(words.closeWhich(), buttons);
    }
    await recordAct(request, work.tx, { what: 'close', about: round.id });
    const closing = await closeRound(work, round, settings);
    return notice(closing === 'withdrawn' ? words.closedUnposted() : words.closing());
  });
  app.wake();
  return { kind: 'card', card };
}

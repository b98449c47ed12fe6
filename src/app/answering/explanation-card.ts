import type { LRUCache } from 'lru-cache';
import { boundedCache } from '../../domain/bounded-cache.ts';
import type { Action } from '../../domain/action.ts';
import type { Block, Button, Card } from '../../domain/card.ts';
import { gistOf, type Option, type PinnedQuestion } from '../../domain/deck.ts';
import { remembering, share } from '../../domain/remembering.ts';
import { dealtOptions, isCorrected, type DealtOption, type Round } from '../../domain/round.ts';
import type { Moment, Spans, Text } from '../../domain/text.ts';
import {
  around,
  bold,
  list,
  plain,
  plainSpans,
  prependSpan,
  text,
  toSingleLine,
} from '../../domain/text.ts';
import type { OwnStanding } from '../../domain/standings.ts';
import type { Words } from '../../i18n/index.ts';
import { standingSaid } from '../leaderboard/standing-line.ts';

/** Why an answer counts, or why not. */
export type Counting =
  | { readonly kind: 'counted'; readonly points: number }
  | { readonly kind: 'repeated'; readonly letter: string; readonly moment: Moment }
  | { readonly kind: 'closed' }
  | { readonly kind: 'elsewhere'; readonly days: number }
  /** The reasons were shown to the member since the round opened. */
  | { readonly kind: 'revealed' }
  /** The member answered, and then erased their data. */
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'voided' };

export interface Explanation {
  readonly round: Pick<Round, 'id' | 'pinned' | 'dealt' | 'keys'>;
  /** The member's choice. */
  readonly chosen: Option;
  readonly counting: Counting;
  /** Scheduled days in a row; 0 shows none. */
  readonly streak: number;
  readonly standing: OwnStanding | null;
  /** Whether this is the member's first right answer here. */
  readonly isFirstRight: boolean;
  /** Whether to add what is stored of a member, said once to each. */
  readonly privacyLine: boolean;
}

type Judged = Pick<Explanation, 'round' | 'chosen'>;

/** A streak of this length gets a word of warmth. */
const WARM_STREAK = 5;

/** The private reply to an answer: verdict and reasons, points and standing; the other options' reasons on demand. */
export function explanationCard(words: Words, explanation: Explanation): Card {
  const { verdict, heading, reasons: why } = sharedParts(words, explanation);
  const lead = leadOf(words, explanation.counting);
  const standing = standingLine(words, explanation);
  return {
    gist: lead === null ? verdict : `${plainSpans(lead)} ${verdict}`,
    blocks: [
      ...(lead === null ? [] : [paragraph(text(...lead))]),
      heading,
      ...why,
      ...(standing === null ? [] : [paragraph(text(bold(standing)))]),
      nextSteps(words, explanation.round.id),
      ...(explanation.privacyLine ? [privacyLine(words)] : []),
    ],
  };
}

/** What all replies to one choice say. */
interface SharedParts {
  readonly verdict: string;
  readonly heading: Block;
  readonly reasons: readonly Block[];
}

/** By question as it was pinned: a few orders of its options, choices and languages at a time. */
const remembered = new WeakMap<PinnedQuestion, LRUCache<string, SharedParts>>();
const REMEMBERED = 50;

/** Returns the same objects for the same choice, so that a platform fits and draws them once for all members. */
function sharedParts(words: Words, { round, chosen }: Judged): SharedParts {
  const { pinned, dealt, keys } = round;
  const ofQuestion = remembered.get(pinned) ?? boundedCache<string, SharedParts>(REMEMBERED);
  remembered.set(pinned, ofQuestion);
  const key = `${words.language} ${dealt.join()} ${keys.join()} ${chosen.id}`;
  const known = ofQuestion.get(key);
  if (known !== undefined) return known;
  const verdict = verdictOf(words, { round, chosen });
  const made = {
    verdict,
    heading: share<Block>({ kind: 'heading', text: verdict }),
    reasons: reasons(words, { round, chosen }).map((block) => share(block)),
  };
  ofQuestion.set(key, made);
  return made;
}

/** The chosen option's rationale, the explanation of the key, and its key points. */
export function reasons(words: Words, { round, chosen }: Judged): readonly Block[] {
  const { question } = round.pinned;
  const keys = keysIn(round);
  const blocks: Block[] = [];
  if (chosen.why.length > 0) {
    blocks.push(paragraph(prependSpan(bold(words.yourChoice()), chosen.why)));
  }
  const explain = explanationOf(round);
  const isSaid = plain(explain) === plain(chosen.why);
  if (explain.length > 0 && !isSaid) {
    blocks.push(paragraph(prependSpan(bold(whyKey(words, round, keys)), explain)));
  }
  if (question.points.length > 0 && !isCorrected(round)) {
    blocks.push(
      paragraph([
        ...text(bold(words.keyPoints())),
        ...list(question.points.map((point) => toSingleLine(point))),
      ]),
    );
  }
  if (blocks.length === 0) blocks.push(quiet(text(words.reasonsMissing())));
  return blocks;
}

/**
 * The deck's explanation. After a correction, or where the deck has none yet, the key's own rationale takes its place:
 * the deck's explanation is about the old key.
 */
export function explanationOf(round: Pick<Round, 'pinned' | 'keys' | 'dealt'>): Text {
  const { explain } = round.pinned.question;
  if (!isCorrected(round) && explain.length > 0) return explain;
  return keysIn(round).flatMap(({ option }) => option.why);
}

/** "Why B is strongest: " */
export function whyKey(
  words: Words,
  { pinned }: Pick<Round, 'pinned'>,
  keys: readonly DealtOption[],
): string {
  const letter = words.list(keys.map((key) => key.letter));
  return pinned.style === 'fact' ? words.whyRight({ letter }) : words.whyStrongest({ letter });
}

/** Every option's rationale in dealt order, and the sources. */
export function allReasonsCard(words: Words, { round, chosen }: Judged): Card {
  const { question } = round.pinned;
  const verdict = verdictOf(words, { round, chosen });
  const explain = explanationOf(round);
  const options = dealtOptions(round.pinned, round.dealt);
  const marked = (option: Option): string =>
    `${round.keys.includes(option.id) ? '✓ ' : ''}${option.id === chosen.id ? '● ' : ''}`;
  return {
    gist: verdict,
    blocks: [
      { kind: 'heading', text: verdict },
      ...(explain.length === 0
        ? []
        : [paragraph(prependSpan(bold(whyKey(words, round, keysIn(round))), explain))]),
      ...options
        .filter(({ option }) => option.why.length > 0)
        .map(({ letter, option }) =>
          paragraph(
            prependSpan(bold(`${marked(option)}${letter}, ${gistOf(option)}: `), option.why),
          ),
        ),
      ...(question.sources.length === 0
        ? []
        : [quiet(text(words.readMore(), ...linked(question.sources)))]),
    ],
  };
}

function linked(sources: readonly { readonly title: string; readonly url: string }[]): Spans {
  return sources.flatMap((source, index) => [
    ...(index > 0 ? [' · '] : []),
    { text: source.title, link: source.url },
  ]);
}

export function keysIn(round: Pick<Round, 'pinned' | 'dealt' | 'keys'>): readonly DealtOption[] {
  return dealtOptions(round.pinned, round.dealt).filter(({ option }) =>
    round.keys.includes(option.id),
  );
}

/**
 * The verdict in words and by sign, with the gist of the chosen option and of the key: right, close, not quite, or
 * dangerous.
 */
export function verdictOf(words: Words, { round, chosen }: Judged): string {
  const dealt = dealtOptions(round.pinned, round.dealt);
  const said = (one: DealtOption): string => `${one.letter}, ${gistOf(one.option)}`;
  const own = dealt.find(({ option }) => option.id === chosen.id);
  const mine = own === undefined ? '?' : said(own);
  const best = round.pinned.style === 'best-answer';
  if (round.keys.includes(chosen.id)) {
    return best ? words.verdictStrongest({ chosen: mine }) : words.verdictRight({ chosen: mine });
  }
  const keys = words.list(keysIn(round).map(said));
  const kind = chosen.kind === 'near' || chosen.kind === 'dangerous' ? chosen.kind : 'wrong';
  return words.verdictNotRight({ kind, chosen: mine, keys, best });
}

function leadOf(words: Words, counting: Counting): Spans | null {
  switch (counting.kind) {
    case 'counted':
      return null;
    case 'repeated': {
      const { letter, moment } = counting;
      const say = moment.show === 'time' ? words.alreadyAnswered : words.alreadyAnsweredOn;
      return around(moment, (time) => say({ letter, time }));
    }
    case 'closed':
      return [words.closedNotCounted()];
    case 'elsewhere':
      return [words.answeredElsewhere(counting)];
    case 'revealed':
      return [words.reasonsWereShown()];
    case 'forgotten':
      return [words.answeredAndForgotten()];
    case 'voided':
      return [words.voidedNotCounted()];
    default:
      return counting satisfies never;
  }
}

/** "+10 points, streak 4 days, 2nd this week, 3 points behind Mira." and a word of warmth at firsts. */
function standingLine(words: Words, explanation: Explanation): string | null {
  const { counting, streak, standing } = explanation;
  const parts: string[] = [];
  if (counting.kind === 'counted') parts.push(words.pointsWon(counting));
  if (streak > 1) parts.push(words.streakOf({ days: streak }));
  if (standing !== null) parts.push(standingSaid(words, standing));
  if (parts.length === 0) return null;
  const warm =
    counting.kind !== 'counted'
      ? null
      : explanation.isFirstRight
        ? words.warmFirstRight()
        : streak === WARM_STREAK
          ? words.warmStreak({ days: streak })
          : null;
  return `${parts.join(', ')}.${warm === null ? '' : ` ${warm}`}`;
}

/** By language and round. */
const rememberedSteps = boundedCache<string, Block>(1_000);

function nextSteps(words: Words, round: string): Block {
  const key = `${words.language} ${round}`;
  const known = rememberedSteps.get(key);
  if (known !== undefined) return known;
  const button = (label: string, does: Action): Button => ({ label, does, weight: 'normal' });
  const made = share<Block>({
    kind: 'buttons',
    buttons: [
      button(words.buttonAllReasons(), { kind: 'reasons', round }),
      button(words.buttonLeaderboard(), { kind: 'run', line: 'leaderboard' }),
      button(words.buttonPractise(), { kind: 'run', line: 'practice' }),
      button(words.buttonReport(), { kind: 'report', round }),
    ],
  });
  rememberedSteps.set(key, made);
  return made;
}

const privacyLine = remembering((words: Words) => share(quiet(text(words.privacyOnce()))));

function paragraph(value: Text): Block {
  return { kind: 'text', text: value, tone: 'normal' };
}

function quiet(value: Text): Block {
  return { kind: 'text', text: value, tone: 'quiet' };
}

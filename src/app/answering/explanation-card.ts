import type { Block, Button, Card } from '../../domain/card.ts';
import type { Option } from '../../domain/deck.ts';
import { dealtOptions, type DealtOption, type Round } from '../../domain/round.ts';
import type { Span, Spans, Text } from '../../domain/text.ts';
import { bold, list, text, prependSpan, toSingleLine } from '../../domain/text.ts';
import type { OwnStanding } from '../../domain/standings.ts';
import type { Words } from '../../i18n/index.ts';
import { standingSaid } from '../leaderboard/standing-line.ts';
import { keyReason } from '../shared/key-reason.ts';

/** Why an answer counts, or why not. */
export type Counting =
  | { readonly kind: 'counted'; readonly points: number }
  | { readonly kind: 'repeated'; readonly letter: string; readonly time: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'elsewhere'; readonly days: number }
  | { readonly kind: 'voided' };

export interface Explanation {
  readonly round: Pick<Round, 'id' | 'pinned' | 'dealt' | 'keys'>;
  /** The option that the member chose. */
  readonly chosen: Option;
  readonly counting: Counting;
  /** Scheduled days in a row; 0 shows none. */
  readonly streak: number;
  readonly standing: OwnStanding | null;
  /** Said once to each member: what is stored. */
  readonly privacyLine: boolean;
}

/** The private reply to an answer: verdict, reasons, points, standing with neighbours. */
export function explanationCard(words: Words, explanation: Explanation): Card {
  const verdict = verdictOf(words, explanation);
  const standing = standingLine(words, explanation);
  const lead = leadOf(words, explanation.counting);
  return {
    gist: lead === null ? verdict : `${lead} ${verdict}`,
    blocks: [
      ...(lead === null ? [] : [{ kind: 'text', text: text(lead), tone: 'normal' } as const]),
      { kind: 'heading', text: verdict },
      ...reasons(words, explanation),
      ...(standing === null
        ? []
        : [{ kind: 'text', text: text(...standing), tone: 'normal' } as const]),
      { kind: 'buttons', buttons: nextSteps(words, explanation) },
      ...(explanation.privacyLine
        ? [{ kind: 'text', text: text(words.privacyOnce()), tone: 'quiet' } as const]
        : []),
    ],
  };
}

/** One's own rationale, why the key is strongest, its points, the other rationales, sources. */
export function reasons(
  words: Words,
  { round, chosen }: Pick<Explanation, 'round' | 'chosen'>,
): readonly Block[] {
  const { question } = round.pinned;
  const dealt = dealtOptions(round.pinned, round.dealt);
  const right = round.keys.includes(chosen.id);
  const keys = dealt.filter(({ option }) => round.keys.includes(option.id));
  const own = dealt.find(({ option }) => option.id === chosen.id);
  const others = dealt.filter(
    ({ option }) =>
      option.id !== chosen.id && !round.keys.includes(option.id) && option.why.length > 0,
  );
  const blocks: Block[] = [];
  if (!right && own !== undefined && own.option.why.length > 0) {
    blocks.push(paragraph(prependSpan(bold(words.yourChoice({ letter: own.letter })), chosen.why)));
  }
  const reason = keyReason(words, round.pinned, keys);
  blocks.push(...(reason.length > 0 ? reason : keyTexts(words, keys)));
  if (question.points.length > 0) {
    blocks.push(
      paragraph([
        ...text(bold(words.keyPoints())),
        ...list(question.points.map((point) => toSingleLine(point))),
      ]),
    );
  }
  if (others.length > 0) blocks.push(quiet(otherReasons(words, others)));
  if (question.sources.length > 0) {
    blocks.push(quiet(text(words.readMore(), ...linked(question.sources))));
  }
  return blocks;
}

/** What the keys say, where a deck has no reason for them yet. */
function keyTexts(words: Words, keys: readonly DealtOption[]): readonly Block[] {
  return keys.map(({ letter, option }) =>
    paragraph(prependSpan(bold(words.otherOption({ letter })), option.text)),
  );
}

function otherReasons(words: Words, others: readonly DealtOption[]): Text {
  return [
    ...text(bold(words.otherOptions())),
    ...others.flatMap(({ letter, option }) =>
      prependSpan(bold(words.otherOption({ letter })), option.why),
    ),
  ];
}

function linked(sources: readonly { readonly title: string; readonly url: string }[]): Spans {
  return sources.flatMap((source, index) => [
    ...(index > 0 ? [' · '] : []),
    { text: source.title, link: source.url },
  ]);
}

/** "Right: B", or what was chosen and what is strongest. */
export function verdictOf(
  words: Words,
  { round, chosen }: Pick<Explanation, 'round' | 'chosen'>,
): string {
  const dealt = dealtOptions(round.pinned, round.dealt);
  const letterOf = (id: string): string =>
    dealt.find(({ option }) => option.id === id)?.letter ?? '?';
  const letter = letterOf(chosen.id);
  const best = round.pinned.style === 'best-answer';
  if (round.keys.includes(chosen.id)) {
    return best ? words.verdictStrongest({ letter }) : words.verdictRight({ letter });
  }
  const keys = dealt
    .filter(({ option }) => round.keys.includes(option.id))
    .map((key) => key.letter);
  return best
    ? words.verdictWeak({ chosen: letter, keys })
    : words.verdictWrong({ chosen: letter, keys });
}

function leadOf(words: Words, counting: Counting): string | null {
  switch (counting.kind) {
    case 'counted':
      return null;
    case 'repeated':
      return words.alreadyAnswered(counting);
    case 'closed':
      return words.closedNotCounted();
    case 'elsewhere':
      return words.answeredElsewhere(counting);
    case 'voided':
      return words.voidedNotCounted();
    default:
      return counting satisfies never;
  }
}

/** "+10 points · streak 4 days · 2nd this week, 3 points behind Mira, 7 points ahead of Jo". */
function standingLine(
  words: Words,
  { counting, streak, standing }: Explanation,
): readonly Span[] | null {
  const parts: string[] = [];
  if (counting.kind === 'counted') parts.push(words.pointsWon(counting));
  if (streak > 0) parts.push(words.streakOf({ days: streak }));
  if (standing !== null) {
    parts.push(standingSaid(words, standing));
  }
  return parts.length === 0 ? null : [bold(parts.join(' · '))];
}

function nextSteps(words: Words, { round }: Explanation): readonly Button[] {
  return [
    {
      label: words.buttonLeaderboard(),
      does: { kind: 'run', line: 'leaderboard' },
      weight: 'normal',
    },
    { label: words.buttonPractise(), does: { kind: 'run', line: 'practice' }, weight: 'normal' },
    { label: words.buttonReport(), does: { kind: 'report', round: round.id }, weight: 'normal' },
  ];
}

function paragraph(value: Text): Block {
  return { kind: 'text', text: value, tone: 'normal' };
}

function quiet(value: Text): Block {
  return { kind: 'text', text: value, tone: 'quiet' };
}

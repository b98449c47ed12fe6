import type { Block, Card } from '../../domain/card.ts';
import { dealtOptions, type Round } from '../../domain/round.ts';
import { bold, list, plain, text, toSingleLine } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { keyReason } from '../shared/key-reason.ts';

/** Below this many answers a spread would tell who chose what (product.md §5). */
export const FEWEST_FOR_SPREAD = 5;

export interface Spread {
  readonly option: string;
  readonly count: number;
}

/** The public end of a round: how the answers spread, the key and why. Never who was wrong. */
export function revealCard(words: Words, round: Round, spread: readonly Spread[]): Card {
  const dealt = dealtOptions(round.pinned, round.dealt);
  const keys = dealt.filter(({ option }) => round.keys.includes(option.id));
  const letters = keys.map(({ letter }) => letter);
  const answered = spread.reduce((sum, { count }) => sum + count, 0);
  const right = spread
    .filter(({ option }) => round.keys.includes(option))
    .reduce((sum, { count }) => sum + count, 0);
  const heading = words.revealHeading({ letters, best: round.pinned.style === 'best-answer' });
  const counts =
    answered < FEWEST_FOR_SPREAD
      ? words.revealSmall({ answered })
      : words.revealCount({ answered, right });
  const { question } = round.pinned;
  const blocks: Block[] = [
    { kind: 'heading', text: heading },
    { kind: 'text', text: text(counts), tone: 'normal' },
  ];
  if (answered >= FEWEST_FOR_SPREAD) blocks.push(...spreadBlocks(words, round, spread));
  for (const { option } of keys) {
    blocks.push({ kind: 'text', text: option.text, tone: 'normal' });
  }
  blocks.push(...keyReason(words, round.pinned, keys));
  if (question.points.length > 0) {
    blocks.push({
      kind: 'text',
      text: [
        ...text(bold(words.keyPoints())),
        ...list(question.points.map((point) => toSingleLine(point))),
      ],
      tone: 'normal',
    });
  }
  return { gist: `${heading}. ${counts}`, blocks };
}

function spreadBlocks(words: Words, round: Round, spread: readonly Spread[]): readonly Block[] {
  const bars = dealtOptions(round.pinned, round.dealt).map(({ letter, option }) => ({
    letter,
    label: option.short ?? plain(option.text),
    count: spread.find((part) => part.option === option.id)?.count ?? 0,
    key: round.keys.includes(option.id),
  }));
  const limit = Math.max(1, ...bars.map((bar) => bar.count));
  return [
    {
      kind: 'picture',
      picture: { chart: 'spread', title: words.spreadTitle(), bars },
      alt: words.spreadAlt({ parts: bars.map((bar) => words.spreadPart(bar)) }),
    },
    {
      kind: 'rows',
      label: words.spreadTitle(),
      columns: words.spreadColumns().map((title, index) => ({
        title,
        align: index === 1 ? ('right' as const) : ('left' as const),
      })),
      rows: bars.map((bar) => ({
        cells: [
          [bar.key ? { text: `${bar.letter} ✓`, bold: true } : bar.letter],
          [String(bar.count)],
          ['█'.repeat(Math.round((bar.count / limit) * 12)) || '·'],
        ],
        own: false,
      })),
    },
  ];
}

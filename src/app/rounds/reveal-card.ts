import type { Block, Card } from '../../domain/card.ts';
import { gistOf } from '../../domain/deck.ts';
import { dealtOptions, FEWEST_FOR_SPREAD, isCorrected, type Round } from '../../domain/round.ts';
import { bold, list, text, prependSpan, toSingleLine } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { explanationOf, keysIn, whyKey } from '../answering/explanation-card.ts';

export interface Spread {
  readonly option: string;
  readonly count: number;
}

/** The public end of a round: spread, key and explanation, without names. */
export function revealCard(words: Words, round: Round, spread: readonly Spread[]): Card {
  const keys = keysIn(round);
  const answered = spread.reduce((sum, { count }) => sum + count, 0);
  const heading = words.revealHeading({
    keys: keys.map(({ letter, option }) => `${letter}, ${gistOf(option)}`),
    best: round.pinned.style === 'best-answer',
  });
  const counts = words.revealCount({ answered });
  const { question } = round.pinned;
  if (round.voidedAt !== null) {
    const gist = words.revealVoided();
    return { gist, blocks: [{ kind: 'text', text: text(gist), tone: 'normal' }] };
  }
  const blocks: Block[] = [{ kind: 'heading', text: heading }];
  if (isCorrected(round)) {
    blocks.push({ kind: 'text', text: text(words.keyCorrected()), tone: 'normal' });
  }
  if (answered >= FEWEST_FOR_SPREAD) blocks.push(...spreadBlocks(words, round, spread));
  else blocks.push({ kind: 'text', text: text(counts), tone: 'normal' });
  const explain = explanationOf(round);
  if (explain.length > 0) {
    blocks.push({
      kind: 'text',
      text: prependSpan(bold(whyKey(words, round, keys)), explain),
      tone: 'normal',
    });
  }
  if (question.points.length > 0 && !isCorrected(round)) {
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
    label: gistOf(option),
    count: spread.find((part) => part.option === option.id)?.count ?? 0,
    key: round.keys.includes(option.id),
  }));
  return [
    {
      kind: 'picture',
      picture: { chart: 'spread', title: words.spreadTitle(), axis: words.spreadAxis(), bars },
      alt: words.spreadAlt({ parts: bars.map((bar) => words.spreadPart(bar)) }),
    },
  ];
}

import { encodedLength, LONGEST_CODE } from '../../domain/action.ts';
import { urgency, type Report, type ReportItem, type Topic } from '../../domain/analysis-report.ts';
import type { Block, Card, Picture } from '../../domain/card.ts';
import { shareOf, type Share } from '../../domain/statistics.ts';
import { bold, list, text, type Spans } from '../../domain/text.ts';
import { findingSentences, percentOf } from '../../i18n/finding-sentences.ts';
import type { Words } from '../../i18n/index.ts';
import { runs } from '../shared/notice-card.ts';

/** Questions to look at, and bars, that a card shows. */
const MOST_ITEMS = 4;
const MOST_BARS = 8;

type Judged = Topic & { readonly first: Share };

/**
 * How the questions do, short: figures, a chart of what is known least, and the questions to look at.
 * @param title of the deck; null for all decks
 * @param isBehind whether the newest answers are not counted yet
 */
export function reportCard(
  words: Words,
  report: Report,
  { title, isBehind }: { readonly title: string | null; readonly isBehind: boolean },
): Card {
  const heading = words.analysisHeading({ deck: title });
  const total = totalOf(report);
  if (total === null) {
    const sentence = isBehind ? words.analysisBehind() : words.analysisTooFew();
    return {
      gist: `${heading}. ${sentence}`,
      blocks: [
        { kind: 'heading', text: heading },
        { kind: 'text', text: text(sentence), tone: 'normal' },
      ],
    };
  }
  const right = words.analysisRight(sharesIn(words, total));
  const line = report.deck === null ? 'report csv' : `report ${report.deck} csv`;
  // A very long deck id leaves no room in the button's code; the line can still be typed.
  const fits = encodedLength({ kind: 'run', line }) <= LONGEST_CODE;
  const buttons = fits ? [runs(words.buttonAnalysisTable(), line)] : [];
  return {
    gist: `${heading}. ${right}`,
    blocks: [
      { kind: 'heading', text: heading },
      { kind: 'text', text: text(factsOf(words, report, right).join(' ')), tone: 'normal' },
      ...chartOf(words, report),
      ...itemsOf(words, report),
      ...(isBehind
        ? [{ kind: 'text', text: text(words.analysisBehind()), tone: 'quiet' } as const]
        : []),
      ...(buttons.length > 0 ? [{ kind: 'buttons', buttons } as const] : []),
    ],
  };
}

/** The share right over all questions with enough answers; null if there is none. */
export function totalOf({ items }: Report): Share | null {
  const shares = items.flatMap(({ figures }) => figures.right ?? []);
  const of = shares.reduce((sum, share) => sum + share.of, 0);
  return of === 0
    ? null
    : shareOf(
        shares.reduce((sum, share) => sum + share.count, 0),
        of,
      );
}

function sharesIn(words: Words, { value, interval }: Share) {
  return {
    share: percentOf(words, value),
    low: percentOf(words, interval.low),
    high: percentOf(words, interval.high),
  };
}

function factsOf(words: Words, report: Report, right: string): readonly string[] {
  const { items, unknown } = report;
  const judged = items.filter(({ figures }) => figures.right !== null).length;
  const asked = words.analysisAsked({ asked: items.length, judged });
  const facts = [asked, right, ...learnedSaid(words, report)];
  if (unknown.length > 0) {
    facts.push(words.analysisUnknown({ tags: unknown.slice(0, 5).map(({ name }) => name) }));
  }
  return facts;
}

/** What the same members had right at first and later sight; empty if no five of them saw a question twice. */
export function learnedSaid(words: Words, { decks }: Report): readonly string[] {
  const seen = decks.flatMap(({ learning }) => learning ?? []);
  if (seen.length === 0) return [];
  const share = (of: (one: (typeof seen)[number]) => Share): string =>
    words.percent({
      right: seen.reduce((sum, one) => sum + of(one).count, 0),
      of: seen.reduce((sum, one) => sum + of(one).of, 0),
    });
  const first = share((one) => one.first);
  return [words.analysisLearned({ first, later: share(({ later }) => later) })];
}

/** A bar for each tag, or for each deck where no question has a tag, the least known first. */
function chartOf(words: Words, { tags, decks }: Report): readonly Block[] {
  const judged = (topics: readonly Topic[]): readonly Judged[] =>
    topics
      .flatMap((topic) => (topic.first === null ? [] : [{ ...topic, first: topic.first }]))
      .toSorted((a, b) => a.first.value - b.first.value)
      .slice(0, MOST_BARS);
  const byTag = judged(tags);
  const shown = byTag.length > 0 ? byTag : judged(decks);
  const title = byTag.length > 0 ? words.analysisByTag() : words.analysisByDeck();
  const picture: Picture = {
    chart: 'shares',
    title,
    subtitle: '',
    bars: shown.map(({ name, first }) => ({
      label: name,
      share: first.value,
      low: first.interval.low,
      high: first.interval.high,
      said: percentOf(words, first.value),
      note: `${Math.round(100 * first.interval.low)}–${percentOf(words, first.interval.high)}`,
    })),
  };
  const rows = shown.map(({ name, first }) =>
    words.analysisBar({ label: name, ...sharesIn(words, first), of: first.of }),
  );
  return [{ kind: 'picture', picture, alt: words.analysisAlt({ title, rows }) }];
}

function itemsOf(words: Words, report: Report): readonly Block[] {
  const all = report.items.filter((item) => urgency(item) > 0);
  if (all.length === 0) {
    return [{ kind: 'text', text: text(words.analysisSound()), tone: 'normal' }];
  }
  const shown = all.slice(0, MOST_ITEMS).map((item) => itemLine(words, item));
  const blocks: Block[] = [
    {
      kind: 'text',
      text: [...text(bold(words.analysisMend())), ...list(shown)],
      tone: 'normal',
    },
  ];
  const rest = all.length - shown.length;
  if (rest > 0) {
    const sentence = words.analysisMore({ count: rest });
    blocks.push({ kind: 'text', text: text(sentence), tone: 'quiet' });
  }
  return blocks;
}

function itemLine(words: Words, item: ReportItem): Spans {
  const [first = ''] = findingSentences(words, item);
  return [bold(`${item.deck} · ${item.question}`), ` ${first}`];
}

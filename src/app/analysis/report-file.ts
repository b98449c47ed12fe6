import type { Learning, Report, ReportItem, Topic } from '../../domain/analysis-report.ts';
import type { Share } from '../../domain/statistics.ts';
import { tableRow } from '../../domain/table-row.ts';

const MOST_OPTIONS = 8;
const PLACES = Array.from({ length: MOST_OPTIONS }, (_, place) => place + 1);

const HEADERS: readonly string[] = [
  'deck',
  'question',
  'stem',
  'tags',
  'answers',
  'right',
  'share right',
  'share low',
  'share high',
  'discrimination',
  'discrimination low',
  'discrimination high',
  'sure and wrong',
  'right at first sight',
  'right later',
  'problems',
  'findings',
  ...PLACES.flatMap((place) => [
    `option ${place}`,
    `key ${place}`,
    `chosen ${place}`,
    `better half ${place}`,
    `weaker half ${place}`,
  ]),
];

/**
 * A report as a table with a row for each question. It begins with a mark by which spreadsheets know UTF-8. An empty
 * cell stands for too few answers; shares are between 0 and 1.
 */
export function reportToCsv(report: Report): string {
  const rows = report.items.map((item) => tableRow(cellsOf(item), ','));
  return `\uFEFF${[tableRow(HEADERS, ','), ...rows].join('\r\n')}\r\n`;
}

function cellsOf(item: ReportItem): readonly string[] {
  const { figures, learning, gists } = item;
  const { right, discrimination, sureAndWrong, options } = figures;
  return [
    item.deck,
    item.question,
    item.stem,
    item.tags.join(';'),
    right === null ? '' : String(right.of),
    right === null ? '' : String(right.count),
    decimal(right?.value),
    decimal(right?.interval.low),
    decimal(right?.interval.high),
    decimal(discrimination?.value),
    decimal(discrimination?.interval.low),
    decimal(discrimination?.interval.high),
    decimal(sureAndWrong?.value),
    decimal(learning?.first.value),
    decimal(learning?.later.value),
    String(item.problems),
    figures.findings.map(({ kind }) => kind).join(';'),
    ...PLACES.flatMap((place) => {
      const option = options[place - 1];
      if (option === undefined) return ['', '', '', '', ''];
      return [
        gists.get(option.option) ?? option.option,
        option.isKey ? 'yes' : '',
        String(option.chosen),
        decimal(option.halves?.better),
        decimal(option.halves?.weaker),
      ];
    }),
  ];
}

function decimal(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(4);
}

/** A report for programs. `null` stands for too few answers; shares are between 0 and 1. */
export function reportToJson(report: Report): string {
  const { deck, items, decks, tags, weeks, unknown } = report;
  return JSON.stringify(
    {
      deck,
      questions: items.map(({ figures, gists, learning, ...item }) => ({
        ...item,
        answers: figures.right?.of ?? null,
        right: shareIn(figures.right),
        discrimination: figures.discrimination,
        options: figures.options.map(({ option, ...counts }) => ({
          option,
          gist: gists.get(option) ?? option,
          ...counts,
        })),
        sureAndWrong: shareIn(figures.sureAndWrong),
        learning: learningIn(learning),
        findings: figures.findings,
      })),
      decks: decks.map(topicIn),
      tags: tags.map(topicIn),
      weeks,
      unknown: unknown.map(({ name }) => name),
    },
    null,
    2,
  );
}

function shareIn(share: Share | null): object | null {
  if (share === null) return null;
  const { count, of, value, interval } = share;
  return { count, of, value, ...interval };
}

function learningIn(learning: Learning | null): object | null {
  if (learning === null) return null;
  return { first: shareIn(learning.first), later: shareIn(learning.later) };
}

function topicIn({ name, asked, first, learning }: Topic): object {
  return { name, asked, first: shareIn(first), learning: learningIn(learning) };
}

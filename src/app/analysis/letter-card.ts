import { urgency, type Report } from '../../domain/analysis-report.ts';
import { weeksBefore } from '../../domain/calendar.ts';
import type { Card } from '../../domain/card.ts';
import { list } from '../../domain/text.ts';
import { dayName } from '../../i18n/dates.ts';
import { findingSentences } from '../../i18n/finding-sentences.ts';
import type { Words } from '../../i18n/index.ts';
import type { Supply } from '../scheduling/deck-supply.ts';
import { runs } from '../shared/notice-card.ts';
import { learnedSaid } from './report-card.ts';

export interface Letter {
  readonly report: Report;
  /** The Monday of the present week; the letter is about the one before. */
  readonly week: string;
  /** Of the daily schedule whose new questions end first; null if none is scheduled. */
  readonly supply: Supply | null;
  /** Where the report's page is; null if there is none. */
  readonly link: string | null;
}

/** The weekly letter in three lines: what was learned, which question to mend, when new questions end. */
export function letterCard(words: Words, letter: Letter): Card {
  const heading = words.letterHeading();
  const lines = [learnedLine(words, letter), mendLine(words, letter.report)];
  if (letter.supply !== null) lines.push(supplyLine(words, letter.supply));
  const page = letter.link === null ? [] : [{ url: letter.link }];
  return {
    gist: `${heading}. ${lines[0]}`,
    blocks: [
      { kind: 'heading', text: heading },
      { kind: 'text', text: list(lines.map((line) => [line])), tone: 'normal' },
      {
        kind: 'buttons',
        buttons: [
          ...page.map((does) => ({
            label: words.buttonReportPage(),
            does,
            weight: 'primary' as const,
          })),
          runs(words.buttonAnalysis(), 'report'),
          runs(words.buttonLetterOff(), 'report letter off'),
        ],
      },
    ],
  };
}

function learnedLine(words: Words, { report, week }: Letter): string {
  const last = report.weeks.find((one) => one.week === weeksBefore(week, 1));
  const each =
    last === undefined || last.rounds === 0 ? null : Math.round(last.answers / last.rounds);
  const asked = last === undefined ? 0 : last.rounds + last.small;
  return [words.letterWeek({ asked, each }), ...learnedSaid(words, report)].join(' ');
}

function mendLine(words: Words, { items }: Report): string {
  const [worst] = items;
  if (worst === undefined || urgency(worst) === 0) return words.analysisSound();
  const [finding = ''] = findingSentences(words, worst);
  return words.letterMend({ question: `${worst.deck} · ${worst.question}`, finding });
}

function supplyLine(words: Words, { decks, day }: Supply): string {
  return day === null
    ? words.letterRanOut({ decks })
    : words.letterRunsOut({ decks, day: dayName(day, words.locale) });
}

import { readReport } from '../app/analysis/read-report.ts';
import { totalOf } from '../app/analysis/report-card.ts';
import { reportToCsv, reportToJson } from '../app/analysis/report-file.ts';
import { environment, readConfig } from '../config.ts';
import { contentHash } from '../decks/pin.ts';
import { urgency, type Report } from '../domain/analysis-report.ts';
import { nearest } from '../domain/did-you-mean.ts';
import { findingSentences, percentOf } from '../i18n/finding-sentences.ts';
import { wordsIn } from '../i18n/index.ts';
import { StartError } from '../ports/errors.ts';
import { systemClock } from '../system/clock.ts';
import { withToolStore } from './database.ts';
import { onlyWorkspace } from './only-workspace.ts';

export interface ReportOptions {
  readonly deck?: string;
  readonly workspace?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** Prints how the questions of a workspace do: as lines, as a table or for programs. */
export async function printReport(options: ReportOptions): Promise<void> {
  if (options.json === true && options.csv === true)
    throw new StartError('--json and --csv are two forms of one report: choose one');
  const { zone } = readConfig(environment(), false);
  const report = await withToolStore(async (store) => {
    const workspace = options.workspace ?? (await onlyWorkspace(store));
    const deck = options.deck ?? null;
    const asked = await store.tx(workspace, async ({ analysis }) => [
      ...(await analysis.deckStates()).keys(),
    ]);
    if (deck !== null && !asked.includes(deck)) throw new StartError(neverAsked(deck, asked));
    const now = systemClock().now();
    return readReport({ store, decks: { contentHash } }, { workspace, deck, now, zone });
  });
  if (options.json === true) process.stdout.write(`${reportToJson(report)}\n`);
  else if (options.csv === true) process.stdout.write(reportToCsv(report));
  else process.stdout.write(`${linesOf(report).join('\n')}\n`);
}

function neverAsked(deck: string, asked: readonly string[]): string {
  const near = nearest(deck, asked);
  if (near !== null) return `the deck ${deck} was never asked: did you mean ${near}?`;
  const known = asked.length === 0 ? 'no deck was asked yet' : `asked were ${asked.join(', ')}`;
  return `the deck ${deck} was never asked: ${known}`;
}

function linesOf(report: Report): readonly string[] {
  const words = wordsIn('en');
  const total = totalOf(report);
  if (total === null) return [words.analysisTooFew()];
  const judged = report.items.filter(({ figures }) => figures.right !== null).length;
  const percent = (value: number): string => percentOf(words, value);
  const { low, high } = total.interval;
  const found = report.items
    .filter((item) => urgency(item) > 0)
    .map((item) => `${item.deck} ${item.question}: ${findingSentences(words, item).join(' ')}`);
  return [
    words.analysisAsked({ asked: report.items.length, judged }),
    words.analysisRight({ share: percent(total.value), low: percent(low), high: percent(high) }),
    ...(found.length === 0 ? [words.analysisSound()] : ['', ...found]),
  ];
}

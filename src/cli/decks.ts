import { environment, readConfig } from '../config.ts';
import { lintPaths } from '../decks/linting/lint-paths.ts';
import { FORMATS, formatProblems } from '../decks/linting/report.ts';
import { formatSummary } from '../decks/linting/summary.ts';
import { lintContext } from './lint-context.ts';
import { deckJsonSchema } from '../decks/reading/schema.ts';
import { nearest } from '../domain/did-you-mean.ts';
import { systemClock } from '../system/clock.ts';
import { StartError } from '../ports/errors.ts';
import { withProgress } from './progress.ts';

/** Prints what is wrong with decks; the exit code is 1 when one of them cannot be asked as it is. */
export async function lintDecks(
  paths: readonly string[],
  options: { readonly format: string; readonly all?: boolean },
): Promise<void> {
  const format = FORMATS.find((one) => one === options.format);
  if (format === undefined) {
    const near = nearest(options.format, FORMATS);
    const hint = near === null ? '' : `: did you mean ${near}?`;
    throw new StartError(`--format is text, json or github, not “${options.format}”${hint}`);
  }
  const given = paths.length > 0 ? paths : [readConfig(environment(), false).decksDir];
  const today = new Date(systemClock().now()).toISOString().slice(0, 10);
  const report = await withProgress((show) => lintPaths(given, lintContext(today), show));
  const said =
    format === 'text'
      ? formatSummary(report, options.all === true)
      : formatProblems(report.problems, format);
  if (said !== '') process.stdout.write(`${said}\n`);
  if (report.problems.some(({ level }) => level === 'error')) process.exitCode = 1;
}

export function printSchema(): void {
  process.stdout.write(deckJsonSchema());
}

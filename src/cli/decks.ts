import { environment, readConfig } from '../config.ts';
import { lintPaths } from '../decks/linting/lint-paths.ts';
import { FORMATS, formatProblems } from '../decks/linting/report.ts';
import { lintContext } from './lint-context.ts';
import { deckJsonSchema } from '../decks/reading/schema.ts';
import { nearest } from '../domain/did-you-mean.ts';
import { systemClock } from '../system/clock.ts';
import { StartError } from '../ports/errors.ts';

/** Prints what is wrong with decks; the exit code is 1 when one of them cannot be asked as it is. */
export async function lintDecks(
  paths: readonly string[],
  options: { readonly format: string },
): Promise<void> {
  const format = FORMATS.find((one) => one === options.format);
  if (format === undefined) {
    const near = nearest(options.format, FORMATS);
    const hint = near === null ? '' : `: did you mean ${near}?`;
    throw new StartError(`--format is text, json or github, not “${options.format}”${hint}`);
  }
  const given = paths.length > 0 ? paths : [readConfig(environment(), false).decksDir];
  const today = new Date(systemClock().now()).toISOString().slice(0, 10);
  const problems = await lintPaths(given, lintContext(today));
  const report = formatProblems(problems, format);
  if (report !== '') process.stdout.write(`${report}\n`);
  const count = (level: string): number =>
    problems.filter((problem) => problem.level === level).length;
  if (format === 'text') {
    const parts = [
      counted(count('error'), 'error'),
      counted(count('warning'), 'warning'),
      counted(count('info'), 'hint'),
    ];
    process.stdout.write(`${parts.join(', ')}\n`);
  }
  if (count('error') > 0) process.exitCode = 1;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

export function printSchema(): void {
  process.stdout.write(deckJsonSchema());
}

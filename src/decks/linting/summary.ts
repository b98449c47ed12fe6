import { counted } from '../../domain/counted.ts';
import { lineOf, type Level, type Problem } from '../reading/problem.ts';
import type { LintedDeck, LintReport } from './lint-paths.ts';
import { percent } from './rules/rule.ts';

/** Lines of problems, and those of one rule, that fit a screen with the summary below them. */
const MOST_LINES = 20;
const MOST_OF_A_RULE = 4;
/** Decks whose scores are printed one by one. */
const MOST_DECKS = 10;

const LEVELS: readonly Level[] = ['error', 'warning', 'info'];
const NAMES: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'hint' };

/**
 * A lint for people: problems as lines, the worst first where there are too many; then counts by rule, and what
 * guessing without knowledge gets.
 * @param all every line, however many there are
 */
export function formatSummary(report: LintReport, all: boolean): string {
  const { problems, unlisted } = report;
  const total = problems.length + unlisted;
  const shown = all || problems.length <= MOST_LINES ? problems : theWorst(problems);
  const lines = shown.map(textLine);
  if (shown.length < total) {
    const hint = all ? '' : ' (--all shows more)';
    lines.push(`${shown.length} of ${total} shown${hint}`);
  }
  if (problems.length > 0) lines.push('', ...countsByRule(problems));
  lines.push('', ...knowNothingLines(report.decks, all));
  const count = (level: Level): number => problems.filter((one) => one.level === level).length;
  const parts = LEVELS.map((level) =>
    counted(count(level) + (level === 'error' ? unlisted : 0), NAMES[level]),
  );
  const questions = report.decks.reduce((sum, deck) => sum + deck.questions, 0);
  lines.push(
    `${parts.join(', ')} in ${counted(questions, 'question')} of ${counted(report.decks.length, 'deck')}`,
  );
  return lines.join('\n').trimStart();
}

/** A few of each rule, errors first, in the order of the files. */
function theWorst(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map<string, number>();
  const few = problems.filter(({ rule }) => {
    const count = (seen.get(rule) ?? 0) + 1;
    seen.set(rule, count);
    return count <= MOST_OF_A_RULE;
  });
  const byLevel = LEVELS.flatMap((level) => few.filter((one) => one.level === level));
  const kept = new Set(byLevel.slice(0, MOST_LINES));
  return problems.filter((one) => kept.has(one));
}

function textLine(problem: Problem): string {
  const line = lineOf(problem).replaceAll(/\s*\n\s*/g, ' ');
  return problem.level === 'error' ? line : `${line} (${NAMES[problem.level]})`;
}

/** `warnings  key-longest 42, echo 8` */
function countsByRule(problems: readonly Problem[]): readonly string[] {
  return LEVELS.flatMap((level) => {
    const counts = new Map<string, number>();
    for (const one of problems)
      if (one.level === level) counts.set(one.rule, (counts.get(one.rule) ?? 0) + 1);
    if (counts.size === 0) return [];
    const rules = [...counts]
      .toSorted((a, b) => b[1] - a[1])
      .map(([rule, count]) => `${rule} ${count}`);
    return [`${NAMES[level]}s: ${rules.join(', ')}`];
  });
}

/** The scores of each deck, good or bad; of many decks those where guessing pays most. */
function knowNothingLines(decks: readonly LintedDeck[], all: boolean): readonly string[] {
  const scored = decks.filter(({ guessing }) => guessing.scores.length > 0);
  if (scored.length === 0) return [];
  const gain = ({ guessing: { chance, scores } }: LintedDeck): number =>
    Math.max(...scores.map(({ right }) => right)) - chance;
  const shown = all ? scored : scored.toSorted((a, b) => gain(b) - gain(a)).slice(0, MOST_DECKS);
  const more = scored.length - shown.length;
  return [
    'Right without knowing anything, by always taking the option that is …',
    ...scoreTable(shown),
    ...(more === 0 ? [] : [`… and ${counted(more, 'deck')} where guessing pays less`]),
    '',
  ];
}

/** A row for each deck, a column for each way of guessing; ways that a deck's language lacks stay empty. */
export function scoreTable(decks: readonly LintedDeck[]): readonly string[] {
  const labels = [
    ...new Set(decks.flatMap(({ guessing }) => guessing.scores.map(({ label }) => label))),
  ];
  const rows = decks.map(({ id, guessing: { chance, scores } }) => {
    const shares = labels.map((label) => scores.find((one) => one.label === label)?.right);
    return [id, ...[chance, ...shares].map((one) => (one === undefined ? '' : percent(one)))];
  });
  const table = [['', 'chance', ...labels], ...rows];
  const widths = table[0]?.map((_, place) =>
    Math.max(...table.map((row) => row[place]?.length ?? 0)),
  );
  return table.map((row) =>
    row
      .map((cell, place) =>
        place === 0 ? cell.padEnd(widths?.[0] ?? 0) : cell.padStart(widths?.[place] ?? 0),
      )
      .join('  '),
  );
}

import { inEnglish, type Problem } from '../reading/problem.ts';

export const FORMATS = ['text', 'json', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Problems for programs: as a JSON array, or as GitHub's workflow commands, which mark the lines in a pull request.
 */
export function formatProblems(
  problems: readonly Problem[],
  format: Exclude<Format, 'text'>,
): string {
  switch (format) {
    case 'json':
      return JSON.stringify(problems.map(inEnglish), null, 2);
    case 'github':
      return problems.map(githubLine).join('\n');
    default:
      return format satisfies never;
  }
}

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

function githubLine(problem: Problem): string {
  const { file, line, column, rule, message, fix } = inEnglish(problem);
  const said = fix === null ? message : `${message}; ${fix}`;
  return `::${COMMANDS[problem.level]} file=${property(file)},line=${line},col=${column},title=${property(rule)}::${escaped(said)}`;
}

function escaped(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(value: string): string {
  return escaped(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

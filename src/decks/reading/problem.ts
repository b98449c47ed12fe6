export type Level = 'error' | 'warning' | 'info';

/** Something wrong in a deck file, at a place a person can jump to. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly fix: string | null;
}

/** The decks cannot be used at all: one clear line. */
export class DecksError extends Error {
  override readonly name = 'DecksError';
  /** @param exitCode 78 when the folder of the settings is not there or holds no deck */
  constructor(
    message: string,
    readonly exitCode: 1 | 78 = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** `file:line:column rule message`. */
export function lineOf(problem: Problem): string {
  const fix = problem.fix === null ? '' : `; ${problem.fix}`;
  return `${problem.file}:${problem.line}:${problem.column} ${problem.rule} ${problem.message}${fix}`;
}

import { localized, type Localized } from '../../domain/language.ts';

export type Level = 'error' | 'warning' | 'info';

/** Something wrong in a deck file, at a place a person can jump to. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly level: Level;
  readonly message: Localized;
  readonly fix: Localized | null;
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

/** A problem as the command line and the log say it. */
export function inEnglish({ message, fix, ...place }: Problem) {
  return { ...place, message: message.en, fix: fix?.en ?? null };
}

/** `file:line:column rule message`, in English. */
export function lineOf(problem: Problem): string {
  return lineIn(problem).en;
}

/** The same in both languages. */
export function lineIn({ file, line, column, rule, message, fix }: Problem): Localized {
  return localized(
    (language) =>
      `${file}:${line}:${column} ${rule} ${message[language]}${fix === null ? '' : `; ${fix[language]}`}`,
  );
}

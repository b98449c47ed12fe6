import type { Localized } from '../domain/language.ts';

/** The largest file of questions that a manager can bring. */
export const LARGEST_IMPORT = 8 * 1024 * 1024;

/** A file as its sender named it. */
export interface QuestionFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A line of a report about a file; `line` 0 is about the file as a whole. */
export interface ImportLine {
  readonly line: number;
  readonly reason: Localized;
}

/** What a file of another program holds, as decks of ours. */
export interface ReadFile {
  /** Questions found, whether a deck can hold them or not. */
  readonly read: number;
  readonly written: number;
  readonly notCarried: readonly ImportLine[];
  /** What an author should look at. */
  readonly looks: readonly ImportLine[];
  /** YAML; large collections become several decks. */
  readonly decks: readonly string[];
}

/** Reads files of other programs, in a process with limits. */
export interface DeckImporter {
  /** @param title of the deck; null: made from the file's name */
  read(file: QuestionFile, title: string | null): Promise<ReadFile>;
}

import type { ArgumentShape, CommandShape, Values } from './command-shape.ts';

/** One of several meanings, and the whole line that says it without doubt. */
export interface Meant {
  /** A zone, a date or a range (`2026-12-24..2027-01-02`), a day (`mon`), a command's name. */
  readonly value: string;
  readonly line: string;
}

/** What a word is by its looks, whatever the command takes. */
export type WordKind = 'time' | 'zone' | 'days' | 'date';

/** Why a line could not be read. Each `word` is as typed, without control characters and at most 40 characters. */
export type Misread =
  | { readonly kind: 'unknown-command'; readonly word: string; readonly near: string | null }
  /** The beginning of several commands. */
  | {
      readonly kind: 'several-commands';
      readonly word: string;
      readonly choices: readonly Meant[];
    }
  /** A group without its second word: `/quiz schedule`. */
  | { readonly kind: 'half-command'; readonly word: string; readonly of: readonly CommandShape[] }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'missing'; readonly command: CommandShape; readonly argument: ArgumentShape }
  /** The word is meant for that argument, and is no value of it. */
  | {
      readonly kind: 'bad-value' | 'past-date' | 'second-value';
      readonly command: CommandShape;
      readonly argument: ArgumentShape;
      readonly word: string;
      readonly near: string | null;
    }
  | {
      readonly kind: 'ambiguous';
      readonly command: CommandShape;
      readonly argument: ArgumentShape;
      readonly word: string;
      readonly choices: readonly Meant[];
    }
  /** A time, zone, day or date for a command that takes none. */
  | {
      readonly kind: 'no-place';
      readonly command: CommandShape;
      readonly what: WordKind;
      readonly word: string;
    }
  /** Nothing says what the word is meant for. */
  | {
      readonly kind: 'not-understood';
      readonly command: CommandShape;
      readonly fits: readonly ArgumentShape[];
      readonly word: string;
    }
  | { readonly kind: 'too-much'; readonly command: CommandShape; readonly word: string };

/** A line as it was read: a command with its values, or why there is none. */
export type Reading =
  | { readonly ok: true; readonly command: CommandShape; readonly values: Values }
  | { readonly ok: false; readonly misread: Misread };

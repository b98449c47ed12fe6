import type { DistractorKind, Source } from '../../domain/deck.ts';
import type { Localized } from '../../domain/language.ts';
import type { Text } from '../../domain/text.ts';

/** Something that an author should look at in an imported question; the report counts marks by `what`. */
export interface Mark {
  readonly what: Localized;
  /** Of this one place: the words in question as they stand, such as a picture's name, or a sentence; null: nothing to add. */
  readonly detail: string | Localized | null;
}

export interface ImportedOption {
  readonly text: Text;
  readonly key: boolean;
  /** Empty where the file gives none. */
  readonly why: Text;
  /** Its own id, where a deck was exported. */
  readonly id?: string | undefined;
  readonly short?: string | undefined;
  readonly kind?: DistractorKind | undefined;
}

/** A question as its file has it, before its id, its limits and its keys are checked. */
export interface ImportedQuestion {
  readonly kind: 'question';
  /** Where it begins in its file, from 1: a line, or a row of a table. */
  readonly line: number;
  /** What its file calls it: an id, a name or a title, most stable first; null: it is known by its stem alone. */
  readonly name: string | null;
  readonly ask: Text;
  readonly context: Text;
  readonly options: readonly ImportedOption[];
  readonly explain: Text;
  /** Words of categories and tags, as the file has them. */
  readonly tags: readonly string[];
  readonly level: 1 | 2 | 3 | null;
  readonly sources: readonly Source[];
  readonly marks: readonly Mark[];
  readonly points?: readonly Text[] | undefined;
  readonly reviewed?: string | undefined;
  readonly retired?: boolean | undefined;
}

/** A question that a deck cannot hold, or a place that is none; a reason in one line. */
export interface NotCarried {
  readonly kind: 'not-carried';
  readonly line: number;
  readonly reason: Localized;
}

/** Something about the file as a whole, in one line. */
export interface FileNote {
  readonly kind: 'note';
  readonly message: Localized;
}

export type Item = ImportedQuestion | NotCarried | FileNote;

/** What a file has beside its text. */
export interface TextSource {
  readonly text: string;
  /** The file's path, for ids of formats that hold one question a file. */
  readonly file: string;
  /** Columns named by the author: field → header; empty for most. */
  readonly columns: ReadonlyMap<string, string>;
}

/** A parser of one format: never throws for what a file may hold, and takes time linear in its size. */
export type TextParser = (source: TextSource) => Iterable<Item>;

/** A question with nothing but a stem and options, to be filled by a parser. */
export function bareQuestion(
  line: number,
  ask: Text,
  options: readonly ImportedOption[],
): ImportedQuestion {
  return {
    kind: 'question',
    line,
    name: null,
    ask,
    context: [],
    options,
    explain: [],
    tags: [],
    level: null,
    sources: [],
    marks: [],
  };
}

export function notCarried(line: number, reason: Localized): NotCarried {
  return { kind: 'not-carried', line, reason };
}

/** `easy`, `medium` and `hard`, or 1 to 3 → a deck's level; null for anything else. */
export function levelOf(word: string): 1 | 2 | 3 | null {
  return LEVELS.get(word.trim().toLowerCase()) ?? null;
}

const LEVELS: ReadonlyMap<string, 1 | 2 | 3> = new Map([
  ['1', 1],
  ['2', 2],
  ['3', 3],
  ['easy', 1],
  ['leicht', 1],
  ['medium', 2],
  ['mittel', 2],
  ['hard', 3],
  ['difficult', 3],
  ['schwer', 3],
]);

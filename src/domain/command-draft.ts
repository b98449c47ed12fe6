import { nearestValue, type ReadingContext } from './command-arguments.ts';
import type { Misread } from './command-misread.ts';
import type { ArgumentShape, CommandShape, Value } from './command-shape.ts';
import { quotable } from './command-words.ts';

/** Ids that schedules get. */
export const SCHEDULE = /^(?:daily|weekly)(?:-\d+)?$/;

/** A line while it is read. */
export interface Draft {
  readonly command: CommandShape;
  readonly words: readonly string[];
  readonly context: ReadingContext;
  readonly values: Map<string, Value>;
  /** Words for the arguments that take any word. */
  readonly loose: { readonly word: string; readonly place: number }[];
  /** The first word of several meanings; asked when all the rest is right. */
  doubt: Misread | null;
}

/** The arguments that have no value yet, in their order. */
export function openArguments({ command, values }: Draft): readonly ArgumentShape[] {
  return command.arguments.filter(({ name }) => !values.has(name));
}

/**
 * The id of something that is wanted: a deck, with or without a weight, or first of all a schedule, which is called
 * `daily` or `weekly-2`.
 */
export function isKnown(draft: Draft, word: string): boolean {
  const isFirst = draft.values.size === 0 && draft.loose.every((one) => one.word === word);
  if (isFirst && wantsSchedule(draft) && SCHEDULE.test(word)) return true;
  const wanted = openArguments(draft).some(
    ({ type }) => (type.kind === 'word' || type.kind === 'rest') && type.completes === 'deck',
  );
  const parts = word.split(',').filter((part) => part !== '');
  return (
    wanted &&
    parts.length > 0 &&
    parts.every((part) => draft.context.names.includes(part.split(':')[0] ?? ''))
  );
}

function wantsSchedule(draft: Draft): boolean {
  return openArguments(draft).some(
    ({ type }) => type.kind === 'word' && type.completes === 'schedule',
  );
}

/** The word does not fit the argument that it is meant for. */
export function badValue({ command }: Draft, argument: ArgumentShape, word: string): Misread {
  const near = nearestValue(argument, word);
  return { kind: 'bad-value', command, argument, word: quotable(word), near };
}

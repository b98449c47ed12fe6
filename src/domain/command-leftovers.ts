import { nearestValue, readWord, takesAnyWord } from './command-arguments.ts';
import { badValue, isKnown, openArguments, SCHEDULE, type Draft } from './command-draft.ts';
import type { Misread } from './command-misread.ts';
import type { ArgumentShape } from './command-shape.ts';
import { quotable } from './command-words.ts';
import { nearest } from './did-you-mean.ts';

/** Gives the words that nothing else reads to the arguments that take any word; null when all have a place. */
export function placeLoose(draft: Draft): Misread | null {
  const { values, loose } = draft;
  const unclear = loose.find(({ word }) => !isKnown(draft, word));
  const open = openArguments(draft).filter(takesAnyWord);
  for (const argument of open) {
    const words = loose.splice(0, argument.type.kind === 'rest' ? loose.length : 1);
    if (words.length === 0) break;
    // Between a deck and a city nothing decides: neither is blamed.
    if (argument.type.kind === 'rest' && unclear !== undefined && words.includes(unclear)) {
      const misread = stranger(draft, argument, unclear.word);
      if (misread !== null) return misread;
    }
    const isText = argument.type.kind === 'rest' && argument.type.completes === 'none';
    const text = words.map(({ word }) => (isText ? word : word.replace(/[,;]+$/, ''))).join(' ');
    const value = readWord(argument, text);
    if (value === null) return badValue(draft, argument, text);
    values.set(argument.name, value);
  }
  const extra = loose[0]?.word;
  return extra === undefined ? null : superfluous(draft, extra);
}

function stranger(draft: Draft, argument: ArgumentShape, word: string): Misread | null {
  const { command, context } = draft;
  const open = openArguments(draft).filter(
    ({ type, required }) =>
      type.kind === 'zone' || type.kind === 'days' || (required && type.kind === 'time'),
  );
  const isDeck = argument.type.kind === 'rest' && argument.type.completes === 'deck';
  if (!isDeck || open.length === 0 || nearest(word, context.names) !== null) return null;
  return (
    slip(draft, word) ?? {
      kind: 'not-understood',
      command,
      fits: [...open, argument],
      word: quotable(word),
    }
  );
}

/** A word too many: a slip of something that would fit, or nothing that is known. */
function superfluous(draft: Draft, word: string): Misread {
  const { command } = draft;
  const open = openArguments(draft).filter((argument) => !takesAnyWord(argument));
  const near = slip(draft, word);
  if (near !== null) return near;
  const required = open.find((argument) => argument.required);
  if (required !== undefined) return badValue(draft, required, word);
  if (open.length === 0) return { kind: 'too-much', command, word: quotable(word) };
  return { kind: 'not-understood', command, fits: open, word: quotable(word) };
}

function slip(draft: Draft, word: string): Misread | null {
  // Zones come last: among hundreds of cities something is always near.
  const isZone = ({ type }: ArgumentShape): number => (type.kind === 'zone' ? 1 : 0);
  const open = openArguments(draft).toSorted((a, b) => isZone(a) - isZone(b));
  for (const argument of open) {
    const near = takesAnyWord(argument) ? null : nearestValue(argument, word);
    if (near === null) continue;
    return { kind: 'bad-value', command: draft.command, argument, word: quotable(word), near };
  }
  return null;
}

/** The first required argument without a value; where a word was typed for it that is no date, that word. */
export function missing(draft: Draft): Misread | null {
  const { command, values } = draft;
  const argument = command.arguments.find(({ name, required }) => required && !values.has(name));
  if (argument === undefined) return null;
  const meant = command.arguments.find(
    ({ type }) => type.kind === 'word' && type.completes === 'schedule',
  );
  const word = meant === undefined ? undefined : values.get(meant.name);
  if (argument.type.kind === 'date' && typeof word === 'string' && !SCHEDULE.test(word)) {
    return badValue(draft, argument, word);
  }
  return { kind: 'missing', command, argument };
}

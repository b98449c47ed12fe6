import type { ReadingContext } from './command-arguments.ts';
import { findCommand, type Lookup } from './command-lookup.ts';
import type { CommandShape } from './command-shape.ts';
import { readWords } from './command-values.ts';
import type { Misread, Reading } from './command-misread.ts';
import { LONGEST_LINE, quotable, quoted, splitWords } from './command-words.ts';
import { nearest } from './did-you-mean.ts';

/**
 * Reads what stands after `/quiz`. An empty line is `help`. What shows by itself what it is (a time, a zone, days, a
 * date, a number, a choice, channels) may stand in any order; the words that are left go to the arguments that take
 * any word, in their order. Each argument can be named: `closes=17:00`, `closes 17:00`.
 */
export function readLine(
  line: string,
  commands: readonly CommandShape[],
  context: ReadingContext,
): Reading {
  if (line.trim().length > LONGEST_LINE) return { ok: false, misread: { kind: 'too-long' } };
  const typed = withoutManners(splitWords(line));
  const words = typed.length === 0 ? ['help'] : typed;
  const lookup = findCommand(words, commands);
  if (lookup.kind !== 'found') return { ok: false, misread: notFound(lookup, words) };
  const rest = words.slice(lookup.length);
  const readings = lookup.commands.map((command) => readWords(command, rest, context));
  const [first] = readings;
  return (
    readings.find(({ ok }) => ok) ??
    first ?? { ok: false, misread: { kind: 'unknown-command', word: '', near: null } }
  );
}

/** `please schedule daily 9`, `quiz me please`: words that say nothing. */
function withoutManners(words: readonly string[]): readonly string[] {
  const says = (word: string | undefined, pattern: RegExp): boolean =>
    words.length > 1 && pattern.test((word ?? '').toLowerCase());
  if (says(words[0], /^(?:please|pls|bitte|\/?quiz)[,!]?$/)) return withoutManners(words.slice(1));
  if (says(words.at(-1), /^(?:please|pls|bitte)[.!]?$/)) return withoutManners(words.slice(0, -1));
  return words;
}

/**
 * Reads values that a platform has split by argument name already; each is read as a typed line's are.
 * @param given values by argument name; an empty one counts as left out
 */
export function readNamed(
  name: string,
  given: Readonly<Record<string, string>>,
  commands: readonly CommandShape[],
  context: ReadingContext,
): Reading {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const near = nearest(
      name,
      commands.map((candidate) => candidate.name),
    );
    return { ok: false, misread: { kind: 'unknown-command', word: quotable(name), near } };
  }
  const words = command.arguments.flatMap((argument): readonly string[] => {
    const value = Object.hasOwn(given, argument.name) ? (given[argument.name] ?? '').trim() : '';
    return value === '' ? [] : [`${argument.name}=${value}`];
  });
  return readWords(command, words, context);
}

function notFound(lookup: Exclude<Lookup, { kind: 'found' }>, words: readonly string[]): Misread {
  const word = quotable(lookup.word);
  switch (lookup.kind) {
    case 'several': {
      const rest = words.slice(lookup.word.split(' ').length).map(quoted);
      const choices = lookup.of.map((name) => ({ value: name, line: [name, ...rest].join(' ') }));
      return { kind: 'several-commands', word, choices };
    }
    case 'half':
      return { kind: 'half-command', word, of: lookup.of };
    case 'unknown':
      return { kind: 'unknown-command', word, near: lookup.near };
    default:
      return lookup satisfies never;
  }
}

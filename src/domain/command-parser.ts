import { isMeantFor, readValue, validWords } from './command-arguments.ts';
import { nearest } from './did-you-mean.ts';
import type { ArgumentShape, CommandShape, Value, Values } from './command-shape.ts';

export type Misread =
  | { readonly kind: 'unknown-command'; readonly word: string; readonly near: string | null }
  /** A group without its second word: `/quiz schedule`. */
  | { readonly kind: 'half-command'; readonly word: string; readonly of: readonly string[] }
  | { readonly kind: 'missing'; readonly command: CommandShape; readonly argument: ArgumentShape }
  | {
      readonly kind: 'bad-value';
      readonly command: CommandShape;
      readonly argument: ArgumentShape;
      readonly word: string;
      readonly near: string | null;
    }
  | { readonly kind: 'too-much'; readonly command: CommandShape; readonly word: string };

export type Reading =
  | { readonly ok: true; readonly command: CommandShape; readonly values: Values }
  | { readonly ok: false; readonly misread: Misread };

/**
 * Reads what stands after `/quiz`. An empty line is `help`. Arguments come in order; an optional one may be left
 * out when the word fits a later one, or be named: `closes=17:00`.
 */
export function readLine(line: string, commands: readonly CommandShape[]): Reading {
  const words = splitWords(line);
  const first = words[0]?.toLowerCase() ?? 'help';
  const second = words[1]?.toLowerCase() ?? '';
  const grouped = commands.find((command) => command.name === `${first} ${second}`);
  const single = commands.find((command) => command.name === first);
  if (grouped !== undefined) return readWords(grouped, words.slice(2));
  if (single !== undefined) return readWords(single, words.slice(1));
  const group = commands.filter((command) => command.name.startsWith(`${first} `));
  if (group.length > 0) {
    const of = group.map((command) => command.name);
    return { ok: false, misread: { kind: 'half-command', word: first, of } };
  }
  const names = [
    ...new Set(commands.flatMap((command) => [command.name, command.name.split(' ')[0] ?? ''])),
  ];
  return {
    ok: false,
    misread: { kind: 'unknown-command', word: words[0] ?? '', near: nearest(first, names) },
  };
}

/** Reads values that a platform has split by argument name already; they are checked the same way. */
export function readNamed(
  name: string,
  given: Readonly<Record<string, string>>,
  commands: readonly CommandShape[],
): Reading {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const near = nearest(
      name,
      commands.map((candidate) => candidate.name),
    );
    return { ok: false, misread: { kind: 'unknown-command', word: name, near } };
  }
  const values = new Map<string, Value>();
  for (const argument of command.arguments) {
    const word = Object.hasOwn(given, argument.name) ? (given[argument.name] ?? '').trim() : '';
    if (word === '') continue;
    const value = readValue(argument, word);
    if (value === null) return badValue(command, argument, word);
    values.set(argument.name, value);
  }
  return complete(command, values);
}

function readWords(command: CommandShape, words: readonly string[]): Reading {
  const values = new Map<string, Value>();
  const loose: string[] = [];
  for (const word of words) {
    const named = /^([a-z]+)[=:](.+)$/.exec(word);
    const argument = command.arguments.find((candidate) => candidate.name === named?.[1]);
    if (argument === undefined || named === null) {
      loose.push(word);
      continue;
    }
    const value = readValue(argument, named[2] ?? '');
    if (value === null) return badValue(command, argument, named[2] ?? '');
    values.set(argument.name, value);
  }
  const open = command.arguments.filter((argument) => !values.has(argument.name));
  let next = 0;
  for (let index = 0; index < loose.length; index += 1) {
    const word = loose[index] ?? '';
    const found = firstThatFits(open, next, word, loose.slice(index));
    if (found.kind === 'bad') return badValue(command, found.argument, word);
    if (found.kind === 'none') return { ok: false, misread: { kind: 'too-much', command, word } };
    values.set(found.argument.name, found.value);
    next = found.next;
    if (found.argument.type.kind === 'rest') break;
  }
  return complete(command, values);
}

type Fit =
  | {
      readonly kind: 'fits';
      readonly argument: ArgumentShape;
      readonly value: Value;
      readonly next: number;
    }
  | { readonly kind: 'bad'; readonly argument: ArgumentShape }
  | { readonly kind: 'none' };

function firstThatFits(
  open: readonly ArgumentShape[],
  from: number,
  word: string,
  rest: readonly string[],
): Fit {
  let refused: ArgumentShape | null = null;
  for (let index = from; index < open.length; index += 1) {
    const argument = open[index];
    if (argument === undefined) break;
    const value = readValue(argument, argument.type.kind === 'rest' ? rest.join(' ') : word);
    if (value !== null) return { kind: 'fits', argument, value, next: index + 1 };
    refused ??= argument;
    if (argument.required || isMeantFor(argument, word)) return { kind: 'bad', argument };
  }
  return refused === null ? { kind: 'none' } : { kind: 'bad', argument: refused };
}

function complete(command: CommandShape, values: Values): Reading {
  const missing = command.arguments.find(
    (argument) => argument.required && !values.has(argument.name),
  );
  if (missing !== undefined)
    return { ok: false, misread: { kind: 'missing', command, argument: missing } };
  return { ok: true, command, values };
}

function badValue(command: CommandShape, argument: ArgumentShape, word: string): Reading {
  const near = nearest(word, validWords(argument));
  return { ok: false, misread: { kind: 'bad-value', command, argument, word, near } };
}

/** Words of a line; double or curly quotes hold several together, as typed or as phones change them. */
function splitWords(line: string): readonly string[] {
  const words =
    line
      .trim()
      .slice(0, 500)
      .match(/["“”][^"“”]*["“”]|\S+/g) ?? [];
  return words.map((word) => word.replaceAll(/^["“”]|["“”]$/g, '')).filter((word) => word !== '');
}

import { nearest } from './did-you-mean.ts';
import type { CommandShape } from './command-shape.ts';

/** What the first words of a line name. */
export type Lookup =
  /** Commands of that name or alias, the likeliest first, and how many words name them. */
  | { readonly kind: 'found'; readonly commands: readonly CommandShape[]; readonly length: number }
  /** The beginning of several commands. */
  | { readonly kind: 'several'; readonly word: string; readonly of: readonly string[] }
  /** A group without its second word: `/quiz schedule`. */
  | { readonly kind: 'half'; readonly word: string; readonly of: readonly CommandShape[] }
  | { readonly kind: 'unknown'; readonly word: string; readonly near: string | null };

/** A way to call a command: a name or an alias, word by word. */
interface Call {
  readonly words: readonly string[];
  readonly command: CommandShape;
  readonly isName: boolean;
}

/** One letter names nothing: too many things begin with it. */
const SHORTEST_PREFIX = 2;
const LONGEST_CALL = 4;

/**
 * Finds the command that a line begins with: by name, by alias (`üben`, `rangliste`), by a beginning that only one
 * command has (`lead`, `sched da`). Names come before aliases.
 */
export function findCommand(words: readonly string[], commands: readonly CommandShape[]): Lookup {
  const typed = words.slice(0, LONGEST_CALL).map(foldWord);
  const calls = commands.flatMap(callsOf);
  for (let length = typed.length; length > 0; length -= 1) {
    const phrase = typed.slice(0, length).join(' ');
    const exact = calls.filter((call) => call.words.join(' ') === phrase);
    const named = [...new Set(exact.map(({ command }) => command))];
    // A group's own word comes before its alias: `privacy forgte` is a slip, `privacy` is not.
    if (named.length > 0 && !(length === 1 && isSlip(typed, calls))) {
      return { kind: 'found', commands: named, length };
    }
  }
  return findByBeginning(typed, words, calls);
}

function findByBeginning(
  typed: readonly string[],
  words: readonly string[],
  calls: readonly Call[],
): Lookup {
  const [first = '', second = ''] = typed;
  const shown = words[0] ?? '';
  const heads = headsFor(first, calls);
  if (heads.length === 0) return { kind: 'unknown', word: shown, near: nearestCall(first, calls) };
  const within = calls.filter((call) => heads.includes(call.words[0] ?? ''));
  const tails = within.filter((call) => call.words.length > 1 && tailOf(call).startsWith(second));
  const whole = tails.filter((call) => tailOf(call) === second);
  const byTail = distinct(second === '' ? [] : whole.length > 0 ? whole : preferNames(tails));
  if (byTail.length === 1) return { kind: 'found', commands: byTail, length: 2 };
  const singles = distinct(within.filter((call) => call.words.length === 1));
  const all = distinct(within);
  if (singles.length === 1 && (all.length === 1 || !isSlip(typed, calls))) {
    if (heads.length === 1) return { kind: 'found', commands: singles, length: 1 };
  }
  if (heads.length > 1 && all.length > 1) {
    return { kind: 'several', word: shown, of: all.map(({ name }) => name) };
  }
  if (byTail.length > 1) {
    const word = words.slice(0, 2).join(' ');
    return { kind: 'several', word, of: byTail.map(({ name }) => name) };
  }
  return ofGroup(words, second, all);
}

/** `schedule dialy` is a slip; `schedule` alone, or with a foreign word, wants one of its group's words. */
function ofGroup(words: readonly string[], second: string, group: readonly CommandShape[]): Lookup {
  const near = second === '' ? null : nearestTail(second, group);
  if (near !== null) return { kind: 'unknown', word: words.slice(0, 2).join(' '), near };
  const of = group.map(({ name }) => name);
  const [only] = of;
  // `leader foo`: an alias of several words leads to one command, which is no group.
  if (only !== undefined && of.length === 1) {
    return { kind: 'unknown', word: words.slice(0, 2).join(' '), near: only };
  }
  const heads = new Set(of.map((name) => name.split(' ')[0] ?? ''));
  // `my` begins aliases of commands that have nothing else in common.
  if (heads.size > 1) return { kind: 'several', word: words[0] ?? '', of };
  return { kind: 'half', word: of[0]?.split(' ')[0] ?? '', of: group };
}

/** First words that a typed one stands for: itself, else those of names that it begins, else those of aliases. */
function headsFor(typed: string, calls: readonly Call[]): readonly string[] {
  const heads = (some: readonly Call[]): readonly string[] => [
    ...new Set(some.map(({ words }) => words[0] ?? '')),
  ];
  if (heads(calls).includes(typed)) return [typed];
  if (typed.length < SHORTEST_PREFIX) return [];
  const begun = calls.filter(({ words }) => words[0]?.startsWith(typed));
  const names = heads(begun.filter(({ isName }) => isName));
  if (names.length > 0) return names;
  const aliases = heads(begun);
  // `rang` begins `rangliste` and `ranglisten`: one command is enough.
  return distinct(begun).length === 1 ? aliases.slice(0, 1) : aliases;
}

function preferNames(calls: readonly Call[]): readonly Call[] {
  const names = calls.filter(({ isName }) => isName);
  return names.length > 0 ? names : calls;
}

function distinct(calls: readonly Call[]): readonly CommandShape[] {
  return [...new Set(calls.map(({ command }) => command))];
}

function callsOf(command: CommandShape): readonly Call[] {
  const call = (isName: boolean) => (phrase: string) => ({
    words: phrase.split(' ').map(foldWord),
    command,
    isName,
  });
  return [call(true)(command.name), ...(command.aliases ?? []).map(call(false))];
}

function tailOf({ words }: Call): string {
  return words.slice(1).join(' ');
}

/** Whether the second word is nearly one of the group's: then it is no argument. */
function isSlip([first = '', second = '']: readonly string[], calls: readonly Call[]): boolean {
  const group = calls.filter(
    ({ words, isName }) => isName && words[0] === first && words.length > 1,
  );
  return second !== '' && nearestTail(second, distinct(group)) !== null;
}

function nearestTail(second: string, group: readonly CommandShape[]): string | null {
  if (!/^\p{L}{2,}$/u.test(second)) return null;
  const tails = group.map(({ name }) => name.split(' ')[1] ?? '').filter((tail) => tail !== '');
  const near = nearest(second, tails);
  return group.find(({ name }) => near !== null && name.endsWith(` ${near}`))?.name ?? null;
}

function nearestCall(typed: string, calls: readonly Call[]): string | null {
  const phrases = new Map<string, string>();
  for (const { words, command } of calls) {
    phrases.set(words.join(' '), command.name);
    if (words.length > 1) phrases.set(words[0] ?? '', command.name.split(' ')[0] ?? '');
  }
  const near = nearest(
    typed,
    // `stop` is not `top`: a short word begins as it was meant.
    [...phrases.keys()].filter(
      (phrase) => phrase.length >= SHORTEST_PREFIX && (typed.length > 4 || phrase[0] === typed[0]),
    ),
  );
  return near === null ? null : (phrases.get(near) ?? null);
}

/** Lower case, umlauts as two letters: `Üben`, `üben` and `ueben` are one word; `hilfe!` is `hilfe`, and `??` is `?`. */
function foldWord(word: string): string {
  return word
    .replace(/(?<=[\p{L}\p{N}])[!?.,]+$/u, '')
    .replace(/^\?+$/, '?')
    .replaceAll('’', "'")
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss');
}

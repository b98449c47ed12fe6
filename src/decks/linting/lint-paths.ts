import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { DeckFileError, readDeckFile } from '../reading/file.ts';
import { lintRead } from './lint.ts';
import { DecksError, type Problem } from '../reading/problem.ts';
import { readDeck } from '../reading/read.ts';
import { knowNothingScores, type Guessing } from './rules/guessable.ts';
import type { LintContext } from './rules/rule.ts';

/** A deck that could be looked at. */
export interface LintedDeck {
  readonly id: string;
  readonly questions: number;
  readonly guessing: Guessing;
}

export interface LintReport {
  readonly problems: readonly Problem[];
  /** How many errors there are beyond those: a file of another shape has thousands. */
  readonly unlisted: number;
  readonly decks: readonly LintedDeck[];
}

/**
 * Lints files, and the decks of folders, in the order given.
 * @param onFile hears of each file before it is read
 * @throws DecksError with one line when a path is not there, cannot be read, or holds no deck
 */
export async function lintPaths(
  paths: readonly string[],
  context: LintContext,
  onFile: (file: string) => void = () => {},
): Promise<LintReport> {
  const problems: Problem[] = [];
  const decks: LintedDeck[] = [];
  let unlisted = 0;
  /** Deck id → the file that has it: answers hang on ids, so two files cannot share one. */
  const owners = new Map<string, string>();
  for (const file of new Set((await Promise.all(paths.map(deckFiles))).flat())) {
    onFile(file);
    const read = readDeck(await orDecksError(file, readDeckFile(file, null)), file);
    problems.push(...lintRead(read, file, context));
    unlisted += read.unlisted;
    const { lintable } = read;
    if (lintable === null) continue;
    const { id, questions } = lintable;
    decks.push({ id, questions: questions.length, guessing: knowNothingScores(lintable) });
    const owner = owners.get(id);
    if (owner === undefined) {
      owners.set(id, file);
      continue;
    }
    problems.push({
      file,
      ...read.at(['deck']),
      rule: 'duplicate',
      level: 'error',
      message: {
        en: `the deck id ${id} is taken by ${owner}`,
        de: `die Kennung ${id} hat schon das Deck in ${owner}`,
      },
      fix: { en: 'give each deck its own', de: 'jedem Deck eine eigene geben' },
    });
  }
  return { problems, unlisted, decks };
}

/**
 * A file itself, or the decks of a folder by name.
 * @throws DecksError with one line when it is not there or holds no deck
 */
export async function deckFiles(given: string): Promise<readonly string[]> {
  const found = await orDecksError(given, stat(given));
  if (!found.isDirectory()) return [given];
  const names = (await orDecksError(given, readdir(given)))
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'))
    .sort();
  if (names.length === 0)
    throw new DecksError(`there is no deck in ${given}: decks are files that end in .yaml`);
  return names.map((name) => path.join(given, name));
}

async function orDecksError<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DeckFileError)
      throw new DecksError(`${file} ${error.message}`, 1, { cause: error });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new DecksError(
      code === 'ENOENT'
        ? `${file} does not exist: name a deck or a folder of decks`
        : `${file} cannot be read (${code})`,
      1,
      { cause: error },
    );
  }
}

import { watch, type FSWatcher } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Deck } from '../domain/deck.ts';
import type { Clock, Log } from '../ports/system.ts';
import { claimIds, type Claim } from './id-conflicts.ts';
import { readDeckFile } from './reading/file.ts';
import { DecksError, lineOf, type Problem } from './reading/problem.ts';
import { readDeck } from './reading/read.ts';
import { messageOf } from '../ports/errors.ts';

/** Editors write a file in several steps: wait until they are done. */
const SETTLE_MS = 150;

export interface Library {
  /** The last good version of every deck, by id. */
  decks(): readonly Deck[];
  find(id: string): Deck | null;
  /** What is wrong with files right now, one line a file. */
  problems(): readonly { readonly file: string; readonly message: string }[];
  close(): void;
}

interface Shelf {
  /** File name → the last good deck in it. */
  decks: Map<string, Deck>;
  problems: Map<string, string>;
}

/**
 * Opens a folder of decks and keeps watching it. A broken edit keeps the last good version and says so.
 * @throws DecksError with one line when there is no deck to ask from
 */
export async function openLibrary(
  dir: string,
  system: { readonly log: Log; readonly clock: Clock },
): Promise<Library> {
  const { log, clock } = system;
  const shelf: Shelf = { decks: new Map(), problems: new Map() };
  await reload(dir, shelf, log);
  if (shelf.decks.size === 0) {
    const broken = [...shelf.problems.values()][0];
    throw new DecksError(
      broken === undefined
        ? `there is no deck in ${path.resolve(dir)}: put a YAML file there, or set DECKS_DIR to a folder that has one`
        : `no deck in ${dir} can be used: ${broken}`,
      broken === undefined ? 78 : 1,
    );
  }
  let cancel = (): void => {};
  /** One reading after the other: an older one must not end last. */
  let reading = Promise.resolve();
  const later = (): void => {
    cancel();
    cancel = clock.after(SETTLE_MS, () => {
      reading = reading
        .then(() => reload(dir, shelf, log))
        .catch((error: unknown) => {
          const why = messageOf(error);
          log.warn(`${dir} cannot be read; the decks stay as they were`, { error: why });
        });
    });
  };
  const watcher = openWatcher(dir, later, log);
  const sorted = (): readonly Deck[] =>
    [...shelf.decks.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    decks: sorted,
    find: (id) => sorted().find((deck) => deck.id === id) ?? null,
    problems: () => [...shelf.problems].map(([file, message]) => ({ file, message })),
    close: () => {
      cancel();
      watcher?.close();
    },
  };
}

function openWatcher(dir: string, changed: () => void, log: Log): FSWatcher | null {
  try {
    const watcher = watch(dir, { persistent: false }, changed);
    watcher.on('error', (error) =>
      log.warn(`${dir} is not watched any more`, { error: error.message }),
    );
    return watcher;
  } catch (error) {
    const why = messageOf(error);
    log.warn(`${dir} cannot be watched: restart after changing a deck`, { error: why });
    return null;
  }
}

async function reload(dir: string, shelf: Shelf, log: Log): Promise<void> {
  const problems = new Map<string, string>();
  const claims: Claim[] = [];
  for (const file of await deckFiles(dir)) {
    const kept = shelf.decks.get(file) ?? null;
    const { deck, problem } = await readOne(dir, file);
    if (problem !== null) problems.set(file, problem);
    claims.push({ file, deck, kept });
  }
  const decks = claimIds(claims, problems);
  for (const [file, message] of problems) {
    if (shelf.problems.get(file) === message) continue;
    log.warn(decks.has(file) ? `${message} (the last good version stays in use)` : message);
  }
  for (const file of shelf.problems.keys())
    if (!problems.has(file) && decks.has(file)) log.info(`${file} can be used again`);
  shelf.decks = decks;
  shelf.problems = problems;
}

async function deckFiles(dir: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries
      .filter(
        // Mounted configuration comes as links to files.
        (entry) =>
          (entry.isFile() || entry.isSymbolicLink()) &&
          /\.ya?ml$/.test(entry.name) &&
          !entry.name.startsWith('.'),
      )
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    throw new DecksError(
      `the decks folder ${path.resolve(dir)} cannot be read: start in Deckhand's folder, make it, or set DECKS_DIR to a folder of decks`,
      78,
      { cause: error },
    );
  }
}

async function readOne(
  dir: string,
  file: string,
): Promise<{ readonly deck: Deck | null; readonly problem: string | null }> {
  try {
    const { deck, problems } = readDeck(await readDeckFile(path.join(dir, file), dir), file);
    const first: Problem | undefined = problems.find((problem) => problem.level === 'error');
    return { deck, problem: first === undefined ? null : lineOf(first) };
  } catch (error) {
    const why = messageOf(error);
    return { deck: null, problem: `${file}: ${why}` };
  }
}

import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Deck } from '../domain/deck.ts';
import type { Localized } from '../domain/language.ts';
import type { Clock, Log } from '../ports/system.ts';
import { claimIds, type Claim } from './id-conflicts.ts';
import { DecksError } from './reading/problem.ts';
import { readDecks } from './reading/reader.ts';
import type { ReadResult } from './reading/read-worker.ts';
import { messageOf } from '../ports/errors.ts';

/** Editors write a file in several steps: wait until they are done. */
const SETTLE_MS = 150;
const LOOK_MS = 2_000;

export interface Library {
  /** The last good version of every deck, by id. */
  decks(): readonly Deck[];
  find(id: string): Deck | null;
  /** What is wrong with files right now, one line a file. */
  problems(): readonly { readonly file: string; readonly message: Localized }[];
  close(): void;
}

interface Shelf {
  /** File name → the last good deck in it. */
  decks: Map<string, Deck>;
  problems: Map<string, Localized>;
  /** What was read last from each file, and how the file looked then: only a changed one is read again. */
  files: Map<string, { readonly stamp: string; readonly result: ReadResult }>;
}

interface Parts {
  readonly dir: string;
  readonly shelf: Shelf;
  readonly log: Log;
  readonly clock: Clock;
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
  const shelf: Shelf = { decks: new Map(), problems: new Map(), files: new Map() };
  const parts = { dir, shelf, log, clock };
  // Before the reading: what changes in the meantime then looks different at the first look after it.
  const before = await looksOf(dir);
  await reload(parts);
  if (shelf.decks.size === 0) {
    const broken = [...shelf.problems.values()][0]?.en;
    throw new DecksError(
      broken === undefined
        ? `there is no deck in ${path.resolve(dir)}: put a YAML file there (deckhand init makes some), or set DECKS_DIR to a folder that has one`
        : `no deck in ${dir} can be used: ${broken}`,
      broken === undefined ? 78 : 1,
    );
  }
  const stopWatching = watchFolder(parts, before);
  const sorted = (): readonly Deck[] =>
    [...shelf.decks.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    decks: sorted,
    find: (id) => sorted().find((deck) => deck.id === id) ?? null,
    problems: () => [...shelf.problems].map(([file, message]) => ({ file, message })),
    close: stopWatching,
  };
}

/**
 * Reads the folder again after each change. The watch tells at once, but holds on to a folder that another one has
 * replaced, and is silent on some network folders: a look at names and times every two seconds tells those.
 */
function watchFolder(parts: Parts, before: Looks): () => void {
  const { dir, log, clock } = parts;
  let cancel = (): void => {};
  /** Why the folder cannot be read, as it was logged; null while it can. */
  let unreadable: string | null = null;
  /** One reading after the other: an older one must not end last. */
  let reading = Promise.resolve();
  const later = (): void => {
    cancel();
    cancel = clock.after(SETTLE_MS, () => {
      reading = reading
        .then(() => reload(parts))
        .then(() => {
          if (unreadable !== null) log.info(`${dir} can be read again`);
          unreadable = null;
        })
        .catch((error: unknown) => {
          const why = messageOf(error);
          if (why !== unreadable)
            log.warn(`${dir} cannot be read; the decks stay as they were`, { error: why });
          unreadable = why;
        });
    });
  };
  let watcher = openWatcher(dir, later, log);
  let seen = before;
  const look = async (): Promise<void> => {
    const now = await looksOf(dir);
    if (now.folder !== seen.folder) {
      watcher?.close();
      watcher = now.folder === '' ? null : openWatcher(dir, later, log);
    }
    if (now.files !== seen.files) later();
    seen = now;
  };
  const stopLooking = clock.every(LOOK_MS, look);
  return () => {
    stopLooking();
    cancel();
    watcher?.close();
  };
}

/** What identifies the folder, and how its files look; empty while it is not there. */
interface Looks {
  readonly folder: string;
  readonly files: string;
}

async function looksOf(dir: string): Promise<Looks> {
  try {
    const { dev, ino } = await stat(dir);
    const stamps = await Promise.all(
      (await deckFiles(dir)).map(async (file) => `${file} ${await stampOf(path.join(dir, file))}`),
    );
    return { folder: `${dev}:${ino}`, files: `${dev}:${ino} ${stamps.join(' ')}` };
  } catch {
    return { folder: '', files: '' };
  }
}

/** Changes with each change of a file; empty when it cannot be looked at. */
async function stampOf(file: string): Promise<string> {
  try {
    const found = await stat(file, { bigint: true });
    return [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(':');
  } catch {
    return '';
  }
}

function openWatcher(dir: string, changed: () => void, log: Log): FSWatcher | null {
  try {
    const watcher = watch(dir, { persistent: false }, changed);
    watcher.on('error', (error) =>
      log.debug(`${dir} is not watched any more, only looked at`, { error: error.message }),
    );
    return watcher;
  } catch (error) {
    log.debug(`${dir} cannot be watched, only looked at`, { error: messageOf(error) });
    return null;
  }
}

async function reload({ dir, shelf, log, clock }: Parts): Promise<void> {
  const problems = new Map<string, Localized>();
  const claims: Claim[] = [];
  for (const { file, deck, problem } of await readChanged(dir, shelf, clock)) {
    if (problem !== null) problems.set(file, problem);
    claims.push({ file, deck, kept: shelf.decks.get(file) ?? null });
  }
  const decks = claimIds(claims, problems);
  for (const [file, message] of problems) {
    if (shelf.problems.get(file)?.en === message.en) continue;
    const { en } = message;
    log.warn(decks.has(file) ? `${en} (the last good version stays in use)` : en);
  }
  for (const file of shelf.problems.keys())
    if (!problems.has(file) && decks.has(file)) log.info(`${file} can be used again`);
  if (decks.size === 0 && shelf.decks.size > 0)
    log.warn(`there is no deck in ${dir} any more: nothing of it can be asked until there is one`);
  shelf.decks = decks;
  shelf.problems = problems;
}

/** What is in each file of the folder; only those that changed are read. */
async function readChanged(
  dir: string,
  shelf: Shelf,
  clock: Clock,
): Promise<readonly ReadResult[]> {
  const files = await deckFiles(dir);
  const stamps = new Map<string, string>();
  for (const file of files) stamps.set(file, await stampOf(path.join(dir, file)));
  const changed = files.filter((file) => {
    const stamp = stamps.get(file) ?? '';
    return stamp === '' || shelf.files.get(file)?.stamp !== stamp;
  });
  const read = await readDecks(
    changed.map((file) => ({ dir, file })),
    clock,
  );
  const fresh = new Map(read.map((result) => [result.file, result]));
  const known: Shelf['files'] = new Map();
  for (const file of files) {
    const result = fresh.get(file) ?? shelf.files.get(file)?.result;
    if (result !== undefined) known.set(file, { stamp: stamps.get(file) ?? '', result });
  }
  shelf.files = known;
  return [...known.values()].map(({ result }) => result);
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
      `the decks folder ${path.resolve(dir)} cannot be read: start in Deckhand's folder, make one with deckhand init, or set DECKS_DIR to a folder of decks`,
      78,
      { cause: error },
    );
  }
}

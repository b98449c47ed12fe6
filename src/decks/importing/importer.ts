import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localized, type Language } from '../../domain/language.ts';
import type { DeckImporter, QuestionFile, ReadFile } from '../../ports/deck-importer.ts';
import type { Clock } from '../../ports/system.ts';
import type { Imported } from './import-decks.ts';
import type { Mark } from './imported.ts';
import { slugOf } from './slug.ts';

/** Files that are read at the same time: each takes a process. */
const AT_ONCE = 2;

/** Reads files that managers bring by the studio or in a chat; those beyond two at once wait for their turn. */
export function openImporter(clock: Clock): DeckImporter {
  const waiting: (() => void)[] = [];
  let running = 0;
  const turn = (): Promise<void> | undefined => {
    running += 1;
    return running <= AT_ONCE ? undefined : new Promise((resolve) => waiting.push(resolve));
  };
  return {
    async read(file, title) {
      await turn();
      try {
        return readFileOf(file.name, await imported(file, title, clock));
      } finally {
        running -= 1;
        waiting.shift()?.();
      }
    },
  };
}

async function imported(file: QuestionFile, title: string | null, clock: Clock): Promise<Imported> {
  // Few processes ever read a file: its readers are loaded with the first one.
  const { importDecks } = await import('./import-decks.ts');
  const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-import-'));
  try {
    const name = storedName(file.name);
    const stored = path.join(folder, name);
    await writeFile(stored, file.bytes, { mode: 0o600 });
    const id = slugOf(title ?? path.parse(name).name, 40) || 'imported';
    return await importDecks({
      files: [stored],
      fromFolders: new Set(),
      to: path.join(folder, `${id}.yaml`),
      format: null,
      columns: new Map(),
      title,
      language: null,
      style: 'fact',
      clock,
      onProgress: () => {},
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A name for the disk that keeps the extension: some formats are known by it. */
function storedName(name: string): string {
  const plain = path
    .basename(name)
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(-80)
    .replace(/^\.+/, '');
  return plain === '' ? 'file' : plain;
}

/** What to look at, with the words in question: `a picture is left out: “tree.png”`. */
function markIn({ what, detail }: Mark, language: Language): string {
  const said = typeof detail === 'object' ? (detail?.[language] ?? null) : detail;
  return said === null ? what[language] : `${what[language]}: “${said}”`;
}

function readFileOf(name: string, { report, decks }: Imported): ReadFile {
  const { files, marks } = report;
  return {
    read: files.reduce((sum, { read }) => sum + read, 0),
    written: files.reduce((sum, { written }) => sum + written, 0),
    notCarried: files.flatMap(({ notCarried, refused }) => [
      // The reason follows the file's name.
      ...(refused === null
        ? []
        : [{ line: 0, reason: localized((language) => `${name} ${refused[language]}`) }]),
      ...notCarried,
    ]),
    looks: [
      ...files.flatMap(({ notes }) => notes.map((reason) => ({ line: 0, reason }))),
      ...marks.map(({ line, what, detail }) => ({
        line,
        reason: localized((language) => markIn({ what, detail }, language)),
      })),
    ],
    decks: decks.map(({ yaml }) => yaml),
  };
}

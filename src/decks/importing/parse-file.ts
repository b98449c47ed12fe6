import { unreadable } from './reasons.ts';
import { open } from 'node:fs/promises';
import { parseAnkiPackage } from './anki-package.ts';
import { decodeText } from './decode-text.ts';
import { archiveFormat, TEXT_PARSERS, textFormat, type FormatName } from './detect-format.ts';
import { draftQuestion, type DraftQuestion } from './draft-question.ts';
import type { FileNote, Item, NotCarried } from './imported.ts';
import { parseSpreadsheet } from './kahoot-xlsx.ts';
import { RefusedFile } from './refused-file.ts';

/** A whole collection of 50,000 questions has 15 MB; Moodle's files with pictures have more. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/** Twice the largest collection that is known. */
const MOST_QUESTIONS = 100_000;

export interface ParseRequest {
  readonly file: string;
  /** Null: found out. */
  readonly format: FormatName | null;
  readonly columns: ReadonlyMap<string, string>;
}

/**
 * One file → its questions as decks write them, and what is not carried.
 * @throws RefusedFile where nothing of it can be read
 */
export async function* parseFile(
  request: ParseRequest,
): AsyncIterable<DraftQuestion | NotCarried | FileNote> {
  const bytes = await bytesOf(request.file);
  let questions = 0;
  for (const item of itemsOf(bytes, request)) {
    questions += item.kind === 'note' ? 0 : 1;
    if (questions > MOST_QUESTIONS)
      throw new RefusedFile({
        en: 'holds more than 100,000 questions, the rest was not read: split it',
        de: 'enthält mehr als 100.000 Fragen, der Rest wurde nicht gelesen: aufteilen',
      });
    yield item.kind === 'question' ? draftQuestion(item) : item;
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const handle = await open(file).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new RefusedFile(unreadable(code), {
      cause: error,
    });
  });
  try {
    const found = await handle.stat();
    if (!found.isFile())
      throw new RefusedFile({
        en: 'is no plain file: save its questions in one',
        de: 'ist keine gewöhnliche Datei: die Fragen in einer speichern',
      });
    if (found.size > LARGEST_FILE)
      throw new RefusedFile({
        en: 'is larger than 64 MiB: split it, or export it without its media',
        de: 'ist größer als 64 MiB: aufteilen oder ohne Medien exportieren',
      });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function* itemsOf(bytes: Uint8Array, request: ParseRequest): Iterable<Item> {
  const { file, columns } = request;
  const format = request.format ?? archiveFormat(bytes);
  if (format === 'xlsx') {
    yield* parseSpreadsheet(bytes, columns);
  } else if (format === 'apkg') {
    yield* parseAnkiPackage(bytes, columns);
  } else {
    if (bytes[0] === 0x50 && bytes[1] === 0x4b)
      throw new RefusedFile({
        en: 'is an archive of an unknown kind: unpack it and import its files',
        de: 'ist ein unbekanntes Archiv: entpacken und die Dateien darin importieren',
      });
    const { text, notes } = decodeText(bytes);
    for (const message of notes) yield { kind: 'note', message };
    const found = format ?? textFormat(text, file);
    if (found === null)
      throw new RefusedFile({
        en: 'has no format that is known: GIFT, Moodle XML, Aiken, CSV, Anki, Kahoot and Markdown are read',
        de: 'hat kein bekanntes Format: gelesen werden GIFT, Moodle-XML, Aiken, CSV, Anki, Kahoot und Markdown',
      });
    yield* TEXT_PARSERS[found]({ text, file, columns });
  }
}

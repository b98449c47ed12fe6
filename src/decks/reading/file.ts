import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Localized } from '../../domain/language.ts';
import { LARGEST_BYTES } from './size-limit.ts';

/** Why a deck file cannot be read, as it follows the file's name. */
export class DeckFileError extends Error {
  override readonly name = 'DeckFileError';

  constructor(
    readonly why: Localized,
    options?: ErrorOptions,
  ) {
    super(why.en, options);
  }
}

/**
 * The bytes of a deck file, at most one more than a deck may have: enough for the guard to refuse it, however large the
 * file is.
 * @param within folder that the file must lie in once its links are followed; null: anywhere
 * @throws DeckFileError when it is no plain file, or cannot be read
 */
export async function readDeckFile(file: string, within: string | null): Promise<Uint8Array> {
  try {
    if (within !== null) await checkInside(file, within);
    // O_NONBLOCK, because opening a pipe would wait for somebody who writes.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await bytesOf(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof DeckFileError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const why =
      code === 'ENOENT'
        ? { en: 'does not exist', de: 'gibt es nicht' }
        : { en: `cannot be read (${code})`, de: `lässt sich nicht lesen (${code})` };
    throw new DeckFileError(why, { cause: error });
  }
}

async function bytesOf(handle: FileHandle): Promise<Uint8Array> {
  if (!(await handle.stat()).isFile())
    throw new DeckFileError({ en: 'is no plain file', de: 'ist keine gewöhnliche Datei' });
  const bytes = new Uint8Array(LARGEST_BYTES + 1);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

async function checkInside(file: string, within: string): Promise<void> {
  const [target, folder] = await Promise.all([realpath(file), realpath(within)]);
  const way = path.relative(folder, target);
  if (way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way))
    throw new DeckFileError({
      en: 'is a link that leads out of the folder of decks',
      de: 'ist ein Verweis, der aus dem Ordner der Decks hinausführt',
    });
}

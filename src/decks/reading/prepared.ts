import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Deck } from '../../domain/deck.ts';

/** Only the built program has it: `scripts/prepare-decks.ts` fills it with the decks of this repository. */
const FOLDER = new URL('../../prepared/', import.meta.url);

/** The name of a prepared deck's file: a hash of the YAML that it was read from, to the byte. */
export function preparedName(source: Uint8Array): string {
  return `${createHash('sha256').update(source).digest('hex')}.json`;
}

/** The deck that the build has read from the very same bytes with the very same reader; null when it read none. */
export async function preparedDeck(source: Uint8Array, folder = FOLDER): Promise<Deck | null> {
  try {
    return JSON.parse(await readFile(new URL(preparedName(source), folder), 'utf8'));
  } catch {
    // Then it is read as every other deck is.
    return null;
  }
}

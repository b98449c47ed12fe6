import { readFile } from 'node:fs/promises';
import { updateOf } from '../app/authoring/update-of.ts';
import { checkDeck } from '../decks/editing/check-deck.ts';
import { editDeck } from '../decks/editing/edit-deck.ts';
import type { DeckUpdate } from '../domain/deck-update.ts';
import type { WrittenDeck } from '../ports/deck-workshop.ts';
import { StartError } from '../ports/errors.ts';

/** What imported questions do to a deck file that is there. */
export interface FileUpdate {
  readonly file: string;
  readonly update: DeckUpdate;
  /** The file with them. */
  readonly yaml: string;
}

/** @throws StartError if the file is no deck */
export async function updateOfFile(file: string, brought: string): Promise<FileUpdate> {
  const source = await readFile(file, 'utf8');
  const deck = writtenIn(source);
  if (deck === null)
    throw new StartError(
      `${file} cannot be read as a deck: run deckhand decks lint ${file}, or add --replace`,
    );
  const fresh = writtenIn(brought);
  const { update, edit } = updateOf(deck, fresh === null ? [] : [fresh]);
  const yaml = edit === null ? source : editDeck(source, edit);
  return { file, update, yaml };
}

function writtenIn(source: string): WrittenDeck | null {
  return checkDeck(source, { today: '', overflowOf: () => null }).written;
}

/** `1 new, 2 changed, 5 as they are, 3 not in the files and kept` */
export function countsIn({ added, changed, same, missing }: DeckUpdate): string {
  const counts = [
    [added.length, 'new'],
    [changed.length, 'changed'],
    [same, 'as they are'],
    [missing.length, 'not in the files and kept'],
  ] as const;
  return counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
}

/** The same with the ids, for the terminal. */
export function linesIn({ file, update }: FileUpdate): readonly string[] {
  return [
    `${file}: ${countsIn(update)}`,
    ...update.added.map(({ id }) => `  new      ${id}`),
    ...update.changed.map(({ id }) => `  changed  ${id}`),
    ...update.missing.map(({ id }) => `  kept     ${id}`),
  ];
}

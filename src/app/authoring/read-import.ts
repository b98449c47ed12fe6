import type { CheckedDeck, DeckWorkshop, WrittenDeck } from '../../ports/deck-workshop.ts';
import type { QuestionFile, ReadFile } from '../../ports/deck-importer.ts';
import type { App } from '../context.ts';

/** A deck that a file brought, as its author or the importer wrote it. */
export interface BroughtDeck extends Pick<CheckedDeck, 'deck' | 'marks'> {
  readonly source: string;
  readonly written: WrittenDeck;
}

/** What a file brought, and what it could not. */
export interface Brought extends Omit<ReadFile, 'decks'> {
  readonly decks: readonly BroughtDeck[];
}

/**
 * Reads a file that a manager brings: a deck of ours as it is written, any other program's file by its format.
 * @throws WorkshopError if the YAML is too hard to read
 */
export async function readImport(
  { workshop, importer }: Pick<App, 'workshop' | 'importer'>,
  file: QuestionFile,
  title: string | null,
): Promise<Brought> {
  const own = await ownDeck(workshop, file);
  if (own !== null) {
    const { length } = own.written.questions;
    return { read: length, written: length, notCarried: [], looks: [], decks: [own] };
  }
  const found = await importer.read(file, title);
  const decks: BroughtDeck[] = [];
  for (const source of found.decks) {
    const { deck, marks, written } = await workshop.check(source);
    if (written !== null) decks.push({ source, deck, marks, written });
  }
  return { ...found, decks };
}

/** A file that is a deck of ours already; null for any other. */
async function ownDeck(workshop: DeckWorkshop, file: QuestionFile): Promise<BroughtDeck | null> {
  if (!/\.ya?ml$/i.test(file.name)) return null;
  const source = new TextDecoder().decode(file.bytes);
  const { deck, marks, written } = await workshop.check(source);
  if (written === null || !/^[a-z0-9][a-z0-9-]{0,47}$/.test(written.settings.deck)) return null;
  return { source, deck, marks, written };
}

/** The deck's YAML under another id. */
export function renamedDeck(
  { workshop }: Pick<App, 'workshop'>,
  { source, written }: Pick<BroughtDeck, 'source' | 'written'>,
  id: string,
): Promise<string> {
  const { settings } = written;
  return settings.deck === id
    ? Promise.resolve(source)
    : workshop.edit(source, { kind: 'settings', settings: { ...settings, deck: id } });
}

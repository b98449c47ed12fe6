import { isMap, isSeq, parseDocument, type Document, type YAMLMap, type YAMLSeq } from 'yaml';
import { guard } from '../reading/guard.ts';

/** The YAML of a deck as a tree that keeps comments and the way in which texts are written. */
export interface DeckDocument {
  readonly document: Document;
  /** The YAML without what the guard takes off it. */
  readonly source: string;
  readonly deck: YAMLMap;
}

/** Null if it is no YAML that holds a deck. */
export function openDocument(source: string): DeckDocument | null {
  const guarded = guard(new TextEncoder().encode(source));
  if (!guarded.ok) return null;
  const document = parseDocument(guarded.text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
  });
  return document.errors.length > 0 ? null : deckIn(document, guarded.text);
}

/** The deck in YAML that was read. */
export function deckIn(document: Document, source: string): DeckDocument | null {
  const deck = document.contents;
  return isMap(deck) ? { document, source, deck } : null;
}

/** The list of questions; null if there is none. */
export function questionsOf(deck: YAMLMap): YAMLSeq | null {
  const questions = deck.get('questions', true);
  return isSeq(questions) ? questions : null;
}

/** Lines are folded where those of our own decks are. */
export function written(document: Document): string {
  return document.toString({ lineWidth: 100, flowCollectionPadding: false });
}

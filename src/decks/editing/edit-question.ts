import type { DeckEdit } from '../../ports/deck-workshop.ts';
import type { YamlParser } from '../reading/parse-yaml.ts';
import { editDeck } from './edit-deck.ts';
import { HEAD, hasComment, lineOf, questionsIn } from './parse-changes.ts';

/** As the writer indents a question. */
const ITEM = '  - ';

/**
 * The YAML of a deck after one change. A change of one question is made in its own lines, and no other line is touched;
 * where that is impossible, the whole deck is written again.
 * @param parse one that remembers the last text
 * @throws WorkshopError `broken` if the YAML cannot be read or has no question at that place
 */
export function editInPlace(source: string, edit: DeckEdit, parse: YamlParser): string {
  if (edit.kind !== 'question' && edit.kind !== 'source' && edit.kind !== 'retire')
    return editDeck(source, edit);
  const lines = edit.at === null ? null : linesOf(source, edit.at, parse);
  if (lines === null) return editDeck(source, edit);
  const { text, from, to } = lines;
  const written = editDeck(HEAD + text.slice(from, to), { ...edit, at: 0 });
  if (!written.startsWith(HEAD + ITEM)) return editDeck(source, edit);
  return text.slice(0, from) + written.slice(HEAD.length).trimEnd() + text.slice(to);
}

interface Lines {
  readonly text: string;
  readonly from: number;
  /** Behind its last letter. */
  readonly to: number;
}

/** Where a question stands; null if its lines do not stand for themselves. */
function linesOf(source: string, at: number, parse: YamlParser): Lines | null {
  const parsed = parse(source);
  if (parsed.kind === 'refused' || parsed.errors.length > 0 || parsed.forbidden.length > 0)
    return null;
  const items = questionsIn(parsed.document)?.items ?? [];
  if (items[at] === undefined) return null;
  const { text } = parsed;
  const from = lineOf(text, items[at]);
  const end = items[at + 1] === undefined ? text.length : lineOf(text, items[at + 1]);
  const block = text.slice(from, end);
  const stands = block.startsWith(ITEM) && block.endsWith('\n') && !hasComment(block);
  return stands ? { text, from, to: from + block.trimEnd().length } : null;
}

import { isMap, isScalar, type Document, type YAMLMap } from 'yaml';
import { WorkshopError, type MergedDeck } from '../../ports/deck-workshop.ts';
import { openDocument, questionsOf, written, type DeckDocument } from './deck-document.ts';

/** The settings of a deck, beside the ids of its questions. */
const SETTINGS = '';

/**
 * Joins two versions of a deck that were made of the same one, question by question. What only one of them changed is
 * taken from it; what both changed to the same is taken too; anything else is a conflict.
 * @throws WorkshopError `broken` if one of them cannot be read
 */
export function mergeDecks(versions: {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}): MergedDeck {
  const [base, mine, theirs] = [versions.base, versions.mine, versions.theirs].map(partsOf);
  if (base === undefined || mine === undefined || theirs === undefined)
    throw new WorkshopError('broken');
  const names = new Set([...base.keys(), ...mine.keys(), ...theirs.keys()]);
  const merged = new Map<string, Part>();
  const conflicts: string[] = [];
  for (const name of names) {
    const [was, own, other] = [base.get(name), mine.get(name), theirs.get(name)];
    if (own?.text === other?.text || own?.text === was?.text) keep(merged, name, other);
    else if (other?.text === was?.text) keep(merged, name, own);
    else conflicts.push(name);
  }
  if (conflicts.length > 0) return { kind: 'conflict', about: conflicts };
  return { kind: 'merged', source: assemble(merged, orderOf(base, mine, theirs)) };
}

interface Part {
  readonly text: string;
  readonly node: YAMLMap;
}

function keep(into: Map<string, Part>, name: string, part: Part | undefined): void {
  if (part !== undefined) into.set(name, part);
}

/** The settings and each question, in the deck's order. */
function partsOf(source: string): Map<string, Part> {
  const opened = openDocument(source);
  if (opened === null) throw new WorkshopError('broken');
  const parts = new Map<string, Part>();
  for (const question of questionsOf(opened.deck)?.items ?? []) {
    if (!isMap(question)) throw new WorkshopError('broken');
    const id = question.get('id');
    if (typeof id !== 'string') throw new WorkshopError('broken');
    parts.set(id, { text: textOf(opened.document, question), node: question });
  }
  opened.deck.delete('questions');
  parts.set(SETTINGS, { text: textOf(opened.document, opened.deck), node: opened.deck });
  return parts;
}

function textOf(document: Document, node: YAMLMap): string {
  const alone = document.clone();
  alone.contents = node;
  return written(alone);
}

/** The order of the one who changed it; of both, theirs. Questions that it lacks follow at the end. */
function orderOf(
  base: ReadonlyMap<string, Part>,
  mine: ReadonlyMap<string, Part>,
  theirs: ReadonlyMap<string, Part>,
): readonly string[] {
  const names = (parts: ReadonlyMap<string, Part>): readonly string[] =>
    [...parts.keys()].filter((name) => name !== SETTINGS);
  const inBase = (parts: ReadonlyMap<string, Part>): string =>
    names(parts)
      .filter((name) => base.has(name))
      .join('\n');
  const isMine = inBase(theirs) === inBase(base);
  return [...new Set([...names(isMine ? mine : theirs), ...names(isMine ? theirs : mine)])];
}

function assemble(parts: ReadonlyMap<string, Part>, order: readonly string[]): string {
  const settings = parts.get(SETTINGS);
  const opened: DeckDocument | null = openDocument('deck: new\nquestions: []\n');
  if (settings === undefined || opened === null) throw new WorkshopError('broken');
  const { document, deck } = opened;
  const questions = questionsOf(deck);
  deck.items = settings.node.items.filter(({ key }) => !isScalar(key) || key.value !== 'questions');
  if (questions === null) throw new WorkshopError('broken');
  questions.flow = false;
  for (const name of order) {
    const part = parts.get(name);
    if (part !== undefined) questions.add(part.node);
  }
  deck.set('questions', questions);
  return written(document);
}

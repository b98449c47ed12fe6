import type { DeckSettings, OptionFields, QuestionFields } from './deck-fields.ts';
import { freeId } from './free-id.ts';

/** What questions that come from elsewhere do to a deck. */
export interface DeckUpdate {
  /** The questions to write, each at its place in the deck; null: behind the last one. */
  readonly put: readonly { readonly at: number | null; readonly fields: QuestionFields }[];
  /** Whether the deck has to say that reasons are still to be written. */
  readonly lacksReasons: boolean;
  readonly added: readonly UpdatedQuestion[];
  readonly changed: readonly UpdatedQuestion[];
  /** Number of questions that stand in the deck just so. */
  readonly same: number;
  /** Questions of the deck that did not come; they stay. */
  readonly missing: readonly UpdatedQuestion[];
}

/** A question of the deck as it is then, and its place in it. */
export interface UpdatedQuestion {
  readonly at: number;
  readonly id: string;
  readonly ask: string;
}

/**
 * Brings questions into a deck that may have them already. A question is the same if it has the same stem, else if it has
 * the same id; it keeps its id and its place, and what did not come with it stays: reasons, tags, dates.
 */
export function deckUpdate(
  deck: readonly QuestionFields[],
  brought: readonly QuestionFields[],
): DeckUpdate {
  const places = placesIn(deck, brought);
  const ids = new Set(deck.map(({ id }) => id));
  const put: { at: number | null; fields: QuestionFields }[] = [];
  let same = 0;
  for (const [index, fields] of brought.entries()) {
    const at = places[index] ?? null;
    const known = at === null ? undefined : deck[at];
    if (known === undefined) {
      const id = freeId(fields.id, ids);
      ids.add(id);
      put.push({ at: null, fields: { ...fields, id } });
      continue;
    }
    const merged = mergedQuestion(known, fields);
    if (JSON.stringify(merged) === JSON.stringify(known)) same += 1;
    else put.push({ at, fields: merged });
  }
  return {
    put,
    lacksReasons: put.some(({ fields }) => lacksReason(fields)),
    added: put
      .filter(({ at }) => at === null)
      .map(({ fields }, place) => shown(fields, deck.length + place)),
    changed: put.flatMap(({ at, fields }) => (at === null ? [] : [shown(fields, at)])),
    same,
    missing: deck.flatMap((fields, at) => (places.includes(at) ? [] : [shown(fields, at)])),
  };
}

function shown({ id, ask }: QuestionFields, at: number): UpdatedQuestion {
  return { at, id, ask };
}

/** The deck's settings after that. */
export function settingsAfter(settings: DeckSettings, update: DeckUpdate): DeckSettings {
  return update.lacksReasons ? { ...settings, reasons: 'partial' } : settings;
}

/** Where each question stands in the deck; null for a new one. No two stand at one place. */
function placesIn(
  deck: readonly QuestionFields[],
  brought: readonly QuestionFields[],
): readonly (number | null)[] {
  const free = new Set(deck.keys());
  const taken = (place: number | undefined): number | null =>
    place !== undefined && free.delete(place) ? place : null;
  const byStem = new Map(deck.map(({ ask }, place) => [lettersIn(ask), place]));
  const byId = new Map(deck.map(({ id }, place) => [id, place]));
  const places = brought.map(({ ask }) => taken(byStem.get(lettersIn(ask))));
  return places.map((place, index) => place ?? taken(byId.get(brought[index]?.id ?? '')));
}

/** What two texts are compared by: a space or a sign more is the same text. */
function lettersIn(text: string): string {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  // Two texts that consist of signs alone are compared by their signs.
  return letters === '' ? text.trim() : letters;
}

function mergedQuestion(known: QuestionFields, brought: QuestionFields): QuestionFields {
  const urls = new Set(known.sources.map(({ url }) => url));
  return {
    id: known.id,
    ask: brought.ask || known.ask,
    context: brought.context || known.context,
    options: mergedOptions(known.options, brought.options),
    explain: brought.explain || known.explain,
    points: brought.points.length > 0 ? brought.points : known.points,
    tags: [...new Set([...known.tags, ...brought.tags])],
    level: brought.level || known.level,
    sources: [...known.sources, ...brought.sources.filter(({ url }) => !urls.has(url))],
    reviewed: brought.reviewed || known.reviewed,
    retired: known.retired || brought.retired,
  };
}

/** The options that came, those that were there in the deck's order. */
function mergedOptions(
  known: readonly OptionFields[],
  brought: readonly OptionFields[],
): readonly OptionFields[] {
  if (brought.length === 0) return known;
  const left = new Set(brought);
  const partners = new Map<OptionFields, OptionFields>();
  const pair = (isSame: (one: OptionFields, other: OptionFields) => boolean): void => {
    for (const option of known) {
      const partner = [...left].find((one) => !partners.has(option) && isSame(option, one));
      if (partner === undefined) continue;
      partners.set(option, partner);
      left.delete(partner);
    }
  };
  pair((one, other) => lettersIn(one.text) === lettersIn(other.text));
  pair((one, other) => one.id !== '' && one.id === other.id);
  // One option is left on each side: its text was rewritten.
  const alone = known.filter((option) => !partners.has(option));
  if (alone.length === 1 && left.size === 1) pair((one, other) => one.key === other.key);
  const stayed = known.flatMap((option) => {
    const partner = partners.get(option);
    return partner === undefined ? [] : [mergedOption(option, partner)];
  });
  const ids = new Set(stayed.map(({ id }) => id));
  // An empty id is made of the text, unlike any other.
  return [...stayed, ...[...left].map((one) => (ids.has(one.id) ? { ...one, id: '' } : one))];
}

function mergedOption(known: OptionFields, brought: OptionFields): OptionFields {
  return {
    id: known.id,
    text: brought.text,
    short: brought.short || known.short,
    why: brought.why || known.why,
    key: brought.key,
    kind: brought.key ? '' : brought.kind || known.kind,
  };
}

function lacksReason({ explain, options }: QuestionFields): boolean {
  return explain === '' || options.some(({ why }) => why === '');
}

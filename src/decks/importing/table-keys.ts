import { keyIsNoOption } from './reasons.ts';
import type { Localized } from '../../domain/language.ts';
/** `true`, `1`, `wahr`, … → whether a statement is true; null: no such word. */
export function isTrueWord(word: string): boolean | null {
  const plain = word.trim().toLowerCase();
  if (['true', 't', '1', 'yes', 'wahr', 'richtig', 'ja'].includes(plain)) return true;
  return ['false', 'f', '0', 'no', 'falsch', 'nein'].includes(plain) ? false : null;
}

interface Given {
  /** The cell that names the key. */
  readonly cell: string;
  readonly options: readonly string[];
  readonly row: ReadonlyMap<string, string>;
  /** Whether the file counts from 0. */
  readonly fromZero: boolean;
}

/**
 * The places of the keys: the words of an option, or letters or numbers; a reason where the cell is none of them, or
 * could mean two options.
 */
export function keysOf({ cell, options, row, fromZero }: Given): readonly number[] | Localized {
  const flags = (row.get('choices') ?? '').trim();
  // Anki's multiple choice notes: "1 0 0 0" in the column Answers.
  if (cell === '' && /^[01](?: [01])*$/.test(flags)) return flagged(flags, row.get('type') ?? '');
  if (cell === '')
    return { en: 'no cell names its key', de: 'keine Zelle nennt die richtige Option' };
  // What Deckhand's export writes: a place and nothing else.
  const place = /^#(\d)$/.exec(cell)?.[1];
  if (place !== undefined && options[Number(place) - 1] !== undefined) return [Number(place) - 1];
  const byWords = options.flatMap((option, place) =>
    option !== '' && same(option, cell) ? [place] : [],
  );
  const byPlace = placesOf(cell, options.length, fromZero);
  if (byWords.length > 0 && byPlace !== null && !byPlace.every((place) => byWords.includes(place)))
    return {
      en: `its key “${cell.slice(0, 20)}” may be a place or the words of another option`,
      de: `ihre richtige Option „${cell.slice(0, 20)}“ kann ein Platz oder der Text einer anderen Option sein`,
    };
  if (byWords.length > 0) return byWords;
  return byPlace ?? keyIsNoOption(cell);
}

function flagged(flags: string, type: string): readonly number[] | Localized {
  if (type === '0')
    return {
      en: 'each statement of a kprim question is true or false for itself',
      de: 'in einer Kprim-Frage ist jede Aussage für sich wahr oder falsch',
    };
  return flags.split(' ').flatMap((flag, place) => (flag === '1' ? [place] : []));
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** `B`, `ACD`, `A, C`, `2`, `1;3`, `Option B`; null: none of these, or beyond the options. */
function placesOf(cell: string, count: number, fromZero: boolean): readonly number[] | null {
  const plain = cell
    .trim()
    .toUpperCase()
    .replace(/^(?:OPTION|ANSWER|CHOICE|ANTWORT)\s+/, '')
    .replace(/[).]$/, '');
  const parts = /^[A-T]{1,20}$/.test(plain) ? Array.from(plain) : plain.split(/[\s,;|&]+/);
  const places = parts.map((part) => {
    if (/^[A-T]$/.test(part)) return part.charCodeAt(0) - 65;
    return /^\d{1,2}$/.test(part) ? Number(part) - (fromZero ? 0 : 1) : -1;
  });
  return places.every((place) => place >= 0 && place < count) ? places : null;
}

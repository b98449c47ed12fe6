import type { Deck } from '../../../domain/deck.ts';

/** Words of a language by which options give themselves away; null where the rules do not know its words. */
export interface Speech {
  /** Words of an option that give a reason for itself. */
  readonly arguing: RegExp | null;
  /** Words of care: most of what is true holds usually. */
  readonly hedged: RegExp | null;
}

const ENGLISH: Speech = {
  arguing:
    /\b(?:because|since|therefore|thus|hence|so that|in order to|which (?:means|makes|keeps|lets))\b|[,;] (?:so|as) (?!far|long|much|many|well|if|in|part)/gi,
  hedged:
    /\b(?:usually|often|sometimes|generally|typically|mostly|perhaps|probably|may|might|can|depends?|depending|tends?|most|some)\b/gi,
};

const GERMAN: Speech = {
  arguing:
    /(?<![\p{L}])(?:weil|denn|sodass|so dass|damit|deshalb|daher|darum|deswegen|also|da (?:er|sie|es|die|der|das|man|sonst))(?![\p{L}])/giu,
  hedged:
    /(?<![\p{L}])(?:meist|meistens|oft|häufig|manchmal|üblicherweise|normalerweise|gewöhnlich|in der Regel|vielleicht|wahrscheinlich|kann|können|könnte|könnten|mag|je nach|hängt|einige|manche|eher)(?![\p{L}])/giu,
};

const UNKNOWN: Speech = { arguing: null, hedged: null };

/** The telling words of a deck's language. */
export function speech({ language }: Pick<Deck, 'language'>): Speech {
  if (/^en(?:-|$)/.test(language)) return ENGLISH;
  return /^de(?:-|$)/.test(language) ? GERMAN : UNKNOWN;
}

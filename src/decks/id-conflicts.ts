import type { Deck } from '../domain/deck.ts';
import type { Localized } from '../domain/language.ts';

/** What one file of the folder has to offer. */
export interface Claim {
  readonly file: string;
  /** As the file is now; null when it is broken. */
  readonly deck: Deck | null;
  /** Its last good version. */
  readonly kept: Deck | null;
}

/** One file for each id: the one that had it before, then the first by name. Who comes too late keeps what it had. */
export function claimIds(
  claims: readonly Claim[],
  problems: Map<string, Localized>,
): Map<string, Deck> {
  const owners = new Map<string, string>();
  const own = (file: string, deck: Deck): Deck | null => {
    if (owners.has(deck.id)) return null;
    owners.set(deck.id, file);
    return deck;
  };
  const decks = new Map<string, Deck>();
  const incumbents = claims.filter(
    ({ deck, kept }) => kept !== null && (deck ?? kept).id === kept.id,
  );
  for (const { file, deck, kept } of new Set([...incumbents, ...claims])) {
    const wanted = deck ?? kept;
    if (wanted === null) continue;
    const owner = owners.get(wanted.id);
    if (owner !== undefined)
      problems.set(file, {
        en: `${file}: the deck id ${wanted.id} is taken by ${owner}; change one of them`,
        de: `${file}: Die Kennung ${wanted.id} hat schon das Deck in ${owner}; ändere eine von beiden`,
      });
    const use = own(file, wanted) ?? (kept === null ? null : own(file, kept));
    if (use !== null) decks.set(file, use);
  }
  return decks;
}

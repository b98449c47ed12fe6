/** A question that may be asked, with the channel's history of it. */
export interface Candidate {
  readonly deck: string;
  readonly question: string;
  /** Place in its deck. */
  readonly place: number;
  /** The deck's weight in this schedule, 1 or more. */
  readonly weight: number;
  readonly fixedOrder: boolean;
  /** Time of its last round in this channel, epoch ms; null if there is none. */
  readonly lastAskedAt: number | null;
  /** Number of answers to it in this channel, and of right ones. */
  readonly answered: number;
  readonly right: number;
}

/** Badly answered questions come first only among those asked longer ago than this. */
export const WORST_FIRST_AFTER_MS = 30 * 24 * 3_600_000;

/**
 * Picks the next question (docs/rules.md): an unseen one while there is one, by weight or in the deck's own order. When
 * all were seen, the more recently asked half of the pool is out; of the rest it takes the worst answered one asked
 * more than 30 days ago, else the one asked longest ago.
 * @param below returns a random whole number from 0 up to, not including, its argument
 * @returns null if there is no candidate
 */
export function pick(
  candidates: readonly Candidate[],
  now: number,
  below: (limit: number) => number,
): Candidate | null {
  const unseen = candidates.filter((candidate) => candidate.lastAskedAt === null);
  if (unseen.length > 0) return pickUnseen(unseen, below);
  const oldestFirst = [...candidates].sort(
    (a, b) => (a.lastAskedAt ?? 0) - (b.lastAskedAt ?? 0) || a.place - b.place,
  );
  const free = oldestFirst.slice(
    0,
    Math.max(1, oldestFirst.length - Math.floor(candidates.length / 2)),
  );
  const old = free.filter(({ lastAskedAt }) => now - (lastAskedAt ?? 0) > WORST_FIRST_AFTER_MS);
  const inOrder = old.every((candidate) => candidate.fixedOrder);
  return (inOrder ? free[0] : worst(old)) ?? null;
}

/** The one with the lowest share of right answers; of equals the one asked longest ago. */
function worst(oldestFirst: readonly Candidate[]): Candidate | undefined {
  const share = ({ answered, right }: Candidate): number =>
    answered === 0 ? 0.5 : right / answered;
  return [...oldestFirst].sort((a, b) => share(a) - share(b))[0];
}

function pickUnseen(
  unseen: readonly Candidate[],
  below: (limit: number) => number,
): Candidate | null {
  const decks = [...new Set(unseen.map((candidate) => candidate.deck))];
  const weightOf = (deck: string): number => unseen.find((one) => one.deck === deck)?.weight ?? 1;
  let draw = below(decks.reduce((sum, deck) => sum + weightOf(deck), 0));
  const deck = decks.find((name) => {
    draw -= weightOf(name);
    return draw < 0;
  });
  const inDeck = unseen.filter((candidate) => candidate.deck === deck);
  if (inDeck[0]?.fixedOrder === true) {
    return inDeck.reduce((first, one) => (one.place < first.place ? one : first));
  }
  return inDeck[below(inDeck.length)] ?? null;
}

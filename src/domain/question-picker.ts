/** A question that may be asked, with what this channel knows of it. */
export interface Candidate {
  readonly deck: string;
  readonly question: string;
  /** Place in its deck. */
  readonly place: number;
  /** The deck's weight in this schedule, 1 or more. */
  readonly weight: number;
  readonly fixedOrder: boolean;
  /** When this channel was last asked it, epoch ms; null: never. */
  readonly lastAskedAt: number | null;
  /** Answers of this channel to it and how many were right. */
  readonly answered: number;
  readonly right: number;
}

/** A question asked longer ago than this weighs as much as one that everybody got wrong. */
const LONG_AGO_MS = 180 * 24 * 3_600_000;

/**
 * Which question next (product.md §5): never one that the channel has seen while unseen ones remain; then the one
 * longest ago or worst answered; a deck's own order if it says so.
 * @param below chance: a whole number from 0 up to, not including, its argument
 * @returns null when there is no candidate
 */
export function pick(
  candidates: readonly Candidate[],
  now: number,
  below: (limit: number) => number,
): Candidate | null {
  const unseen = candidates.filter((candidate) => candidate.lastAskedAt === null);
  if (unseen.length > 0) return pickUnseen(unseen, below);
  let best: Candidate | null = null;
  let limit = -1;
  for (const candidate of candidates) {
    const value = urgency(candidate, now);
    if (value > limit) {
      limit = value;
      best = candidate;
    }
  }
  return best;
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

/** 0 to 2: how long ago (up to half a year) plus how badly it was answered. */
function urgency(candidate: Candidate, now: number): number {
  const age = Math.max(0, Math.min(1, (now - (candidate.lastAskedAt ?? 0)) / LONG_AGO_MS));
  const wrong = candidate.answered === 0 ? 0.5 : 1 - candidate.right / candidate.answered;
  return (age + wrong) * Math.min(candidate.weight, 1);
}

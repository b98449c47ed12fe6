/** How many of a member's answers to the questions of a tag were right. */
export interface TagShare {
  readonly tag: string;
  readonly right: number;
  readonly answered: number;
}

/** Fewer answers say nothing about a tag. */
const ENOUGH = 3;
/** So many of the strongest, and of the weakest, are shown. */
const EACH = 3;

/** The three strongest and the three weakest of the tags with three answers or more, strongest first. */
export function tellingTags(shares: readonly TagShare[]): readonly TagShare[] {
  const ranked = shares
    .filter(({ answered }) => answered >= ENOUGH)
    .toSorted(
      (a, b) =>
        b.right / b.answered - a.right / a.answered ||
        b.answered - a.answered ||
        (a.tag < b.tag ? -1 : 1),
    );
  return ranked.length <= 2 * EACH ? ranked : [...ranked.slice(0, EACH), ...ranked.slice(-EACH)];
}

/** A question that could be asked on a date. */
export interface SwapChoice {
  /** Time of its last round in the channel, epoch ms; null if there is none. */
  readonly lastAskedAt: number | null;
}

/**
 * Another question for a date, so that repeated swaps go through all of them: the next unseen one after the current
 * one. Where all were seen, the next of the half that was asked longest ago.
 * @param choices in a fixed order
 * @param current null if the date has none
 * @param isTaken whether a date has that question already
 * @returns null if no other question is left
 */
export function swapFor<T extends SwapChoice>(
  choices: readonly T[],
  current: T | null,
  isTaken: (choice: T) => boolean,
): T | null {
  const place = current === null ? -1 : choices.indexOf(current);
  const following = [...choices.slice(place + 1), ...choices.slice(0, Math.max(0, place))];
  const free = following.filter((choice) => !isTaken(choice));
  const unseen = free.find(({ lastAskedAt }) => lastAskedAt === null);
  if (unseen !== undefined) return unseen;
  const oldestFirst = free.toSorted((a, b) => (a.lastAskedAt ?? 0) - (b.lastAskedAt ?? 0));
  const older = new Set(oldestFirst.slice(0, Math.ceil(oldestFirst.length / 2)));
  return free.find((choice) => older.has(choice)) ?? null;
}

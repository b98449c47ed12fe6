import type { Steps } from './steps.ts';

/** Elements that are put in their place in one step. */
const ELEMENTS_A_STEP = 4_000;

/** Makes one sorted list of several that are sorted. Among equal elements those of earlier lists come first. */
export function* mergeSorted<Element>(
  lists: readonly (readonly Element[])[],
  compare: (a: Element, b: Element) => number,
): Steps<readonly Element[]> {
  let left = lists;
  while (left.length > 1) {
    const merged: (readonly Element[])[] = [];
    for (let at = 0; at < left.length; at += 2) {
      merged.push(yield* mergeTwo(left[at] ?? [], left[at + 1] ?? [], compare));
      yield;
    }
    left = merged;
  }
  return left[0] ?? [];
}

function* mergeTwo<Element>(
  a: readonly Element[],
  b: readonly Element[],
  compare: (a: Element, b: Element) => number,
): Steps<readonly Element[]> {
  if (b.length === 0) return a;
  const merged: Element[] = [];
  let [x, y] = [0, 0];
  while (x < a.length || y < b.length) {
    if (merged.length % ELEMENTS_A_STEP === ELEMENTS_A_STEP - 1) yield;
    const [one, other] = [a[x], b[y]];
    if (one !== undefined && (other === undefined || compare(one, other) <= 0)) {
      merged.push(one);
      x += 1;
    } else if (other !== undefined) {
      merged.push(other);
      y += 1;
    }
  }
  return merged;
}

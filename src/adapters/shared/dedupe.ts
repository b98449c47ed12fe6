/** Repeats come within minutes; a signature is good for five to either side, so ten are remembered. */
const KEPT_MS = 10 * 60_000;
/** So many at least, and at most twice as many; what must not happen twice is also unique in the store. */
const KEPT_LEAST = 20_000;

/**
 * Does the work of one id once: a repeat gets the outcome of the first, also while that is still under way. Slack
 * repeats what it got no answer to, and whoever holds a signed request can send it again.
 */
export interface Once<T> {
  run(
    id: string,
    now: number,
    work: () => Promise<T>,
  ): { readonly first: boolean; outcome: Promise<T> };
}

export function openDedupe<T>(): Once<T> {
  // Two ages: the elder is forgotten whole. To look for the oldest in one Map is to walk over all that was deleted.
  let young: Age<T> = new Map();
  let old: Age<T> = new Map();
  let began = 0;
  return {
    run(id, now, work) {
      const before = young.get(id) ?? old.get(id);
      if (before !== undefined && now - before.at < KEPT_MS) {
        return { first: false, outcome: before.outcome };
      }
      const outcome = work();
      if (young.size >= KEPT_LEAST || now - began >= KEPT_MS) {
        old = young;
        young = new Map();
        began = now;
      }
      young.set(id, { at: now, outcome });
      return { first: true, outcome };
    },
  };
}

type Age<T> = Map<string, { readonly at: number; readonly outcome: Promise<T> }>;

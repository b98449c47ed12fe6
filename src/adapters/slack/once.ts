/** Repeats come within minutes; a signature is good for five to either side, so ten are remembered. */
const KEPT_MS = 10 * 60_000;
/** More are forgotten, oldest first; what must not happen twice is also unique in the store. */
const KEPT_MOST = 20_000;

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

export function rememberOnce<T>(): Once<T> {
  const known = new Map<string, { readonly at: number; readonly outcome: Promise<T> }>();
  return {
    run(id, now, work) {
      const before = known.get(id);
      if (before !== undefined && now - before.at < KEPT_MS) {
        return { first: false, outcome: before.outcome };
      }
      const outcome = work();
      known.delete(id);
      known.set(id, { at: now, outcome });
      forget(known, now);
      return { first: true, outcome };
    },
  };
}

/** A Map keeps the order of arrival, so the oldest come first. */
function forget(known: Map<string, { readonly at: number }>, now: number): void {
  for (const [id, { at }] of known) {
    if (known.size <= KEPT_MOST && now - at < KEPT_MS) return;
    known.delete(id);
  }
}

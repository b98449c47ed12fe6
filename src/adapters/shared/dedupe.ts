import { boundedCache } from '../../domain/bounded-cache.ts';

/** Platforms repeat within minutes, and a signature is valid for five minutes to either side. */
const REMEMBERED_MS = 10 * 60_000;
/** What must not happen twice is also unique in the store, so forgetting the oldest in a flood is safe. */
const REMEMBERED = 40_000;

/**
 * Does the work of one id once: a repeat gets the outcome of the first, also while that is under way. Slack repeats
 * what it got no answer to, anybody who holds a signed request can send it again, and a resumed Discord session may
 * bring an interaction again.
 */
export interface Dedupe<T> {
  run(
    id: string,
    work: () => Promise<T>,
  ): { readonly first: boolean; readonly outcome: Promise<T> };
  /** Drops all outcomes, which may name somebody who wants to be forgotten; the ids stay. A repeat gets `instead`. */
  forgetOutcomes(instead: T): void;
}

export function openDedupe<T>(now: () => number): Dedupe<T> {
  const remembered = boundedCache<string, Promise<T>>(REMEMBERED, {
    ttl: REMEMBERED_MS,
    ttlResolution: 0,
    perf: { now },
  });
  return {
    run(id, work) {
      const earlier = remembered.get(id);
      if (earlier !== undefined) return { first: false, outcome: earlier };
      const outcome = work();
      remembered.set(id, outcome);
      return { first: true, outcome };
    },
    forgetOutcomes(instead) {
      const outcome = Promise.resolve(instead);
      // A copy: setting an entry makes it the newest, so a live iteration would never end.
      const ids = Array.from(remembered.keys());
      for (const id of ids) remembered.set(id, outcome, { noUpdateTTL: true });
    },
  };
}

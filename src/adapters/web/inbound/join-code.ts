import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../ports/system.ts';

/** Wrong codes that are listened to, and how long until the next one is. */
const MOST_WRONG = 20;
const FORGIVEN_AFTER_MS = 30_000;

/** What a newcomer must know to join, where others than this machine's can reach the chat. */
export interface JoinCode {
  /** Whether the join page asks for it. */
  readonly isAsked: boolean;
  /** Whether it is right. After many wrong ones even the right one is refused for a while: nobody guesses it. */
  check(given: string): 'right' | 'wrong' | 'later';
}

export function openJoinCode(code: string | null, clock: Clock): JoinCode {
  if (code === null) return { isAsked: false, check: () => 'right' };
  const expected = digest(code);
  let wrong = 0;
  let since = clock.now();
  return {
    isAsked: true,
    check(given) {
      const forgiven = Math.floor((clock.now() - since) / FORGIVEN_AFTER_MS);
      if (forgiven > 0) {
        wrong = Math.max(0, wrong - forgiven);
        since = clock.now();
      }
      if (wrong >= MOST_WRONG) return 'later';
      // Digests are of one length, so the comparison takes the same time for every code.
      if (timingSafeEqual(digest(given.trim()), expected)) return 'right';
      wrong += 1;
      return 'wrong';
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

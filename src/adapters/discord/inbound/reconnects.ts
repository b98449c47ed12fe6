import type { Clock, Random } from '../../../ports/system.ts';
import type { Timings } from '../timings.ts';

/** A connection that is back within this time is no news. */
const AWAY_MS = 10_000;
const LONGEST_WAIT_MS = 60_000;

interface Away {
  readonly since: number;
  /** Connections that closed since the shard was last ready. */
  readonly closed: number;
  /** The next attempt has not begun to wait. */
  readonly due: boolean;
  /** It was ready for long before, and nothing was tried since. */
  readonly maySkip: boolean;
}

/** Makes shards whose connection dropped wait ever longer before each attempt; the SDK would try twice a second. */
export interface Reconnects {
  onClosed(shard: number): void;
  onReady(shard: number): void;
  /** Whether a shard whose connection ends, or has just ended, may resume at once: it was ready for a while. */
  maySkipWait(shard: number): boolean;
  /** It does. That attempt lengthens no later wait. */
  skipWait(shard: number): void;
  /** Resolves when the shard may connect. */
  beforeConnect(shard: number): Promise<void>;
  /** Null while all shards are connected; else one line for the operator. */
  health(): string | null;
}

export function openReconnects(
  { reconnectMs, settledMs }: Pick<Timings, 'reconnectMs' | 'settledMs'>,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Reconnects {
  const away = new Map<number, Away>();
  const readyAt = new Map<number, number>();
  const wasReadyLong = (shard: number): boolean => {
    const since = readyAt.get(shard);
    return since !== undefined && clock.now() - since >= settledMs;
  };
  return {
    onClosed(shard) {
      const before = away.get(shard);
      const { since, closed } = before ?? { since: clock.now(), closed: 0 };
      const maySkip = before === undefined && wasReadyLong(shard);
      away.set(shard, { since, closed: closed + 1, due: true, maySkip });
    },
    onReady(shard) {
      away.delete(shard);
      readyAt.set(shard, clock.now());
    },
    maySkipWait: (shard) => away.get(shard)?.maySkip ?? wasReadyLong(shard),
    skipWait(shard) {
      const since = away.get(shard)?.since ?? clock.now();
      away.set(shard, { since, closed: 0, due: false, maySkip: false });
    },
    async beforeConnect(shard) {
      const state = away.get(shard);
      if (state?.due !== true) return;
      away.set(shard, { ...state, due: false, maySkip: false });
      const wait = reconnectMs[state.closed - 1] ?? reconnectMs.at(-1) ?? 0;
      // Many bots lose Discord at the same moment and should not all come back at another one.
      const ms = Math.min(LONGEST_WAIT_MS, wait + random.below(Math.ceil(wait / 2) + 1));
      if (ms === 0) return;
      await new Promise<void>((resolve) => {
        clock.after(ms, resolve);
      });
    },
    health() {
      const now = clock.now();
      const news = [...away.values()].filter((one) => one.closed > 1 || now - one.since >= AWAY_MS);
      if (news.length === 0) return null;
      const longest = Math.max(...news.map(({ since }) => now - since));
      const shards = news.length === 1 ? 'one connection' : `${news.length} connections`;
      return `Discord's gateway has been away for ${Math.round(longest / 1000)} s (${shards})`;
    },
  };
}

import type { Clock, Random } from '../../../ports/system.ts';

/** A connection that is back within this time is no news. */
const AWAY_MS = 10_000;
const LONGEST_WAIT_MS = 60_000;

interface Away {
  readonly since: number;
  /** Connections that closed since the shard was last ready. */
  readonly closed: number;
  /** The next attempt has not begun to wait. */
  readonly due: boolean;
}

/** Makes shards whose connection dropped wait ever longer before each attempt; the SDK would try twice a second. */
export interface Reconnects {
  onClosed(shard: number): void;
  onReady(shard: number): void;
  /** Resolves when the shard may connect. */
  beforeConnect(shard: number): Promise<void>;
  /** Null while all shards are connected; else one line for the operator. */
  health(): string | null;
}

/** @param waitsMs before each attempt; the last one repeats */
export function openReconnects(
  waitsMs: readonly number[],
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Reconnects {
  const away = new Map<number, Away>();
  return {
    onClosed(shard) {
      const { since, closed } = away.get(shard) ?? { since: clock.now(), closed: 0 };
      away.set(shard, { since, closed: closed + 1, due: true });
    },
    onReady: (shard) => void away.delete(shard),
    async beforeConnect(shard) {
      const state = away.get(shard);
      if (state?.due !== true) return;
      away.set(shard, { ...state, due: false });
      const wait = waitsMs[state.closed - 1] ?? waitsMs.at(-1) ?? 0;
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

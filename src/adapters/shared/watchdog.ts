import type { Clock, Log, Metrics } from '../../ports/system.ts';

export interface Watched {
  /** What is watched, as a sentence begins with it: `Slack's socket`. */
  readonly what: string;
  /** The gauge that shows how long it has been silent, in seconds. */
  readonly gauge: 'slack_socket_silent_seconds' | 'discord_gateway_silent_seconds';
  /** Epoch ms of the last sign of life. */
  readonly lastAliveAt: () => number;
  /** Ends the process; receives the sentence that was logged. */
  readonly onFatal: (why: string) => void;
}

/**
 * Ends the process when the connection has been silent for `silenceTimeoutMs`, so that the supervisor restarts it. A
 * fresh process recovers from more faults than an old one, and a restart loses nothing.
 * @returns stops watching
 */
export function watch(
  { what, gauge, lastAliveAt, onFatal }: Watched,
  tools: {
    readonly clock: Clock;
    readonly log: Log;
    readonly metrics: Metrics;
    readonly timings: { readonly watchMs: number; readonly silenceTimeoutMs: number };
  },
): () => void {
  const { clock, log, metrics, timings } = tools;
  let ended = false;
  return clock.every(timings.watchMs, () => {
    const silentMs = clock.now() - lastAliveAt();
    metrics.gauge(gauge, silentMs / 1000);
    if (silentMs < timings.silenceTimeoutMs || ended) return;
    ended = true;
    const seconds = Math.round(silentMs / 1000);
    const why = `${what} has been silent for ${seconds} s and cannot be restored: giving up, start me again`;
    log.error(why);
    onFatal(why);
  });
}

import type { Clock, Log, Metrics } from '../../ports/system.ts';
import type { Timings } from './timings.ts';

/**
 * A zombie looks online and hears nothing. The SDK resumes a connection whose heartbeat was not answered; when that
 * does not help for `deafMs`, this says so and gives up, once: a restart loses nothing.
 * @param lastSign when the most silent shard last had an answer, epoch ms
 * @param giveUp ends the process; gets the sentence that was logged
 * @returns what stops watching
 */
export function watch(
  lastAliveAt: () => number,
  onFatal: (why: string) => void,
  tools: {
    readonly clock: Clock;
    readonly log: Log;
    readonly metrics: Metrics;
    readonly timings: Timings;
  },
): () => void {
  const { clock, log, metrics, timings } = tools;
  let given = false;
  return clock.every(timings.watchMs, () => {
    const silent = clock.now() - lastAliveAt();
    metrics.gauge('discord_gateway_silent_seconds', silent / 1000);
    if (silent < timings.silenceTimeoutMs || given) return;
    given = true;
    const seconds = Math.round(silent / 1000);
    const why = `Discord's gateway has been silent for ${seconds} s and cannot be restored: giving up, start me again`;
    log.error(why);
    onFatal(why);
  });
}

import type { Clock, Log, Metrics } from '../../ports/system.ts';
import type { Timings } from '../slack/timings.ts';

/**
 * A process that is connected to nothing looks alive and answers nobody. Without a sign of life for `deafMs` it says
 * so and gives up, once: a fresh process has more chances than an old one, and a restart loses nothing.
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
    metrics.gauge('slack_socket_silent_seconds', silent / 1000);
    if (silent < timings.silenceTimeoutMs || given) return;
    given = true;
    const seconds = Math.round(silent / 1000);
    const why = `Slack's socket has been silent for ${seconds} s and cannot be restored: giving up, start me again`;
    log.error(why);
    onFatal(why);
  });
}

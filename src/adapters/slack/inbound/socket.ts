import type { Random, Clock, Log, Metrics } from '../../../ports/system.ts';
import { openConnection } from './socket-connection.ts';
import type { Connection } from './socket-connection.ts';
import { toPostError } from '../outbound/errors.ts';
import type { Timings } from '../timings.ts';
import type { Outcome } from './acknowledgement.ts';

export interface Socket {
  /** Connects for the first time. Rejects with the SDK's error. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Epoch ms of the last sign of life. */
  readonly lastAliveAt: () => number;
}

/**
 * Keeps one Socket Mode connection. When Slack retires it, the next one is connected before the old one goes, so
 * that no click falls between; when it drops, the next one is tried at once and then ever more slowly.
 */
export function openSocket(
  settings: { readonly appToken: string; readonly apiUrl: string | null },
  envelope: (body: unknown) => Promise<Outcome | null>,
  tools: {
    readonly clock: Clock;
    readonly random: Random;
    readonly log: Log;
    readonly metrics: Metrics;
    readonly timings: Timings;
  },
): Socket {
  const { clock, random, log, metrics, timings } = tools;
  let current: Connection | null = null;
  let stopped = false;
  let replacing = false;
  let cancelWait = (): void => undefined;
  let sign = clock.now();

  const connect = async (): Promise<void> => {
    const before = current;
    let dead = false;
    const connection = openConnection(
      settings,
      {
        envelope,
        retiring: (reason) => {
          metrics.count('slack_socket', { event: 'retiring' });
          if (reason === 'link_disabled') {
            log.error(
              'Socket Mode was switched off: switch it on in the app settings (Socket Mode)',
            );
          }
          if (connection === current) void replace();
        },
        closed: () => {
          metrics.count('slack_socket', { event: 'closed' });
          dead = true;
          if (connection !== current) return;
          current = null;
          log.info('the Slack socket closed: connecting again');
          void replace();
        },
        sign: () => {
          sign = clock.now();
        },
      },
      { clock, log, timings },
    );
    await connection.open();
    if (dead) throw new Error('the socket closed right after the hello');
    if (stopped) return connection.close();
    current = connection;
    sign = clock.now();
    metrics.count('slack_socket', { event: 'connected' });
    await before?.close();
  };

  const replace = async (): Promise<void> => {
    if (replacing || stopped) return;
    replacing = true;
    for (let attempt = 0; ; attempt += 1) {
      await wait(timings.reconnectMs.at(Math.min(attempt, timings.reconnectMs.length - 1)) ?? 0);
      if (stopped) break;
      try {
        await connect();
        break;
      } catch (error) {
        const { code, advice, retryAfterMs } = toPostError(error);
        log.warn('connecting to Slack failed', { code, advice: advice.en, attempt: attempt + 1 });
        await wait(retryAfterMs ?? 0);
      }
    }
    replacing = false;
    // It may have dropped again while its predecessor was being closed.
    if (current === null && !stopped) void replace();
  };

  /** With up to a quarter more, so that many processes do not come back at once. */
  const wait = (ms: number): Promise<void> =>
    ms === 0
      ? Promise.resolve()
      : new Promise((resolve) => {
          const cancel = clock.after(ms + random.below(Math.ceil(ms / 4) + 1), resolve);
          cancelWait = () => {
            cancel();
            resolve();
          };
        });

  return {
    start: connect,
    async stop() {
      stopped = true;
      cancelWait();
      const last = current;
      current = null;
      await last?.close();
    },
    lastAliveAt: () => sign,
  };
}

import type { Random, Clock, Log, Metrics } from '../../../ports/system.ts';
import { NOTHING } from './dispatcher.ts';
import type { Dispatcher, SlackAcknowledgement } from './dispatcher.ts';
import { readPayload } from './receive.ts';
import { openConnection } from './socket-connection.ts';
import type { Connection, Listener, SocketSettings } from './socket-connection.ts';
import { toPostError } from '../outbound/errors.ts';
import type { Timings } from '../timings.ts';

export interface Socket {
  /** Connects for the first time. Rejects with the SDK's error. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Epoch ms of the last sign of life. */
  readonly lastAliveAt: () => number;
  /** Null while connected; else one line for the operator. */
  health(): string | null;
}

/** A socket that is replaced within this time is no news. */
const AWAY_MS = 10_000;

interface Tools {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timings: Timings;
}

/**
 * Keeps one Socket Mode connection. When Slack retires it, the next one is connected before the old one closes, so
 * that no click falls between. When it drops, the next one is tried at once, and then ever more slowly.
 * @param dispatcher null while stopping
 */
// oxlint-disable-next-line eslint/max-lines-per-function -- one connection's life: open, silent, lost, back
export function openSocket(
  settings: SocketSettings,
  dispatcher: () => Dispatcher | null,
  tools: Tools,
): Socket {
  const { clock, random, log, metrics, timings } = tools;
  const pause = openPause(clock, random);
  let current: Connection | null = null;
  let stopped = false;
  let replacing = false;
  let lastAliveAt = clock.now();
  let awaySince = clock.now();
  const markAlive = (): void => {
    lastAliveAt = clock.now();
  };

  const connect = async (): Promise<void> => {
    const previous = current;
    let dead = false;
    const listener: Listener = {
      onPayload: payloadHandler(dispatcher, metrics),
      markAlive,
      onRetiring(reason) {
        reportRetiring(reason, tools);
        if (connection === current) void replace();
      },
      onClosed() {
        metrics.count('slack_socket', { event: 'closed' });
        dead = true;
        if (connection !== current) return;
        current = null;
        awaySince = clock.now();
        log.info('the Slack socket closed: connecting again');
        void replace();
      },
    };
    const connection = openConnection(settings, listener, { clock, log, timings });
    await connection.open();
    if (dead) throw new Error('the socket closed right after the hello');
    if (stopped) return connection.close();
    current = connection;
    markAlive();
    metrics.count('slack_socket', { event: 'connected' });
    await previous?.close();
  };

  const replace = async (): Promise<void> => {
    if (replacing || stopped) return;
    replacing = true;
    for (let attempt = 0; ; attempt += 1) {
      await pause.wait(timings.reconnectMs[attempt] ?? timings.reconnectMs.at(-1) ?? 0);
      if (stopped) break;
      try {
        await connect();
        break;
      } catch (error) {
        await pause.wait(reportFailure(error, attempt + 1, log));
      }
    }
    replacing = false;
    // The new connection may have dropped while its predecessor was being closed.
    if (current === null && !stopped) void replace();
  };

  return {
    start: connect,
    async stop() {
      stopped = true;
      pause.cancel();
      const last = current;
      current = null;
      await last?.close();
    },
    lastAliveAt: () => lastAliveAt,
    health() {
      const ms = clock.now() - awaySince;
      if (current !== null || ms < AWAY_MS) return null;
      return `Slack's socket has been away for ${Math.round(ms / 1000)} s`;
    },
  };
}

/** @returns how long Slack asked us to wait, in milliseconds */
function reportFailure(error: unknown, attempt: number, log: Log): number {
  const { code, advice, retryAfterMs } = toPostError(error);
  log.warn('connecting to Slack failed', { code, advice: advice.en, attempt });
  return retryAfterMs ?? 0;
}

function reportRetiring(reason: string, { log, metrics }: Tools): void {
  metrics.count('slack_socket', { event: 'retiring' });
  if (reason !== 'link_disabled') return;
  log.error('Socket Mode was switched off: switch it on in the app settings (Socket Mode)');
}

function payloadHandler(
  dispatcher: () => Dispatcher | null,
  metrics: Metrics,
): (payload: unknown) => Promise<SlackAcknowledgement | null> {
  return async (payload) => {
    const open = dispatcher();
    if (open === null) return null;
    const delivery = readPayload(payload);
    if (delivery !== null) return open.dispatch(delivery);
    metrics.count('slack_refused', { why: 'shape' });
    // Acknowledged all the same: Slack would only send it again.
    return NOTHING;
  };
}

/** Waits that can be ended, with up to a quarter more, so that many processes do not come back at once. */
function openPause(clock: Clock, random: Random) {
  let end = (): void => undefined;
  return {
    wait: (ms: number): Promise<void> =>
      ms === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            const cancel = clock.after(ms + random.below(Math.ceil(ms / 4) + 1), resolve);
            end = () => {
              cancel();
              resolve();
            };
          }),
    cancel: (): void => end(),
  };
}

import { channel } from 'node:diagnostics_channel';
import { SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import type { Clock, Log } from '../../../ports/system.ts';
import { sdkLogger } from '../outbound/web-api.ts';
import { readFrame } from './socket-frames.ts';
import type { Timings } from '../timings.ts';
import type { Outcome } from './acknowledgement.ts';

/** One Socket Mode connection. */
export interface Connection {
  /** Resolves at Slack's hello. Rejects with the SDK's error, or when no hello comes in time. */
  open(): Promise<void>;
  /** Says goodbye, and does not wait long for an answer. */
  close(): Promise<void>;
}

export interface Listener {
  /** Resolves to how the envelope is acknowledged; null: not at all, so that Slack brings it again. */
  envelope(body: unknown): Promise<Outcome | null>;
  /** Slack is about to close this connection: another one is needed. */
  retiring(reason: string): void;
  closed(): void;
  /** Anything arrived, a ping or pong included. */
  sign(): void;
}

const envelopeShape = z.object({
  ack: z.custom<(body?: object) => Promise<void>>((value) => typeof value === 'function'),
  body: z.unknown(),
  accepts_response_payload: z.boolean().optional(),
});

/** Long enough for a goodbye; the SDK itself would wait 30 s. */
const GOODBYE_MS = 1000;

/**
 * The SDK's client for one connection; reconnecting is ours (`socket.ts`): the SDK waits five seconds deaf before
 * each attempt, waits up to thirty for a goodbye, and a failed attempt of its own is an unhandled rejection.
 */
export function openConnection(
  settings: { readonly appToken: string; readonly apiUrl: string | null },
  listener: Listener,
  tools: { readonly clock: Clock; readonly log: Log; readonly timings: Timings },
): Connection {
  const { clock, log, timings } = tools;
  const { client } = new SocketModeReceiver({
    appToken: settings.appToken,
    logger: sdkLogger(log),
    autoReconnectEnabled: false,
    clientPingTimeout: timings.pongMs,
    serverPingTimeout: timings.pingMs,
    installerOptions: {
      clientOptions: {
        ...(settings.apiUrl === null ? {} : { slackApiUrl: settings.apiUrl }),
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: timings.helloMs,
      },
    },
  });
  let ended = false;
  const signs = ['undici:websocket:ping', 'undici:websocket:pong'].map((name) => channel(name));
  const sign = (): void => listener.sign();

  // Frames that the SDK would trip over stay out of it, and so does `disconnect`: until its successor is connected,
  // a retiring connection goes on taking clicks.
  const inner = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    listener.sign();
    const frame = isBinary === true ? null : readFrame(data);
    if (frame === null) return log.warn('a frame of Slack had no known shape');
    if (frame.kind === 'disconnect') return listener.retiring(frame.reason);
    for (const take of inner) take.call(client, data, isBinary);
  });
  client.on('slack_event', (sent: unknown) => void take(sent));
  client.on('close', () => {
    if (ended) return;
    end();
    listener.closed();
  });

  const end = (): void => {
    ended = true;
    for (const each of signs) each.unsubscribe(sign);
  };

  const take = async (sent: unknown): Promise<void> => {
    const envelope = envelopeShape.safeParse(sent).data;
    if (envelope === undefined) return;
    const outcome = await listener.envelope(envelope.body);
    if (outcome === null) return;
    try {
      const accepts = envelope.accepts_response_payload === true;
      await envelope.ack(accepts ? (outcome.body ?? undefined) : undefined);
    } catch {
      log.warn('an acknowledgement did not reach Slack: it will come again');
    }
    outcome.after?.();
  };

  return {
    async open() {
      for (const each of signs) each.subscribe(sign);
      let cancel = (): void => undefined;
      const late = new Promise<never>((_, reject) => {
        cancel = clock.after(timings.helloMs, () => reject(new Error('no hello from Slack')));
      });
      try {
        await Promise.race([client.start(), late]);
      } catch (error) {
        end();
        await shut();
        throw error ?? new Error('the socket closed before the hello');
      } finally {
        cancel();
      }
    },
    async close() {
      end();
      await shut();
    },
  };

  async function shut(): Promise<void> {
    const goodbye = client.disconnect().catch(() => undefined);
    let cancel = (): void => undefined;
    const impatient = new Promise<void>((resolve) => {
      cancel = clock.after(GOODBYE_MS, resolve);
    });
    await Promise.race([goodbye, impatient]);
    cancel();
    // The second call does not wait for the other side any more.
    void client.disconnect().catch(() => undefined);
  }
}

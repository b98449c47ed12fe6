import { channel } from 'node:diagnostics_channel';
import { SocketModeClient } from '@slack/socket-mode';
import type { Clock, Log } from '../../../ports/system.ts';
import { withDeadline } from '../../shared/deadline.ts';
import { sdkLogger } from '../outbound/web-api.ts';
import { readFrame } from './socket-frames.ts';
import type { Envelope } from './socket-frames.ts';
import type { Timings } from '../timings.ts';
import type { SlackAcknowledgement } from './dispatcher.ts';

/** One Socket Mode connection. */
export interface Connection {
  /** Resolves at Slack's hello. Rejects with the SDK's error, or when no hello comes in time. */
  open(): Promise<void>;
  /** Says goodbye and does not wait long for an answer. */
  close(): Promise<void>;
}

export interface Listener {
  /** Resolves with the acknowledgement of a payload; null leaves it unacknowledged, so that Slack sends it again. */
  onPayload(payload: unknown): Promise<SlackAcknowledgement | null>;
  /** Slack is about to close this connection: another one is needed. */
  onRetiring(reason: string): void;
  onClosed(): void;
  /** Anything arrived, pings and pongs included. */
  markAlive(): void;
}

export interface SocketSettings {
  readonly appToken: string;
  readonly apiUrl: string | null;
}

/** Long enough for a goodbye; the SDK itself would wait 30 s. */
const GOODBYE_MS = 1000;
const HEARTBEATS = ['undici:websocket:ping', 'undici:websocket:pong'];

/**
 * The SDK's client for one connection. It connects, says hello and keeps the heartbeat. Frames are read here instead,
 * once: the SDK would parse them again, and some make it end the process. Reconnecting is ours (`socket.ts`): the SDK
 * waits five seconds deaf before each attempt, waits up to thirty for a goodbye, and a failed attempt of its own is an
 * unhandled rejection.
 */
export function openConnection(
  settings: SocketSettings,
  listener: Listener,
  tools: { readonly clock: Clock; readonly log: Log; readonly timings: Timings },
): Connection {
  const { clock, log, timings } = tools;
  const client = makeClient(settings, tools);
  const heartbeats = HEARTBEATS.map((name) => channel(name));
  const markAlive = (): void => listener.markAlive();
  let ended = false;
  const end = (): void => {
    ended = true;
    for (const heartbeat of heartbeats) heartbeat.unsubscribe(markAlive);
  };

  const onEnvelope = async (envelope: Envelope): Promise<void> => {
    const acknowledgement = await listener.onPayload(envelope.payload);
    if (acknowledgement === null) return;
    const { body, followUp } = acknowledgement;
    const payload = envelope.accepts_response_payload === true && body !== null ? body : {};
    const { envelope_id } = envelope;
    client.websocket?.send(JSON.stringify({ envelope_id, payload }), (error) => {
      if (error) log.warn('an acknowledgement did not reach Slack: it will come again');
    });
    await followUp?.();
  };

  const sdkListeners = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    listener.markAlive();
    const frame = isBinary === true ? null : readFrame(data);
    if (frame === null) return log.warn('a frame from Slack had no known shape');
    if (frame.type === 'hello') {
      for (const sdkListener of sdkListeners) sdkListener.call(client, data, isBinary);
      return;
    }
    // The SDK does not see `disconnect`: a retiring connection takes clicks until its successor is connected.
    if (frame.type === 'disconnect') return listener.onRetiring(frame.reason);
    void onEnvelope(frame);
  });
  client.on('close', () => {
    if (ended) return;
    end();
    listener.onClosed();
  });

  return {
    async open() {
      for (const heartbeat of heartbeats) heartbeat.subscribe(markAlive);
      try {
        const hello = await withDeadline(client.start(), timings.helloMs, clock);
        if (hello === null) throw new Error('no hello from Slack');
      } catch (error) {
        end();
        await disconnect(client, clock);
        throw error ?? new Error('the socket closed before the hello');
      }
    },
    async close() {
      end();
      await disconnect(client, clock);
    },
  };
}

function makeClient(
  { appToken, apiUrl }: SocketSettings,
  { log, timings }: { readonly log: Log; readonly timings: Timings },
): SocketModeClient {
  return new SocketModeClient({
    appToken,
    logger: sdkLogger(log),
    autoReconnectEnabled: false,
    clientPingTimeout: timings.pongMs,
    serverPingTimeout: timings.pingMs,
    clientOptions: {
      ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: timings.helloMs,
    },
  });
}

async function disconnect(client: SocketModeClient, clock: Clock): Promise<void> {
  await withDeadline(
    client.disconnect().catch(() => undefined),
    GOODBYE_MS,
    clock,
  );
  // The second call no longer waits for the other side.
  void client.disconnect().catch(() => undefined);
}

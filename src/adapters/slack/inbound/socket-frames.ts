import { z } from 'zod';

/** A message that Slack sends over a socket (Socket Mode, implementing without Bolt). */
export type Frame =
  | { readonly kind: 'hello' }
  /** Slack will close this socket, or has switched Socket Mode off (`link_disabled`). */
  | { readonly kind: 'disconnect'; readonly reason: string }
  | { readonly kind: 'envelope' };

const shape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('disconnect'), reason: z.string().default('') }),
  z.object({
    type: z.enum(['slash_commands', 'interactive']),
    envelope_id: z.string().min(1),
    payload: z.record(z.string(), z.unknown()),
  }),
  z.object({
    type: z.literal('events_api'),
    envelope_id: z.string().min(1),
    // The SDK emits an event of this name: it must not be one of its own.
    payload: z.object({ event: z.object({ type: z.string().regex(/^[a-z]+(?:[_.][a-z_.]+)$/) }) }),
  }),
]);

/** Names like Slack's events that the SDK's socket client uses for itself. */
const SDK_OWN = new Set(['ws_message', 'slack_event', 'outgoing_message']);

/** What a frame is; null for what the SDK would trip over: no JSON, `null`, another shape. */
export function readFrame(data: unknown): Frame | null {
  if (typeof data !== 'string') return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    return null;
  }
  const frame = shape.safeParse(parsed).data;
  switch (frame?.type) {
    case undefined:
      return null;
    case 'hello':
      return { kind: 'hello' };
    case 'disconnect':
      return { kind: 'disconnect', reason: frame.reason };
    case 'events_api':
      return SDK_OWN.has(frame.payload.event.type) ? null : { kind: 'envelope' };
    case 'slash_commands':
    case 'interactive':
      return { kind: 'envelope' };
    default:
      return frame satisfies never;
  }
}

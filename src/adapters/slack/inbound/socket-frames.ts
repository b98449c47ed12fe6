import { z } from 'zod';

/** A message that Slack sends over a socket (Socket Mode, implementing without Bolt). */
export type Frame =
  | { readonly type: 'hello' }
  /** Slack will close this socket, or has switched Socket Mode off (`link_disabled`). */
  | { readonly type: 'disconnect'; readonly reason: string }
  | Envelope;

export interface Envelope {
  readonly type: 'envelope';
  readonly envelope_id: string;
  /** `readPayload` validates it. */
  readonly payload?: unknown;
  readonly accepts_response_payload?: boolean | undefined;
}

const frameShape = z.union([
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('disconnect'), reason: z.string().default('') }),
  // Whatever has an id wants an acknowledgement, of whatever type it is.
  z
    .object({
      envelope_id: z.string().min(1),
      payload: z.unknown().optional(),
      accepts_response_payload: z.boolean().optional().catch(undefined),
    })
    .transform((envelope) => ({ type: 'envelope' as const, ...envelope })),
]);

/** Parses a frame; null if Slack sends no such frame. */
export function readFrame(data: unknown): Frame | null {
  if (typeof data !== 'string') return null;
  try {
    return frameShape.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}

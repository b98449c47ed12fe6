import { createHmac, timingSafeEqual } from 'node:crypto';

/** Larger bodies are refused; Slack's own stay under 100 kB. */
export const MAX_BODY = 1024 * 1024;

/** Slack asks to refuse older requests, and does not send from the future (verifying requests from Slack). */
const MAX_SKEW_MS = 5 * 60_000;

export interface Signed {
  readonly body: Buffer;
  /** X-Slack-Request-Timestamp: epoch seconds. */
  readonly timestamp: string | undefined;
  /** X-Slack-Signature: `v0=` and 64 hex digits. */
  readonly signature: string | undefined;
}

export type Verdict = 'genuine' | 'unsigned' | 'skewed' | 'forged';

/**
 * Whether Slack signed these bytes within five minutes of `now`, to either side. The signature is compared in
 * constant time, before the body is parsed.
 */
export function verify(secret: string, signed: Signed, now: number): Verdict {
  const { timestamp, signature } = signed;
  if (timestamp === undefined || signature === undefined) return 'unsigned';
  if (!/^[0-9]{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return 'unsigned';
  const expected = sign(secret, timestamp, signed.body);
  // The signature first: an old stamp says something about clocks only if it is Slack's own.
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return 'forged';
  return Math.abs(now - Number(timestamp) * 1000) > MAX_SKEW_MS ? 'skewed' : 'genuine';
}

/** Slack's signature of a body: `v0=` HMAC-SHA256 over `v0:<timestamp>:<body>`. */
export function sign(secret: string, timestamp: string, body: Buffer | string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

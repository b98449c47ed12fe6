/** How long things may take. Tests make them short; nobody else should need to. */
export interface Timings {
  /** Slack shows the member an error after 3 s; we answer before that, ready or not. */
  readonly acknowledgeMs: number;
  /** Display name and zone of whoever types a command are waited for so long. */
  readonly personMs: number;
  /** The SDK ends a socket that has not answered a ping for so long. Its 5 s makes storms (bolt-js#2496). */
  readonly pongMs: number;
  /** The same for pings of Slack's. */
  readonly pingMs: number;
  /** A socket that has not said hello by then is given up. */
  readonly helloMs: number;
  /** Waits between attempts to connect: the last one stays. */
  readonly reconnectMs: readonly number[];
  /** Without a sign of life for so long, the process ends and its supervisor starts it anew. */
  readonly silenceTimeoutMs: number;
  /** How often that is looked at. */
  readonly watchMs: number;
  /** How long `stop` waits for what is under way. */
  readonly drainMs: number;
}

export const TIMINGS: Timings = {
  acknowledgeMs: 2500,
  personMs: 700,
  pongMs: 20_000,
  pingMs: 60_000,
  helloMs: 15_000,
  reconnectMs: [0, 1000, 2000, 5000, 10_000, 30_000],
  silenceTimeoutMs: 5 * 60_000,
  watchMs: 15_000,
  drainMs: 3000,
};

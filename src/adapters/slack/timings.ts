/** How long things may take. Only tests need other values. */
export interface Timings {
  /** Slack shows the member an error after 3 s; deliveries are acknowledged before that, finished or not. */
  readonly acknowledgeMs: number;
  /** How long a command waits for its member's name and time zone. */
  readonly personMs: number;
  /** The SDK ends a socket that does not answer a ping within this time. Its default of 5 s makes storms (bolt-js#2496). */
  readonly pongMs: number;
  /** The SDK ends a socket over which Slack has sent no ping for this long. */
  readonly pingMs: number;
  /** A socket without a hello by then is given up. */
  readonly helloMs: number;
  /** Waits before the attempts to connect; the last one repeats. */
  readonly reconnectMs: readonly number[];
  /** The process ends after this long without a sign of life, and its supervisor restarts it. */
  readonly silenceTimeoutMs: number;
  /** The interval at which the silence is measured. */
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

/** How long things may take. Only tests need other values. */
export interface Timings {
  /** A reply slower than this is deferred: Discord gives 3 s in all, and the network takes its part. */
  readonly deferMs: number;
  /** Completion cannot be deferred: after this it is answered with nothing. */
  readonly completeMs: number;
  /** One request. */
  readonly requestMs: number;
  /** `start` fails if no shard is ready by then: the SDK's own login may wait for ever. */
  readonly loginMs: number;
  /** The gateway must have said hello by then. */
  readonly helloMs: number;
  /** A shard must be ready this long after its identify. */
  readonly readyMs: number;
  /** The process ends after this long without a heartbeat's answer on some shard, and its supervisor restarts it. */
  readonly silenceTimeoutMs: number;
  /** The interval at which the silence is measured. */
  readonly watchMs: number;
  /** A connection that was ready for this long may be resumed at once, without any of the waits. */
  readonly settledMs: number;
  /** Waits before the attempts to connect again, without the jitter; the last one repeats. */
  readonly reconnectMs: readonly number[];
  /** How long `stop` waits for what is under way, and for the gateway's goodbye. */
  readonly drainMs: number;
}

export const TIMINGS: Timings = {
  deferMs: 1500,
  completeMs: 2300,
  requestMs: 10_000,
  loginMs: 60_000,
  helloMs: 30_000,
  readyMs: 15_000,
  silenceTimeoutMs: 5 * 60_000,
  watchMs: 15_000,
  settledMs: 1000,
  reconnectMs: [0, 1000, 2000, 5000, 10_000, 30_000, 60_000],
  drainMs: 3000,
};

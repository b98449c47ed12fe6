/** How long things may take. Tests make them short; nobody else should need to. */
export interface Timings {
  /** A reply slower than this is deferred: Discord gives 3 s in all, and the way takes its part. */
  readonly deferMs: number;
  /** Completion cannot be deferred: after this it is answered with nothing. */
  readonly completeMs: number;
  /** One request. */
  readonly requestMs: number;
  /** `start` fails when no shard is ready by then: the SDK's own login may wait for ever. */
  readonly loginMs: number;
  /** The gateway must have said hello by then, and be ready after the identify. */
  readonly helloMs: number;
  readonly readyMs: number;
  /** Without a heartbeat's answer on some shard for so long, the process ends and its supervisor starts it anew. */
  readonly silenceTimeoutMs: number;
  /** How often that is looked at. */
  readonly watchMs: number;
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
  drainMs: 3000,
};

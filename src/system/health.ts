import { StoreError } from '../ports/errors.ts';
import { GAUGES } from '../ports/metric-names.ts';
import type { OutboxQueue } from '../ports/outbox.ts';
import type { Clock } from '../ports/system.ts';
import type { HttpServer } from '../ports/http.ts';
import type { PrometheusMetrics } from './metrics.ts';

/** An outbox row that is open for longer makes `/readyz` fail. */
const STUCK_MS = 15 * 60_000;
/** A worker that has looked at the due work longer ago makes `/readyz` fail; it looks every 20 seconds. */
const STALLED_MS = 5 * 60_000;
/** A database that has said nothing for this long does not answer; whoever asks waits no longer either. */
const PATIENCE_MS = 3_000;
const NO_DATABASE = 'the database does not answer';
const DATABASE: Readonly<Record<StoreError['kind'], string>> = {
  full: "the database's disk is full",
  busy: 'another process holds the database',
  away: NO_DATABASE,
  lost: "the database's file was moved or deleted",
  broken: 'the database fails; the log says how',
};

export interface Operations {
  readonly clock: Clock;
  readonly metrics: PrometheusMetrics;
  readonly outbox: OutboxQueue;
  readonly isReady: () => boolean;
  /** Epoch ms at which the worker last looked at the due work without a failure. */
  readonly lastTickAt: () => number;
  /** What each platform says of its connection: one line, or null while it is connected. */
  readonly connections: () => readonly (string | null)[];
}

/**
 * Mounts `/healthz` (the process answers), `/readyz` (started, the platforms are connected, the database answers, the
 * worker runs, no post is stuck) and `/metrics` (Prometheus).
 */
export function mountOperations(http: HttpServer, operations: Operations): void {
  const { metrics } = operations;
  http.mount('/healthz', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
  });
  http.mount('/readyz', async (_request, response) => {
    const why = await unready(operations);
    response.writeHead(why === null ? 200 : 503, { 'content-type': 'text/plain' });
    response.end(`${why ?? 'ready'}\n`);
  });
  http.mount('/metrics', async (_request, response) => {
    const [why] = await Promise.all([unready(operations), measureOutbox(operations)]);
    metrics.gauge('ready', why === null ? 1 : 0);
    const { type, body } = await metrics.page();
    response.writeHead(200, { 'content-type': type }).end(body);
  });
}

/** While the database does not answer, the page keeps the last figures; `ready` tells. */
async function measureOutbox(operations: Operations): Promise<void> {
  const { metrics, outbox, clock } = operations;
  try {
    const counts = await soon(outbox.counts(), clock);
    for (const state of GAUGES.outbox_posts.labels.state)
      metrics.gauge('outbox_posts', counts[state], { state });
    metrics.gauge('outbox_oldest_seconds', (await oldestOpenMs(operations)) / 1000);
  } catch {
    return;
  }
}

/** How long the oldest post that should have gone out has been waiting; 0 if none is. */
async function oldestOpenMs({ outbox, clock }: Operations): Promise<number> {
  const oldest = await soon(outbox.oldestOpen(), clock);
  return oldest === null ? 0 : Math.max(0, clock.now() - oldest);
}

async function unready(operations: Operations): Promise<string | null> {
  if (!operations.isReady()) return 'starting or stopping';
  const away = operations.connections().find((line) => line !== null);
  if (away !== undefined) return away;
  try {
    const ms = await oldestOpenMs(operations);
    const stalledMs = operations.clock.now() - operations.lastTickAt();
    if (stalledMs > STALLED_MS)
      return `schedules have not been looked at for ${Math.round(stalledMs / 60_000)} minutes`;
    if (ms <= STUCK_MS) return null;
    const { pending, sending } = await soon(operations.outbox.counts(), operations.clock);
    const minutes = Math.round(ms / 60_000);
    return `a post has been stuck in the outbox for ${minutes} minutes, ${pending + sending} wait`;
  } catch (error) {
    return error instanceof StoreError ? DATABASE[error.kind] : NO_DATABASE;
  }
}

/** What the database says, unless it takes too long. */
function soon<T>(asked: Promise<T>, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(PATIENCE_MS, () => reject(new Error(NO_DATABASE)));
    void asked.then(resolve, reject).finally(cancel);
  });
}

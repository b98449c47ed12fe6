import type { OutboxQueue } from '../ports/outbox.ts';
import type { Clock } from '../ports/system.ts';
import type { HttpServer } from '../ports/http.ts';
import type { PrometheusMetrics } from './metrics.ts';

/** An outbox row that is open for longer makes `/readyz` fail. */
const STUCK_MS = 15 * 60_000;

export interface Operations {
  readonly clock: Clock;
  readonly metrics: PrometheusMetrics;
  readonly outbox: OutboxQueue;
  readonly isReady: () => boolean;
  /** What each platform says of its connection: one line, or null while it is connected. */
  readonly connections: () => readonly (string | null)[];
}

/**
 * Mounts `/healthz` (the process answers), `/readyz` (started, the platforms are connected, the database answers, no post
 * is stuck) and `/metrics` (Prometheus).
 */
export function mountOperations(http: HttpServer, operations: Operations): void {
  const { metrics, outbox } = operations;
  http.mount('/healthz', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
  });
  http.mount('/readyz', async (_request, response) => {
    const why = await unready(operations);
    response.writeHead(why === null ? 200 : 503, { 'content-type': 'text/plain' });
    response.end(`${why ?? 'ready'}\n`);
  });
  http.mount('/metrics', async (_request, response) => {
    for (const [state, count] of Object.entries(await outbox.counts())) {
      metrics.gauge('outbox_posts', count, { state });
    }
    metrics.gauge('outbox_oldest_seconds', (await oldestOpenMs(operations)) / 1000);
    const { type, body } = await metrics.page();
    response.writeHead(200, { 'content-type': type }).end(body);
  });
}

/** How long the oldest post that should have gone out has been waiting; 0 if none is. */
async function oldestOpenMs({ outbox, clock }: Operations): Promise<number> {
  const oldest = await outbox.oldestOpen();
  return oldest === null ? 0 : Math.max(0, clock.now() - oldest);
}

async function unready(operations: Operations): Promise<string | null> {
  if (!operations.isReady()) return 'starting or stopping';
  const away = operations.connections().find((line) => line !== null);
  if (away !== undefined) return away;
  try {
    const ms = await oldestOpenMs(operations);
    if (ms <= STUCK_MS) return null;
    const { pending, sending } = await operations.outbox.counts();
    const minutes = Math.round(ms / 60_000);
    return `a post has been stuck in the outbox for ${minutes} minutes, ${pending + sending} wait`;
  } catch {
    return 'the database does not answer';
  }
}

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
}

/**
 * Mounts `/healthz` (the process answers), `/readyz` (started, the database answers, no post is stuck) and `/metrics`
 * (Prometheus).
 */
export function mountOperations(
  http: HttpServer,
  { clock, metrics, outbox, isReady }: Operations,
): void {
  http.mount('/healthz', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
  });
  http.mount('/readyz', async (_request, response) => {
    const why = await unready(outbox, clock, isReady);
    response.writeHead(why === null ? 200 : 503, { 'content-type': 'text/plain' });
    response.end(`${why ?? 'ready'}\n`);
  });
  http.mount('/metrics', async (_request, response) => {
    for (const [state, count] of Object.entries(await outbox.counts())) {
      metrics.gauge('outbox_posts', count, { state });
    }
    const { type, body } = await metrics.page();
    response.writeHead(200, { 'content-type': type }).end(body);
  });
}

async function unready(
  outbox: OutboxQueue,
  clock: Clock,
  isReady: () => boolean,
): Promise<string | null> {
  if (!isReady()) return 'starting or stopping';
  try {
    const oldest = await outbox.oldestOpen();
    return oldest !== null && clock.now() - oldest > STUCK_MS
      ? 'a post is stuck in the outbox'
      : null;
  } catch {
    return 'the database does not answer';
  }
}

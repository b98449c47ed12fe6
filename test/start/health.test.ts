import { expect, test } from 'vitest';
import { StoreError } from '../../src/ports/errors.ts';
import type { OutboxQueue, PostState } from '../../src/ports/outbox.ts';
import { mountOperations } from '../../src/system/health.ts';
import { openHttp } from '../../src/system/http.ts';
import { openMetrics } from '../../src/system/metrics.ts';

const COUNTS: Readonly<Record<PostState, number>> = {
  pending: 135,
  sending: 1,
  sent: 9,
  unknown: 0,
  failed: 0,
  dropped: 0,
};

/** Time passes a hundred times as fast. */
function soon(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms / 100);
  return () => clearTimeout(timer);
}

/** What a path answers where the oldest post waits that long and the platforms say that. */
async function asked(
  path: string,
  state: {
    readonly oldestMs: number | null;
    readonly connections: readonly (string | null)[];
    readonly tickedMsAgo?: number;
    readonly counts?: OutboxQueue['counts'];
    /** The database never says anything. */
    readonly isSilent?: boolean;
  },
): Promise<string> {
  const http = openHttp({ host: '127.0.0.1', port: 0, setting: 'PORT' });
  const now = 1_000_000_000;
  const { oldestMs } = state;
  mountOperations(http, {
    clock: { now: () => now, every: () => () => undefined, after: soon },
    metrics: openMetrics(),
    outbox: {
      claim: () => Promise.resolve([]),
      counts: state.counts ?? (() => Promise.resolve(COUNTS)),
      oldestOpen: () =>
        state.isSilent === true
          ? new Promise(() => undefined)
          : Promise.resolve(oldestMs === null ? null : now - oldestMs),
      releaseFuture: () => Promise.resolve(),
    },
    isReady: () => true,
    lastTickAt: () => now - (state.tickedMsAgo ?? 0),
    connections: () => state.connections,
  });
  const port = await http.listen();
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return `${response.status} ${await response.text()}`;
  } finally {
    await http.close();
  }
}

test('row 53: /readyz says which platform is away', async () => {
  const away = "Discord's gateway has been away for 12 s (one connection)";
  expect(await asked('/readyz', { oldestMs: null, connections: [null, away] })).toBe(
    `503 ${away}\n`,
  );
  expect(await asked('/readyz', { oldestMs: 1000, connections: [null, null] })).toBe('200 ready\n');
});

test('row 54: /readyz and /metrics show a jam', async () => {
  const jam = { oldestMs: 20 * 60_000, connections: [null] };
  expect(await asked('/readyz', jam)).toBe(
    '503 a post has been stuck in the outbox for 20 minutes, 136 wait\n',
  );
  const page = await asked('/metrics', jam);
  expect(page).toContain('deckhand_outbox_oldest_seconds 1200');
  expect(page).toContain('deckhand_outbox_posts{state="pending"} 135');
  expect(page).toContain('deckhand_ready 0');
});

test('/readyz says that the worker stands still', async () => {
  const calm = { oldestMs: null, connections: [null] };
  expect(await asked('/readyz', { ...calm, tickedMsAgo: 6 * 60_000 })).toBe(
    '503 schedules have not been looked at for 6 minutes\n',
  );
  expect(await asked('/readyz', { ...calm, tickedMsAgo: 60_000 })).toBe('200 ready\n');
});

test('/readyz and /metrics answer while the database does not', async () => {
  const broken = {
    oldestMs: 20 * 60_000,
    connections: [null],
    counts: () => Promise.reject(new Error('the disk is gone')),
  };
  expect(await asked('/readyz', broken)).toBe('503 the database does not answer\n');
  const page = await asked('/metrics', broken);
  expect(page).toMatch(/^200 /);
  expect(page).toContain('deckhand_ready 0');
});

test('/readyz says what is wrong with the database', async () => {
  const saying = (kind: StoreError['kind']) =>
    asked('/readyz', {
      oldestMs: 20 * 60_000,
      connections: [null],
      counts: () => Promise.reject(new StoreError(kind, 'planted')),
    });
  expect(await saying('busy')).toBe('503 another process holds the database\n');
  expect(await saying('away')).toBe('503 the database does not answer\n');
  expect(await saying('full')).toBe("503 the database's disk is full\n");
});

test('a counter with known labels begins at 0, so that its first event is an increase', async () => {
  const page = await asked('/metrics', { oldestMs: null, connections: [null] });
  expect(page).toContain('deckhand_failures 0');
  expect(page).toContain('deckhand_posts{kind="post",outcome="failed"} 0');
  expect(page).toContain('deckhand_ready 1');
});

test('/readyz and /metrics do not wait for a database that says nothing', async () => {
  const silent = { oldestMs: null, connections: [null], isSilent: true };
  expect(await asked('/readyz', silent)).toBe('503 the database does not answer\n');
  expect(await asked('/metrics', silent)).toContain('deckhand_ready 0');
});

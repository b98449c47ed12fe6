import { expect, test } from 'vitest';
import type { PostState } from '../../src/ports/outbox.ts';
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

/** What a path answers where the oldest post waits that long and the platforms say that. */
async function asked(
  path: string,
  state: { readonly oldestMs: number | null; readonly connections: readonly (string | null)[] },
): Promise<string> {
  const http = openHttp({ host: '127.0.0.1', port: 0, setting: 'PORT' });
  const now = 1_000_000_000;
  const { oldestMs } = state;
  mountOperations(http, {
    clock: { now: () => now, every: () => () => undefined, after: () => () => undefined },
    metrics: openMetrics(),
    outbox: {
      claim: () => Promise.resolve([]),
      counts: () => Promise.resolve(COUNTS),
      oldestOpen: () => Promise.resolve(oldestMs === null ? null : now - oldestMs),
    },
    isReady: () => true,
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
});

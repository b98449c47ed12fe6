import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSqlite, type SqliteStore } from '../src/store/sqlite/open.ts';
import type { Claim } from '../src/ports/store.ts';
import { MIGRATIONS } from '../src/migrations.ts';

const NOW = 1_000_000;
/** Posts that wait in each channel, and channels of each workspace. */
const A_CHANNEL = 2;
const A_WORKSPACE = 20;
const CLAIMS = 25;
/** A claim with a thousand times more due may take this much longer. */
const MOST = 3;

/** What a claim of 20 posts costs while 1,000 and while 1,000,000 are due. */
export async function benchBacklog(): Promise<void> {
  const few = await claimMs(1_000);
  const many = await claimMs(1_000_000);
  const times = many / few;
  process.stdout.write(
    `a claim of 20 posts with 1,000,000 due: ${times.toFixed(2)} times one with 1,000 due (${many.toFixed(2)} ms, ${few.toFixed(2)} ms)\n`,
  );
  if (times > MOST) {
    process.stdout.write(`MISSED: at most ${MOST} times\n`);
    process.exitCode = 1;
  }
}

/** The median time of a claim (ms). */
async function claimMs(posts: number): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-backlog-'));
  const store = await openSqlite(path.join(folder, 'backlog.db'), MIGRATIONS);
  try {
    fill(store, posts);
    const times: number[] = [];

    const claimed = new Set<string>();
    for (let turn = 0; turn < CLAIMS; turn += 1) {
      const from = performance.now();
      const got = await store.outbox.claim(claimAt(NOW + turn));
      times.push(performance.now() - from);
      for (const { workspace, id } of got) claimed.add(`${workspace} ${id}`);
    }
    if (claimed.size !== CLAIMS * 20)
      throw new Error(`${claimed.size} of ${CLAIMS * 20} posts were claimed`);
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function claimAt(now: number): Claim {
  return {
    now,
    leaseUntil: now + 90_000,
    owner: 'bench',
    platform: 'slack',
    limit: 20,
    channelPaceMs: 1_000,
    workspacePerSecond: null,
  };
}

/** Due posts, some in each channel, with the queues that they make. */
function fill({ database }: SqliteStore, posts: number): void {
  const channels = posts / A_CHANNEL;
  database.exec(`
    with recursive numbers(n) as (select 0 union all select n + 1 from numbers where n < ${posts - 1})
    insert into posts (workspace, id, name, kind, channel, card, state, due_at, created_at, turn)
    select 'slack:' || (n % ${channels} / ${A_WORKSPACE}), 'p' || n, 'board:' || n, 'post', 'c' || (n % ${channels}),
      '{"gist":"a board","blocks":[]}', 'pending', ${NOW} - n % 997, ${NOW}, 0
    from numbers;
    insert into workspaces select distinct workspace, 'slack', workspace, 0, null from posts;
    insert into channel_queues (workspace, channel, lane, ready_at)
      select workspace, channel, 'posts', min(due_at) from posts group by workspace, channel;
    insert into workspace_queues (workspace, platform, ready_at)
      select workspace, 'slack', min(ready_at) from channel_queues group by workspace;
  `);
}

import pg from 'pg';
import { encodeAction } from '../src/domain/action.ts';
import type { Place } from '../src/ports/identity.ts';
import { openPostgres } from '../src/store/postgres/open.ts';
import { startPostgres } from '../test/postgres/server.ts';
import { deckOf, decksOf, question } from '../test/stories/decks.ts';
import { MIGRATIONS } from '../src/migrations.ts';
import { openWorld, playOn } from '../test/stories/world.ts';
import { line, measure, type Measured } from './measure.ts';

const CONNECTIONS = 10;
const WORKSPACES = 10;
const MEMBERS = 500;
const AT_ONCE = 100;
/** Answers of each workspace before the measurement, so that code and plans are warm; the raw inserts get as many. */
const WARM_UP = 50;

/** Answers through `bot.handle` on Postgres against raw inserts over ten connections, both waiting for the disk. */
export async function benchPostgres(): Promise<void> {
  const server = await startPostgres(['fsync=on', 'full_page_writes=on', 'synchronous_commit=on']);
  try {
    const url = await server.freshDatabase();
    playOn(() => openPostgres(url, MIGRATIONS, { leaseClock: 'caller' }));
    // As autovacuum does within a minute; before, the planner takes every table for empty.
    const ours = await throughBot(() => server.query(url, 'analyze'));
    const raw = await rawInserts(await server.freshDatabase());
    line(`answers on Postgres, ${AT_ONCE} at once`, ours, raw, 'raw inserts over ten connections');
  } finally {
    await server.stop();
  }
}

async function throughBot(analyze: () => Promise<unknown>): Promise<Measured> {
  const world = await openWorld({ decks: decksOf(deckOf('bench', [question('q')])) });
  const places = Array.from({ length: WORKSPACES }, (_, index): Place => ({
    platform: 'web',
    workspace: `web:w${index}`,
    channel: 'c',
  }));
  const jobs: (() => Promise<void>)[] = [];
  for (let member = 0; member < WARM_UP + MEMBERS; member += 1) {
    for (const place of places) {
      jobs.push(async () => {
        const round = rounds.get(place.workspace) ?? '';
        const id = `m${member}`;
        await world.bot.handle({
          place,
          actor: { id, name: id, manages: false, locale: null, zone: null },
          intent: {
            kind: 'press',
            code: encodeAction({ kind: 'answer', round, option: member % 4 }),
            message: 'm',
            own: false,
          },
        });
      });
    }
  }
  const rounds = new Map<string, string>();
  for (const place of places) {
    world.clock.jumpTo(world.clock.now() + 5_000);
    await world.says('boss', 'ask bench q', place);
    rounds.set(place.workspace, world.stage.last('round:').name.slice('round:'.length));
  }
  await measure(jobs.splice(0, WARM_UP * WORKSPACES), AT_ONCE);
  await analyze();
  const measured = await measure(jobs, AT_ONCE);
  for (const place of places) {
    const given = await world.store.tx(place.workspace, (tx) =>
      tx.answers.count(rounds.get(place.workspace) ?? ''),
    );
    if (given !== WARM_UP + MEMBERS) throw new Error(`only ${given} answers were recorded`);
  }
  await world.close();
  return measured;
}

/** One row a commit, ten connections at once. */
async function rawInserts(url: string): Promise<Measured> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  await pool.query(
    'create table raw (workspace text, round text, member text, option_id text, is_right integer, counts integer, channel text, deck text, question text, week text, month text, at bigint, primary key (workspace, round, member))',
  );
  const text = 'insert into raw values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)';
  const jobs = Array.from({ length: WORKSPACES * (WARM_UP + MEMBERS) }, (_, row) => async () => {
    const values = [
      'w',
      'r',
      `m${row}`,
      'green',
      1,
      1,
      'c',
      'd',
      'q',
      '2026-11-23',
      '2026-11',
      row,
    ];
    await pool.query({ name: 'raw', text, values });
  });
  await measure(jobs.splice(0, WARM_UP * WORKSPACES), CONNECTIONS);
  const measured = await measure(jobs, CONNECTIONS);
  await pool.end();
  return measured;
}

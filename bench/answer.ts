import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Database, type Connection } from '../src/store/sqlite/driver.ts';
import { encodeAction } from '../src/domain/action.ts';
import { systemClock } from '../src/system/clock.ts';
import { openSqlite, type SqliteStore } from '../src/store/sqlite/open.ts';
import { deckOf, decksOf, question } from '../test/stories/decks.ts';
import { MIGRATIONS } from '../src/migrations.ts';
import { openWorld, PLACE } from '../test/stories/world.ts';
import { line, measure, type Measured } from './measure.ts';

const ROUNDS = 20;
const MEMBERS = 250;
const DAYS_OF_A_YEAR = 260;
const DAY_MS = 86_400_000;

/** Answers through `bot.handle` against raw prepared inserts of the same rows, with the same durability. */
export async function benchAnswer(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-bench-'));
  try {
    const ours = {
      one: await throughBot(path.join(folder, 'one.db'), 1),
      fifty: await throughBot(path.join(folder, 'fifty.db'), 50),
    };
    const raw = {
      one: rawInserts(path.join(folder, 'raw-one.db'), 1),
      fifty: rawInserts(path.join(folder, 'raw-fifty.db'), 50),
    };
    line('answers, one after another', ours.one, raw.one, 'raw inserts, one a commit');
    line('answers, 50 at once', ours.fifty, raw.fifty, 'raw inserts, 50 a commit');
    await years(folder);
    await boards(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An answer must not grow much slower with the days that its channel has had. */
async function years(folder: string): Promise<void> {
  for (const atOnce of [1, 50]) {
    const fresh = await throughBot(path.join(folder, `new-${atOnce}.db`), atOnce);
    const aged = await throughBot(path.join(folder, `aged-${atOnce}.db`), atOnce, DAYS_OF_A_YEAR);
    process.stdout.write(
      `answers in a channel of a year, ${atOnce} at once: ${(fresh.perSecond / aged.perSecond).toFixed(2)} times the time in a new one\n`,
    );
  }
}

/** @param days scheduled days that the channel has had before, each answered by everybody */
async function throughBot(file: string, atOnce: number, days = 0): Promise<Measured> {
  const names = Array.from({ length: ROUNDS }, (_, index) => `q${index}`);
  const world = await openWorld({
    decks: decksOf(
      deckOf(
        'bench',
        names.map((name) => question(name)),
      ),
    ),
    file,
  });
  const rounds: string[] = [];
  for (const name of names) {
    world.clock.jumpTo(world.clock.now() + 5_000);
    await world.says('boss', `ask bench ${name}`);
    rounds.push(world.stage.last('round:').name.slice('round:'.length));
  }
  // Asking closes the round before: open them again, so that every answer counts.
  await reopen(world.store, file);
  if (days > 0) addDays(file, days);
  const jobs = rounds.flatMap((round) =>
    Array.from({ length: MEMBERS }, (_, member) => async () => {
      const id = `m${member}`;
      await world.bot.handle({
        place: PLACE,
        actor: { id, name: id, manages: false, locale: null, zone: null },
        intent: {
          kind: 'press',
          code: encodeAction({ kind: 'answer', round, option: member % 4 }),
          message: 'm',
          own: false,
        },
      });
    }),
  );
  const measured = await measure(jobs, atOnce, () => world.clock.jumpTo(world.clock.now() + 1_000));
  const given = new Database(file, { readonly: true })
    .prepare('select count(*) from answers')
    .pluck()
    .get();
  if (given !== (ROUNDS + days) * MEMBERS)
    throw new Error(`only ${String(given)} answers were recorded`);
  await world.close();
  return measured;
}

function addDays(file: string, days: number): void {
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  const count = `with recursive days (day) as (select 1 union all select day + 1 from days where day < ${days})`;
  const at = `(opened_at - (${days + 1} - days.day) * ${DAY_MS})`;
  database.exec(`
    ${count} insert into rounds (workspace, id, channel, question_hash, deck, question, dealt, keys,
      opened_at, closes_at, closed_at, schedule, slot, day, zone, ordinal)
    select workspace, 'day-' || days.day, channel, question_hash, deck, question, dealt, keys,
      ${at}, ${at} + ${DAY_MS}, ${at} + ${DAY_MS}, 'daily', days.day, date(${at} / 1000, 'unixepoch'), zone, -days.day
    from rounds, days where ordinal = 1;
    with recursive members (member) as (select 0 union all select member + 1 from members where member < ${MEMBERS - 1})
    insert into answers (workspace, round, member, option_id, is_right, counts, channel, deck, question, week, month, at)
    select workspace, id, 'm' || member, 'red', 0, 1, channel, deck, id, day, substr(day, 1, 7), opened_at
    from rounds, members where schedule = 'daily';
  `);
  database.close();
}

async function reopen(store: { tx: SqliteStore['tx'] }, file: string): Promise<void> {
  const database = new Database(file);
  database.exec('update rounds set closed_at = null');
  database.close();
  await store.tx(PLACE.workspace, async () => {});
}

/** The same rows into the same table by one prepared statement: the floor that the disk sets. */
function rawInserts(file: string, aCommit: number): Measured {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(
    'create table answers (workspace text, round text, member text, option_id text, is_right integer, counts integer, channel text, deck text, question text, week text, month text, at bigint, primary key (workspace, round, member))',
  );
  const insert = database.prepare(
    'insert into answers values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const rows = Array.from({ length: ROUNDS * MEMBERS }, (_, index) => index);
  const times: number[] = [];
  const begin = performance.now();
  for (let start = 0; start < rows.length; start += aCommit) {
    const from = performance.now();
    database.transaction(() => {
      for (const row of rows.slice(start, start + aCommit)) {
        insert.run(
          'web:local',
          `r${row % ROUNDS}`,
          `m${row}`,
          'green',
          1,
          1,
          'team-quiz',
          'bench',
          'q1',
          '2026-11-23',
          '2026-11',
          row,
        );
      }
    })();
    times.push(performance.now() - from);
  }
  const seconds = (performance.now() - begin) / 1_000;
  database.close();
  return {
    perSecond: rows.length / seconds,
    p99: times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0,
  };
}

/** A board and one's own rank must not grow slower with the answers. */
async function boards(folder: string): Promise<void> {
  const [small, large] = [
    await boardTime(path.join(folder, 'small.db'), 10_000),
    await boardTime(path.join(folder, 'large.db'), 1_000_000),
  ];
  process.stdout.write(
    `boards at 1,000,000 answers: ${(large / small).toFixed(2)} times the time at 10,000\n`,
  );
}

async function boardTime(file: string, answers: number): Promise<number> {
  const store = await openSqlite(file, MIGRATIONS);
  const members = answers / 100;
  fill(store.database, members);
  const clock = systemClock();
  const runs = 300;
  const ask = async (index: number): Promise<void> =>
    store.tx('w', async (tx) => {
      await tx.boards.top({ scope: 'c', period: 'all', reader: null }, 10);
      await tx.boards.own({ scope: 'c', period: 'all', reader: `m${(index * 7919) % members}` });
    });
  for (let index = 0; index < 50; index += 1) await ask(index);
  const begin = clock.now();
  const from = performance.now();
  for (let index = 0; index < runs; index += 1) await ask(index);
  const spent = performance.now() - from;
  await store.close();
  if (clock.now() < begin) throw new Error('the clock went back during the measurement');
  return spent / runs;
}

/** Members with 100 answers each, their rows and standings. */
function fill(database: Connection, members: number): void {
  database.pragma('foreign_keys = OFF');
  database.exec(`
    insert into workspaces values ('w', 'web', 'w', 0, null);
    insert into channels (workspace, id, zone, language, created_at) values ('w', 'c', 'UTC', 'en', 0);
    insert into boards values (1, 'w', 'c', 'all');
  `);
  const member = database.prepare(
    "insert into members (workspace, id, name, joined_at) values ('w', ?, ?, 0)",
  );
  const answer = database.prepare(
    "insert into answers (workspace, round, member, option_id, is_right, counts, channel, deck, question, week, month, at) values ('w', ?, ?, 'o', ?, 1, 'c', 'd', ?, '2026-11-23', '2026-11', 0)",
  );
  const standing = database.prepare('insert into standings values (1, ?, ?, ?, 100, 1)');
  database.transaction(() => {
    for (let index = 0; index < members; index += 1) {
      const id = `m${index}`;
      const right = (index * 37) % 101;
      member.run(id, `Member ${index}`);
      for (let round = 0; round < 100; round += 1)
        answer.run(`r${round}`, id, round < right ? 1 : 0, `q${round}`);
      standing.run(id, right * 10 + (100 - right) * 3, right);
    }
    database.exec(
      'insert into tallies select board, points, count(*) from standings group by board, points',
    );
  })();
  database.pragma('foreign_keys = ON');
}

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { Database } from '../../src/store/sqlite/driver.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WORKSPACE_TABLES } from '../../src/store/erasure/purge-workspace.ts';
import { statementsOf } from '../../src/store/schema/migrate.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { memoryStore } from '../memory-store.ts';
import { MIGRATIONS } from '../../src/migrations.ts';
import { openWorld } from '../stories/world.ts';
import { describeStore } from './contract.ts';
import { MEMBER_COLUMNS } from '../../src/store/erasure/member-columns.ts';

let folder: string;
let count = 0;
const file = (): string => {
  count += 1;
  return path.join(folder, `${count}.db`);
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'deckhand-store-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describeStore('SQLite in memory', () => memoryStore());
describeStore('SQLite on disk', () => openSqlite(file(), MIGRATIONS));

describe('the file', () => {
  it('waits for the disk, also when it is opened again', async () => {
    const name = file();
    for (let opening = 0; opening < 3; opening += 1) {
      const store = await openSqlite(name, MIGRATIONS);
      expect(store.database.pragma('synchronous', { simple: true })).toBe(2);
      expect(store.database.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(store.database.pragma('foreign_keys', { simple: true })).toBe(1);
      // 2: in memory. Otherwise a set of answers is a file in the system's folder for such, which may be read-only.
      expect(store.database.pragma('temp_store', { simple: true })).toBe(2);
      expect(store.migrated.length > 0).toBe(opening === 0);
      await store.close();
    }
  });

  it('is copied whole while it is written', async () => {
    const store = await openSqlite(file(), MIGRATIONS);
    await store.tx('web:a', (tx) =>
      tx.channels.ensure('c', 'web', { zone: 'UTC', language: 'en', board: 'after-close' }, 1),
    );
    const copy = file();
    await store.backup(copy);
    await expect(store.backup(copy)).rejects.toThrow('exists: name a new file');
    await store.close();
    const restored = await openSqlite(copy, MIGRATIONS);
    expect(await restored.tx('web:a', (tx) => tx.channels.channel('c'))).not.toBeNull();
    await restored.close();
  });
});

describe('verify', () => {
  const planted: readonly (readonly [string, string, RegExp])[] = [
    [
      'a changed standing',
      "update standings set points = points + 1 where board in (select id from boards where scope = '*')",
      /standing of mira in \*/,
    ],
    ['a lost standing', "delete from boards where period = 'all'", /standing missing/],
    ['a wrong tally', 'update tallies set members = members + 1', /tally/],
    [
      'an answer judged against another key',
      'update answers set is_right = 0',
      /judged against another key/,
    ],
    ['an answer after the close', 'update answers set at = 99999999999999', /came after the close/],
    ['a round without its post', 'delete from posts', /has no post in the outbox/],
  ];
  it.each(planted)('finds %s', async (_what, sql, sentence) => {
    const name = file();
    const world = await openWorld({ decks: decksOf(deckOf('d', [question('q')])), file: name });
    await world.says('boss', 'ask');
    await world.chooses('mira', 'green');
    await world.says('boss', 'close');
    expect(await world.store.verify()).toEqual([]);
    const other = new Database(name);
    other.exec(sql);
    other.close();
    expect((await world.store.verify()).join('\n')).toMatch(sentence);
    await world.close();
  });
});

/** Names of text columns that hold no member's id; the name of a notice, which may, is erased with its row. */
const WITHOUT_MEMBER: ReadonlySet<string> = new Set(
  `workspace id name platform channel language zone kind state scope period round deck question question_hash hash body
  option_id sure week month day days time first_day last_day dealt keys schedule slot outcome why what closes decks
  paused_why untold_pause changes fields source token_hash session steps mark lane lease_owner owner message owed also error card reason note board_mode
  organization bot_user bot scopes encrypted key_id version state_hash code_hash ended`.split(
    /\s+/,
  ),
);

describe('what a table holds of people', () => {
  it('is erased, exported and purged with them: no column is forgotten', async () => {
    const { database } = await memoryStore();
    const columns = database
      .prepare(
        `select m.name as "table", c.name as "column", upper(c.type) as type from sqlite_master m
        join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'web_%'`,
      )
      .all()
      .map((row) =>
        z.object({ table: z.string(), column: z.string(), type: z.string() }).parse(row),
      );
    // A member's id is a text. A name that is new here belongs into MEMBER_COLUMNS or into WITHOUT_MEMBER.
    const owned = columns
      .filter(({ type, column }) => type === 'TEXT' && !WITHOUT_MEMBER.has(column))
      .map(({ table, column }) => `${table}.${column}`)
      .filter((one) => one !== 'posts.about');
    const known = MEMBER_COLUMNS.map(([table, column]) => `${table}.${column}`);
    expect(owned.sort()).toEqual([...known].sort());
    const tenant = columns.filter(({ column }) => column === 'workspace').map(({ table }) => table);
    expect([...WORKSPACE_TABLES].sort()).toEqual(tenant.sort());
    database.close();
  });
});

describe('migrations', () => {
  it('leave out what is for another database, and comments', () => {
    const sql =
      '-- a\ncreate table a (x text);\n-- @only postgres\ncreate table p (x text);\n-- @end\ncreate table b (\n  y text\n);\n';
    expect(statementsOf(sql, 'sqlite')).toEqual([
      'create table a (x text)',
      'create table b (\n  y text\n)',
    ]);
    expect(statementsOf(sql, 'postgres')).toHaveLength(3);
  });
});

describe('boards by number', () => {
  it('take over the standings of a file from before them', async () => {
    const before = path.join(folder, 'before');
    cpSync(MIGRATIONS, before, {
      recursive: true,
      filter: (from) => !from.endsWith('.sql') || path.basename(from) < '0008',
    });
    const name = file();
    const old = await openSqlite(name, before);
    old.database.exec(`
      insert into workspaces values ('web:a', 'web', 'a', 0, null);
      insert into channels values ('web:a', 'c', 'UTC', 'en', 1, 0);
      insert into questions values ('web:a', 'h', 'd', 'q', '{}');
      insert into rounds (workspace, id, channel, question_hash, deck, question, dealt, keys, opened_at, day, zone)
        values ('web:a', 'r', 'c', 'h', 'd', 'q', '[]', '["x"]', 1, '2026-11-24', 'UTC');
      insert into posts (workspace, id, name, kind, channel, card, state, due_at, created_at, turn)
        values ('web:a', 'p', 'round:r', 'post', 'c', '{}', 'sent', 1, 1, 1);
      insert into members (workspace, id, name, joined_at) values ('web:a', 'ann', 'Ann', 0), ('web:a', 'bo', 'Bo', 0);
      insert into answers (workspace, round, member, option_id, is_right, counts, channel, deck, question, week, month, at)
        select 'web:a', 'r', id, case id when 'ann' then 'x' else 'y' end, id = 'ann', 1, 'c', 'd', 'q', '2026-11-23', '2026-11', 2
        from members;
      insert into standings
        select 'web:a', scope.value, period.value, member, case is_right when 1 then 10 else 3 end, is_right, 1, 1
        from answers, json_each('["c", "*"]') scope, json_each('["w2026-11-23", "m2026-11", "all"]') period;
      insert into tallies
        select workspace, scope, period, points, count(*) from standings group by workspace, scope, period, points;
    `);
    await old.close();
    const store = await openSqlite(name, MIGRATIONS);
    expect(await store.verify()).toEqual([]);
    const top = await store.tx('web:a', (tx) =>
      tx.boards.top({ scope: '*', period: 'all', reader: null }, 9),
    );
    expect(top.map(({ member, points }) => ({ member, points }))).toEqual([
      { member: 'ann', points: 10 },
      { member: 'bo', points: 3 },
    ]);
    await store.close();
  });
});

describe('a process that is killed', () => {
  it('has kept every answer that it confirmed', { timeout: 120_000 }, async () => {
    const name = file();
    const program = await answering();
    let confirmed = 0;
    for (let kill = 0; kill < 10; kill += 1) confirmed += await killed(program, name, kill);
    const store = await openSqlite(name, MIGRATIONS);
    const kept = store.database.prepare('select count(*) from answers').pluck().get();
    expect(Number(kept)).toBeGreaterThanOrEqual(confirmed);
    expect(confirmed).toBeGreaterThan(50);
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(await store.verify()).toEqual([]);
    await store.close();
  });
});

/** `answering.ts` as one file, which node starts in a fraction of the time that tsx takes. */
async function answering(): Promise<string> {
  const outfile = path.resolve('.tmp/answering.mjs');
  await build({
    entryPoints: ['test/store/answering.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}

/** Answers in a loop in another process, each told on its output after the commit; kills it and counts what was told. */
function killed(program: string, name: string, run: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, name, String(run)]);
    let told = '';
    child.stdout.on('data', (part: Buffer) => {
      told += part.toString();
      if (told.length > 200) child.kill('SIGKILL');
    });
    child.stderr.on('data', (part: Buffer) => reject(new Error(part.toString())));
    child.on('exit', () => resolve(told.split('\n').length - 1));
  });
}

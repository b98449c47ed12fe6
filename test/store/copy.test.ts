import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyDatabase } from '../../src/store/copy.ts';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { holdDatabase } from '../../src/store/sqlite/database-hold.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { command } from '../lived-in/program.ts';
import { hasPostgres, POSTGRES, startPostgres, type PostgresServer } from '../postgres/server.ts';
import { MIGRATIONS } from '../../src/migrations.ts';

describe.skipIf(!hasPostgres)(`an installation that moves to ${POSTGRES}`, () => {
  let server: PostgresServer;
  let folder: string;
  let file: string;
  beforeAll(async () => {
    server = await startPostgres();
    folder = mkdtempSync(path.join(tmpdir(), 'deckhand-copy-'));
    file = path.join(folder, 'deckhand.db');
    const packed = readFileSync(new URL('fixtures/database-0008.db.gz', import.meta.url));
    writeFileSync(file, gunzipSync(packed));
    const store = await openSqlite(file, MIGRATIONS);
    // Postgres has no such character.
    store.database.exec("update members set name = 'Mi' || char(0) || 'ra' where id = 'mira'");
    await store.close();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('brings every row, and new boards have numbers of their own', async () => {
    const url = await server.freshDatabase();
    const steps: string[] = [];
    const { rows } = await copyDatabase(file, url, MIGRATIONS, (what) => steps.push(what));
    const source = await openSqlite(file, MIGRATIONS);
    const tables = source.database
      .prepare<[], { name: string }>(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%' and name <> 'leases'",
      )
      .all();
    expect(Object.keys(rows).sort()).toEqual(tables.map(({ name }) => name).sort());
    for (const { name } of tables) {
      const theirs = await server.query(url, `select * from ${name}`);
      expect(theirs, name).toHaveLength(rows[name] ?? -1);
    }
    expect(steps).toContain('copying answers');
    const board = { scope: 'team-quiz', period: 'all', reader: null };
    const before = await source.tx('web:local', (tx) => tx.boards.top(board, 10));
    await source.close();
    const copy = await openPostgres(url, MIGRATIONS);
    await copy.tx('web:local', async (tx) => {
      expect(await tx.boards.top(board, 10)).toEqual(
        before.map((row) => ({ ...row, name: row.name.replace('\u0000', '') })),
      );
      await tx.answers.changeZone('team-quiz', 'Pacific/Apia', 0);
    });
    expect(await copy.verify()).toEqual([]);
    await copy.close();
    await expect(copyDatabase(file, url, MIGRATIONS, () => {})).rejects.toThrow('in use already');
  });

  it('leaves nothing after a break, and can be begun again', async () => {
    const url = await server.freshDatabase();
    const broken = copyDatabase(file, url, MIGRATIONS, (what) => {
      if (what === 'copying posts') throw new Error('a break');
    });
    await expect(broken).rejects.toThrow('a break');
    expect(await server.query(url, 'select * from workspaces')).toEqual([]);
    const { rows } = await copyDatabase(file, url, MIGRATIONS, () => {});
    expect(rows['posts']).toBe(32);
  });

  it('does not wait for a copy that stands still, and names the database', async () => {
    const url = await server.freshDatabase();
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('begin; lock table workspaces in access exclusive mode');
    const { host, pathname } = new URL(url);
    const name = `postgres://${host}${pathname}`;
    await expect(copyDatabase(file, url, MIGRATIONS, () => {})).rejects.toThrow(
      `nothing was copied: another process held database ${name} too long`,
    );
    // Its connection ends while it waits.
    const cut = copyDatabase(file, url, MIGRATIONS, (what) => {
      if (what.startsWith('waiting'))
        void server.query(
          url,
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and application_name = 'deckhand'",
        );
    });
    await expect(cut).rejects.toThrow(
      `nothing was copied: the connection to database ${name} was lost`,
    );
    await other.end();
    expect((await copyDatabase(file, url, MIGRATIONS, () => {})).rows['posts']).toBe(32);
  });

  it('copies no file that does not hold, and none that a bot has open', async () => {
    const url = await server.freshDatabase();
    const hold = await holdDatabase(file);
    await expect(copyDatabase(file, url, MIGRATIONS, () => {})).rejects.toThrow('is open in a');
    hold.release();
    const wrong = path.join(folder, 'wrong.db');
    writeFileSync(wrong, readFileSync(file));
    const store = await openSqlite(wrong, MIGRATIONS);
    store.database.exec('update standings set points = points + 1');
    await store.close();
    await expect(copyDatabase(wrong, url, MIGRATIONS, () => {})).rejects.toThrow('does not hold');
    expect(await server.query(url, 'select * from workspaces')).toEqual([]);
  });

  it('is a command, which prints no password', async () => {
    const url = (await server.freshDatabase()).replace('deckhand@', 'deckhand:geheim@');
    const done = await command(folder, ['db', 'copy', `sqlite:${file}`], { DATABASE_URL: url });
    expect(done.said).toContain('and verified both');
    expect(done.code).toBe(0);
    const verified = await command(folder, ['db', 'verify'], { DATABASE_URL: url });
    expect(verified.said).toBe('all is well\n');
    const backup = await command(folder, ['db', 'backup', 'x'], { DATABASE_URL: url });
    expect(backup).toMatchObject({ code: 78 });
    expect(backup.said).toContain('pg_dump');
    const [again, turned] = [
      await command(folder, ['db', 'copy', `sqlite:${file}`, url], {}),
      await command(folder, ['db', 'copy', url, `sqlite:${file}`], {}),
    ];
    expect(again.said).toContain('in use already');
    expect(turned.code).toBe(78);
    for (const { said } of [done, verified, backup, again, turned])
      expect(said).not.toContain('geheim');
  });
});

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { hasPostgres, POSTGRES, startPostgres, type PostgresServer } from '../postgres/server.ts';
import { MIGRATIONS } from '../../src/migrations.ts';
import { inRepository } from './dockerfile.ts';

const run = promisify(execFile);
const SETTINGS = { zone: 'UTC', language: 'en', board: 'live' } as const;

/** The command for Postgres in a row of docs/operations.md. */
function paper(row: string): string {
  const text = readFileSync(inRepository('docs/operations.md'), 'utf8');
  const line = new RegExp(`^\\| ${row} .*$`, 'm').exec(text)?.[0] ?? '';
  const found = /`((?:pg_dump|dropdb) [^`]+)`/.exec(line.split('|').at(-2) ?? '')?.[1];
  if (found === undefined) throw new Error(`no command to ${row} in docs/operations.md`);
  return found;
}

describe.skipIf(!hasPostgres)(`backup and restore on ${POSTGRES}, as the papers say`, () => {
  let server: PostgresServer;
  let folder: string;
  beforeAll(async () => {
    server = await startPostgres();
    folder = mkdtempSync(path.join(tmpdir(), 'deckhand-dump-'));
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const shell = (command: string): Promise<{ readonly stderr: string }> =>
    run('sh', ['-c', command.replaceAll('FILE', path.join(folder, 'dump'))], {
      env: server.environment,
    });

  it('brings back what was there, and leaves nothing of a newer version', async () => {
    const admin = new URL(await server.freshDatabase());
    await server.query(admin.href, 'create database deckhand');
    admin.pathname = '/deckhand';
    const url = admin.href;
    const bot = await openPostgres(url, MIGRATIONS);
    await bot.tx('web:a', (tx) => tx.channels.ensure('c', 'web', SETTINGS, 0));
    await shell(paper('back up'));
    await server.query(url, 'create table made_by_a_newer_version (id int)');
    await bot.tx('web:a', (tx) => tx.channels.setLanguage('c', 'de'));
    await expect(shell(paper('restore'))).rejects.toThrow(/is being accessed by other users/);
    await bot.close();

    await shell(paper('restore'));
    const tables = await server.rows<{ name: string }>(
      url,
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    );
    expect(tables.map(({ name }) => name)).not.toContain('made_by_a_newer_version');
    const restored = await openPostgres(url, MIGRATIONS, { schema: 'require' });
    expect(await restored.verify()).toEqual([]);
    expect((await restored.tx('web:a', (tx) => tx.channels.channel('c')))?.language).toBe('en');
    await restored.close();
  });
});

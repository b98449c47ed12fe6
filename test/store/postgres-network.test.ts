import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/store/postgres/open.ts';
import {
  giveToServer,
  hasPostgres,
  POSTGRES,
  startPostgres,
  type PostgresServer,
} from '../postgres/server.ts';
import { MIGRATIONS } from '../../src/migrations.ts';

const SETTINGS = { zone: 'UTC', language: 'en', board: 'live' } as const;

describe.skipIf(!hasPostgres)(`${POSTGRES} over a network`, () => {
  let server: PostgresServer;
  let folder: string;
  let certificate: string;
  let url: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'deckhand-tls-'));
    chmodSync(folder, 0o755);
    certificate = path.join(folder, 'server.crt');
    const key = path.join(folder, 'server.key');
    execFileSync(
      'openssl',
      'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost'
        .split(' ')
        .concat('-keyout', key, '-out', certificate),
      { stdio: 'ignore' },
    );
    giveToServer(key);
    server = await startPostgres(['ssl=on', `ssl_cert_file=${certificate}`, `ssl_key_file=${key}`]);
    url = (await server.freshDatabase()).replace('deckhand@', 'deckhand:secret-word@');
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const at = (host: string, options: string): string =>
    `${url.replace('127.0.0.1', host)}?${options}`;

  async function problem(setting: string): Promise<string> {
    try {
      await (await openPostgres(setting, MIGRATIONS)).close();
      return 'none';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  it('is encrypted, and its certificate is checked', async () => {
    const setting = at('localhost', `sslmode=verify-full&sslrootcert=${certificate}`);
    const store = await openPostgres(setting, MIGRATIONS);
    try {
      await store.tx('web:a', (tx) => tx.channels.ensure('c', 'web', SETTINGS, 0));
      const rows = await server.query(
        url,
        "select distinct ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'deckhand'",
      );
      expect(rows).toEqual([{ ssl: true }]);
    } finally {
      await store.close();
    }
  });

  it('says in one line what is wrong with a certificate, and never the password', async () => {
    const trusted = `sslmode=verify-full&sslrootcert=${certificate}`;
    const said = {
      unknown: await problem(at('localhost', 'sslmode=verify-full')),
      otherHost: await problem(at('127.0.0.1', trusted)),
      noFile: await problem(at('localhost', 'sslmode=verify-full&sslrootcert=/no/such.crt')),
    };
    expect(said.unknown).toMatch(/unknown authority.*sslrootcert/);
    expect(said.otherHost).toMatch(/certificate for another host.*DATABASE_URL/);
    expect(said.noFile).toMatch(/names a file of certificates that is not there/);
    for (const line of Object.values(said)) {
      expect(line).toMatch(/^database postgres:\/\/\S+ /);
      expect(line).not.toMatch(/secret-word|\n/);
    }
  });

  it('gives up a wait for a lock before the member does, and saves nothing of it', async () => {
    const store = await openPostgres(url, MIGRATIONS);
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    try {
      await store.tx('web:a', (tx) => tx.channels.ensure('c', 'web', SETTINGS, 0));
      await other.query("begin; select id from workspaces where id = 'web:a' for update");
      const held = store.tx('web:a', (tx) => tx.channels.setLanguage('c', 'de'));
      const beside = store.tx('web:b', (tx) => tx.channels.ensure('c', 'web', SETTINGS, 0));
      expect(await beside).toEqual(SETTINGS);
      await expect(held).rejects.toMatchObject({ kind: 'busy' });
      await other.query('rollback');
      const kept = await store.tx('web:a', (tx) => tx.channels.channel('c'));
      expect(kept?.language).toBe('en');
    } finally {
      await other.end();
      await store.close();
    }
  });
});

import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { command, complaints, operatorsFolder } from '../lived-in/program.ts';
import { hasPostgres, POSTGRES, startPostgres, type PostgresServer } from '../postgres/server.ts';
import { MIGRATIONS } from '../../src/migrations.ts';

/** Far less than the minute for which a server waits for a password. */
const ENDS_MS = 20_000;
/** AuthenticationSASL and AuthenticationSASLContinue of Postgres' protocol. */
const ASKS_FOR_PASSWORD = [
  'R\0\0\0\x17\0\0\0\x0ASCRAM-SHA-256\0\0',
  'R\0\0\0\x0B\0\0\0\x0Br=x',
].map((message) => Buffer.from(message, 'latin1'));

describe('a start that Postgres refuses is one line and ends at once', () => {
  let folder: string;
  beforeAll(() => {
    folder = operatorsFolder();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('where the server waits for a password that is not set', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      const messages = ASKS_FOR_PASSWORD.values();
      socket.on('data', () => socket.write(messages.next().value ?? ''));
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const url = `postgres://deckhand@127.0.0.1:${port}/quiz`;
    const began = performance.now();
    const ended = await command(folder, ['start'], { DATABASE_URL: url });
    server.close();
    expect(complaints(ended)).toEqual([
      `deckhand: database postgres://127.0.0.1:${port}/quiz asks for a password: write it into DATABASE_URL, or set PGPASSWORD`,
    ]);
    expect(ended.code).toBe(78);
    expect(performance.now() - began).toBeLessThan(ENDS_MS);
  });
});

describe.skipIf(!hasPostgres)(`an unusable database on ${POSTGRES}`, () => {
  let server: PostgresServer;
  let admin: string;
  beforeAll(async () => {
    server = await startPostgres();
    admin = await server.freshDatabase();
  });
  afterAll(() => server.stop());

  /** The address of a database of that name, made with those options. */
  async function made(name: string, options = ''): Promise<string> {
    await server.query(admin, `create database ${name} ${options}`);
    const url = new URL(admin);
    url.pathname = `/${name}`;
    return url.href;
  }

  async function refusal(url: string, schema: 'migrate' | 'require' = 'migrate'): Promise<string> {
    try {
      await (await openPostgres(url, MIGRATIONS, { schema })).close();
      return 'it was opened';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  const as = (user: string, url: string): string => url.replace('//deckhand@', `//${user}@`);

  it('is named with what mends it: whose it is, what else is in it, what letters it takes', async () => {
    await server.query(admin, 'create role guest login');
    const empty = await made('empty');
    expect(await refusal(as('guest', empty))).toMatch(/empty gives this user too few rights: make/);
    expect(await refusal(as('guest', await server.freshDatabase()))).toMatch(/too few rights/);
    const shared = await made('shared');
    await server.query(shared, 'create table members (id int)');
    expect(await refusal(shared)).toMatch(/shared has a table of another program .* an empty/);
    const latin = await made('latin', "encoding 'LATIN1' locale 'C' template template0");
    expect(await refusal(latin)).toMatch(/latin has the encoding LATIN1.*createdb --encoding=UTF8/);
  });

  it('that is read-only starts no bot, and can be verified', async () => {
    const url = new URL(await server.freshDatabase());
    url.searchParams.set('options', '-c default_transaction_read_only=on');
    expect(await refusal(url.href)).toMatch(/is read-only: set DATABASE_URL to the server that/);
    expect(await refusal(url.href, 'require')).toBe('it was opened');
  });

  it('of a newer Deckhand is refused with what Postgres has for a backup', async () => {
    const url = await server.freshDatabase();
    await server.query(url, "insert into kysely_migration values ('9999_future', '2030')");
    for (const schema of ['migrate', 'require'] as const) {
      expect(await refusal(url, schema)).toMatch(/written by a newer Deckhand: .*pg_restore/);
      expect(await refusal(url, schema)).not.toContain('db restore');
    }
  });
});

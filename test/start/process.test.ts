import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { freePort } from '../free-port.ts';
import { Database } from '../../src/store/sqlite/driver.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../program.ts';
import { operatorsFolder, TINY, type Ended } from '../lived-in/program.ts';

let folder: string;

beforeEach(() => {
  folder = operatorsFolder();
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The real program with these settings, until it ends by itself; a bot is stopped when it has started. */
async function run(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Ended> {
  const port = await freePort();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...PROGRAM, ...args], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        TSX_TSCONFIG_PATH: path.resolve('tsconfig.json'),
        WEB_PORT: String(port),
        ...env,
      },
    });
    let said = '';
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('Discord: set DISCORD_TOKEN')) child.kill('SIGTERM');
    });
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    child.on('close', (code) => resolve({ code, said }));
  });
}

describe('a bad start is one line and an exit code', () => {
  it.each<[string, () => Record<string, string>, RegExp, number]>([
    [
      'a file that is no database',
      () => {
        writeFileSync(
          path.join(folder, 'junk.db'),
          'this is not a database, by any means'.repeat(100),
        );
        return { DATABASE_URL: 'sqlite:junk.db' };
      },
      /database junk\.db is not a database: move it away/,
      1,
    ],
    [
      'a folder in place of the database',
      () => {
        mkdirSync(path.join(folder, 'dir.db'));
        return { DATABASE_URL: 'sqlite:dir.db' };
      },
      /database dir\.db is a folder/,
      78,
    ],
    [
      'a database folder that cannot be made',
      () => {
        writeFileSync(path.join(folder, 'file'), '');
        return { DATABASE_URL: 'sqlite:file/quiz.db' };
      },
      /database file\/quiz\.db: the folder or file is not writable/,
      78,
    ],
    [
      'a newer schema',
      () => {
        const database = new Database(path.join(folder, 'new.db'));
        database.exec(
          "create table kysely_migration (name varchar(255) primary key, timestamp varchar(255)); create table kysely_migration_lock (id varchar(255) primary key, is_locked integer default 0); insert into kysely_migration_lock values ('migration_lock', 0); insert into kysely_migration values ('9999_future', '2030')",
        );
        database.close();
        return { DATABASE_URL: 'sqlite:new.db' };
      },
      /was written by a newer Deckhand/,
      1,
    ],
    [
      'no decks folder',
      () => ({ DECKS_DIR: 'nowhere' }),
      /the decks folder \S+\/nowhere cannot be read/,
      78,
    ],
    [
      'no deck',
      () => {
        mkdirSync(path.join(folder, 'empty'));
        return { DECKS_DIR: 'empty' };
      },
      /there is no deck in \S+\/empty/,
      78,
    ],
    [
      'a broken deck',
      () => {
        writeFileSync(
          path.join(folder, 'decks', 'tiny.yaml'),
          TINY.replace('key: true', 'key: maybe'),
        );
        return {};
      },
      /tiny\.yaml:7:\d+ /,
      1,
    ],
    [
      'an unknown setting',
      () => ({ WEB_PROT: '1' }),
      /WEB_PROT is not a setting of Deckhand: did you mean WEB_PORT\?/,
      78,
    ],
  ])('%s', async (_what, prepare, line, code) => {
    const ended = await run(prepare());
    expect(ended.said).toMatch(line);
    expect(ended.said).not.toMatch(/^\s+at /m);
    expect(ended.code).toBe(code);
    expect(ended.said.split('\n').filter((one) => one.startsWith('deckhand: '))).toHaveLength(1);
  });

  it('a port that is taken', async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    const ended = await run({ WEB_PORT: String(port) });
    other.close();
    expect(ended.said).toContain(
      `127.0.0.1:${port} is in use by another program: stop it, or set WEB_PORT`,
    );
    expect(ended.code).toBe(1);
  });
});

describe('a good start', () => {
  it('says where the chat is and what to set, and ends cleanly', async () => {
    const ended = await run({});
    expect(ended.said).toMatch(/Local chat: http:\/\/127\.0\.0\.1:\d+/);
    expect(ended.said).toContain('Slack: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN');
    expect(ended.said).toContain('Discord: set DISCORD_TOKEN');
    expect(ended.code).toBe(0);
  });

  it('verifies, backs up and restores', async () => {
    await run({});
    expect((await run({}, ['db', 'verify'])).said).toContain('all is well');
    expect((await run({}, ['db', 'backup', 'copy.db'])).said).toContain('written: copy.db');
    expect((await run({}, ['db', 'restore', 'copy.db'])).said).toContain(
      'restored: data/deckhand.db',
    );
    expect((await run({}, ['db', 'restore', 'nothing.db'])).code).toBe(1);
    expect((await run({}, ['db', 'migrate'])).said).toContain('up to date');
  }, 40_000);
});

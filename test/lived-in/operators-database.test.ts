import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Database } from '../../src/store/sqlite/driver.ts';
import { holdDatabase } from '../../src/store/sqlite/database-hold.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { restoreBackup } from '../../src/store/sqlite/restore.ts';
import { openBrowser, type Browser } from '../adapters/web/browser.ts';
import { silent } from '../adapters/web/start.ts';
import { MIGRATIONS } from '../../src/migrations.ts';
import { command, complaints, operatorsFolder, startBot, type Running } from './program.ts';

let folder: string;
let bots: Running[];
const database = (): string => path.join(folder, 'data', 'deckhand.db');
const inFolder = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = operatorsFolder();
  bots = [];
});
afterEach(async () => {
  for (const bot of bots) await bot.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(settings: Readonly<Record<string, string>> = {}): Promise<Running> {
  const bot = await startBot(folder, settings);
  bots.push(bot);
  return bot;
}

/** Joins and answers the open question. */
async function answerAs(bot: Running, name: string): Promise<Browser> {
  const browser = openBrowser(bot.url);
  expect((await browser.submit('/join', { name })).status).toBe(303);
  await press(browser);
  return browser;
}

async function press(browser: Browser): Promise<number> {
  const messages = await browser.sees();
  const question = messages.find(({ buttons }) =>
    buttons.some(({ code }) => code?.includes('answer')),
  );
  const code = question?.buttons.find((button) => button.code?.includes('answer'))?.code ?? '';
  return (await browser.submit('/press', { message: question?.message ?? '', code })).status;
}

function answersIn(file: string): number {
  const opened = new Database(file, { readonly: true });
  const count = Number(opened.prepare('select count(*) from answers').pluck().get());
  opened.close();
  return count;
}

describe('31: db restore', () => {
  test('refuses while a bot holds the database, then restores, twice, and loses nothing', async () => {
    const bot = await start();
    await answerAs(bot, 'Ada');
    expect((await command(folder, ['db', 'backup', 'one.db'])).said).toMatch(/^written: one\.db/);
    await answerAs(bot, 'Ben');

    const beside = await command(folder, ['db', 'restore', 'one.db']);
    expect(complaints(beside)).toHaveLength(1);
    expect(beside.said).toMatch(/is open in a running bot or another deckhand command: stop it/);
    expect(beside.code).toBe(1);
    expect(answersIn(database())).toBe(2);

    await bot.stop();
    const first = await command(folder, ['db', 'restore', 'one.db']);
    expect(first.said).toMatch(
      /^restored: data\/deckhand\.db from one\.db, with 1 member and 1 answer; the former one is (\S+)\n$/,
    );
    const former = /former one is (\S+)/.exec(first.said)?.[1] ?? '';
    expect(answersIn(inFolder(former))).toBe(2);
    const second = await command(folder, ['db', 'restore', 'one.db', '--json']);
    const told = JSON.parse(second.said);
    expect(told).toMatchObject({ members: 1, answers: 1 });
    expect(told.former).not.toBe(former);
    expect(answersIn(inFolder(former))).toBe(2);
    expect(answersIn(inFolder(told.former))).toBe(1);
    expect(
      readdirSync(path.join(folder, 'data')).filter((name) => name.includes('restoring')),
    ).toEqual([]);

    const again = await start();
    expect((await openBrowser(again.url).get('/')).status).toBe(200);
  }, 60_000);

  test.each<[string, (file: string) => unknown, RegExp]>([
    [
      'another program’s database',
      (file) => {
        const other = new Database(file);
        other.exec('create table bookmarks (url text)');
        other.close();
      },
      /is not a backup of Deckhand: nothing was changed/,
    ],
    ['an empty file', (file) => writeFileSync(file, ''), /is not a backup of Deckhand/],
    [
      'no database at all',
      (file) => writeFileSync(file, 'notes'.repeat(500)),
      /^\S+ is not a backup of Deckhand: nothing was changed$/,
    ],
    [
      'a backup that was cut off',
      async (file) => {
        await (await openSqlite(file, MIGRATIONS)).close();
        writeFileSync(file, readFileSync(file).subarray(0, 9_000));
      },
      /^\S+ is damaged, nothing was changed: name another backup$/,
    ],
    [
      'a backup of a newer version',
      async (file) => {
        await (await openSqlite(file, MIGRATIONS)).close();
        const newer = new Database(file);
        newer.exec("insert into kysely_migration values ('9999_later', '2030')");
        newer.close();
      },
      /was written by a newer Deckhand/,
    ],
    [
      'a backup that does not verify',
      async (file) => {
        await (await openSqlite(file, MIGRATIONS)).close();
        const wrong = new Database(file);
        wrong.exec(
          "insert into workspaces values ('w', 'web', 'w', 0, null); insert into boards values (1, 'w', 'c', 'all'); insert into tallies values (1, 10, 3)",
        );
        wrong.close();
      },
      /is not sound, nothing was changed: w: tally wrong/,
    ],
    ['a folder', (file) => mkdirSync(file), /is no file/],
  ])('refuses %s and changes nothing', async (_what, make, line) => {
    await (await openSqlite(database(), MIGRATIONS)).close();
    const before = readFileSync(database());
    await make(inFolder('given.db'));
    const options = { migrations: MIGRATIONS, now: 0 };
    await expect(restoreBackup(inFolder('given.db'), database(), options)).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(line),
    });
    expect(readFileSync(database()).equals(before)).toBe(true);
    expect(
      readdirSync(path.join(folder, 'data')).filter((name) => !name.endsWith('.lock')),
    ).toEqual(['deckhand.db']);
  });

  test('refuses the database itself', async () => {
    await (await openSqlite(database(), MIGRATIONS)).close();
    const options = { migrations: MIGRATIONS, now: 0 };
    await expect(restoreBackup(database(), database(), options)).rejects.toThrow(
      /is the database itself/,
    );
  });
});

describe('32: in the wrong folder', () => {
  test.each([['backup', 'copy.db'], ['verify'], ['rebuild']])(
    'db %s refuses and creates nothing',
    async (...words) => {
      const before = readdirSync(folder);
      const ended = await command(folder, ['db', ...words]);
      expect(ended.said).toContain(`there is no database at ${database()}`);
      expect(complaints(ended)).toHaveLength(1);
      expect(ended.code).toBe(78);
      expect(readdirSync(folder)).toEqual(before);
    },
  );

  test('a start without decks makes no database', async () => {
    rmSync(inFolder('decks'), { recursive: true });
    const ended = await command(folder, ['start'], { WEB_PORT: '0' });
    expect(ended.said).toContain(inFolder('decks'));
    expect(complaints(ended)).toHaveLength(1);
    expect(ended.code).toBe(78);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('verify leaves another program’s database as it is', async () => {
    const other = new Database(inFolder('other.db'));
    other.exec('create table bookmarks (url text)');
    other.close();
    const before = readFileSync(inFolder('other.db'));
    const ended = await command(folder, ['db', 'verify'], { DATABASE_URL: 'sqlite:other.db' });
    expect(ended.said).toMatch(/database other\.db is not a database of Deckhand/);
    expect(readFileSync(inFolder('other.db')).equals(before)).toBe(true);
  });

  test('the database, its companions and backups are for this user alone', async () => {
    const bot = await start();
    await command(folder, ['db', 'backup', 'copy.db']);
    const files = readdirSync(path.join(folder, 'data')).map((name) =>
      path.join(folder, 'data', name),
    );
    for (const file of [...files, inFolder('copy.db')])
      expect(`${file} ${(statSync(file).mode & 0o777).toString(8)}`).toBe(`${file} 600`);
    await bot.stop();
  });

  test('a backup of an older version is made before that version is migrated', async () => {
    const old = new Database(inFolder('old.db'));
    await (await openSqlite(inFolder('new.db'), MIGRATIONS)).close();
    old.close();
    copyFileSync(inFolder('new.db'), inFolder('old.db'));
    const opened = new Database(inFolder('old.db'));
    opened.exec("delete from kysely_migration where name = '0009_names'");
    opened.close();
    const settings = { DATABASE_URL: 'sqlite:old.db' };
    expect((await command(folder, ['db', 'backup', 'kept.db'], settings)).said).toMatch(/^written/);
    expect((await command(folder, ['db', 'verify'], settings)).said).toMatch(
      /was written by an older Deckhand: run deckhand db backup FILE, stop the bot, then run deckhand db migrate/,
    );
  });
});

test('db rebuild makes damaged boards anew from the answers', async () => {
  const bot = await start();
  await answerAs(bot, 'Ada');
  await answerAs(bot, 'Ben');
  await bot.stop();
  const opened = new Database(database());
  // As if both had been added up, and their standings lost.
  opened.exec('update answers set tallied = 1; delete from standings; delete from tallies');
  opened.close();
  expect((await command(folder, ['db', 'verify'])).code).toBe(1);
  const rebuilt = await command(folder, ['db', 'rebuild']);
  expect(rebuilt.said).toMatch(/^rebuilt [1-9]\d* standings\nall is well\n$/);
  expect(rebuilt.code).toBe(0);
  expect((await command(folder, ['db', 'verify'])).said).toBe('all is well\n');
}, 40_000);

describe('33: the database goes away under the running bot', () => {
  test('it ends with one line before anything more is confirmed', async () => {
    const bot = await start({ LOG_FORMAT: 'pretty' });
    const ada = await answerAs(bot, 'Ada');
    rmSync(database());
    const confirmed = await ada.submit('/say', { text: 'is this kept?' }).then(
      ({ status }) => status < 400,
      () => false,
    );
    expect(confirmed).toBe(false);
    const ended = await bot.ended;
    expect(ended.code).toBe(1);
    const lines = ended.said
      .split('\n')
      .filter((line) => line.includes('was moved, replaced or deleted'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^error ending: database data\/deckhand\.db was moved/);
  });

  test('also when nobody does anything', async () => {
    const bot = await start();
    rmSync(database());
    expect((await bot.ended).code).toBe(1);
  });

  test.each<[string, () => void]>([
    ['moved', () => renameSync(database(), inFolder('moved.db'))],
    [
      'replaced by a copy',
      () => {
        copyFileSync(database(), inFolder('copy.db'));
        renameSync(inFolder('copy.db'), database());
      },
    ],
    ['without its -wal', () => rmSync(`${database()}-wal`)],
  ])('%s: nothing is confirmed from then on', async (_what, harm) => {
    const told: string[] = [];
    const store = await openSqlite(database(), MIGRATIONS, { onLost: (why) => told.push(why) });
    const settings = { zone: 'UTC', language: 'en', board: 'live' } as const;
    const write = (channel: string) =>
      store.tx('web:a', (tx) => tx.channels.ensure(channel, 'web', settings, 1));
    await write('before');
    harm();
    for (let count = 0; count < 3; count += 1)
      await expect(write('after')).rejects.toMatchObject({ name: 'StoreError', kind: 'lost' });
    expect(told).toHaveLength(1);
    await store.close();
  });
});

describe('34: another program holds the database', () => {
  test.each(['begin immediate', 'begin exclusive'])(
    '%s: nobody waits longer than 2.5 s, and what needs no database waits not at all',
    async (hold) => {
      const bot = await start();
      const ada = await answerAs(bot, 'Ada');
      const other = new Database(database());
      other.exec(hold);
      const times: number[] = [];
      const timed = async (work: () => Promise<unknown>): Promise<number> => {
        const from = performance.now();
        await work();
        return performance.now() - from;
      };
      const said = Array.from({ length: 5 }, () =>
        timed(() => ada.submit('/say', { text: 'hello' })),
      );
      const joined = timed(async () => {
        const newcomer = openBrowser(bot.url);
        const refused = await newcomer.submit('/join', { name: 'Cleo' });
        expect(refused.status).toBe(503);
        expect(refused.body).toContain('This was not saved');
        expect(refused.body).toContain('value="Cleo"');
      });
      const pressed = timed(async () => {
        const answer = await ada.submit('/press', { message: '', code: '1.tips.nothing' });
        expect(answer.body).toMatch(/not saved/i);
      });
      for (let count = 0; count < 20; count += 1) {
        times.push(await timed(() => openBrowser(bot.url).get('/static/style.css')));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(Math.max(...times)).toBeLessThan(300);
      // Reads of the page go on meanwhile.
      expect(await timed(() => ada.get('/'))).toBeLessThan(300);
      expect(Math.max(...(await Promise.all([...said, pressed, joined])))).toBeLessThan(2_600);
      const studio = await ada.get('/studio/decks');
      expect(studio.status).toBe(503);
      expect(studio.body).toContain('This cannot be shown now: the database is not free.');
      // Whoever comes later does not wait the same time again.
      expect(await timed(() => ada.submit('/say', { text: 'late' }))).toBeLessThan(500);
      other.exec('rollback');
      other.close();
      expect((await ada.submit('/say', { text: 'after' })).status).toBe(204);
    },
  );
});

test('35: one damaged page is found at the start, in one line, every time', async () => {
  const bot = await start();
  for (let index = 0; index < 3; index += 1) await answerAs(bot, `Member ${index}`);
  await bot.stop();
  // Damage to a page that nothing uses is none.
  const packed = new Database(database());
  packed.exec('vacuum');
  packed.close();
  const whole = readFileSync(database());
  const damage = (page: number): void => {
    const bytes = Buffer.from(whole);
    bytes.fill(0xa7, page * 4096, (page + 1) * 4096);
    writeFileSync(inFolder('damaged.db'), bytes);
  };
  for (let page = 1; page < whole.length / 4096; page += 1) {
    damage(page);
    const opened = openSqlite(inFolder('damaged.db'), MIGRATIONS, { checkLog: silent });
    await expect(opened, `page ${page}`).rejects.toThrow(
      /damaged\.db is damaged.*restore a backup \(deckhand db restore FILE\)$/,
    );
  }
  damage(7);
  const ended = await command(folder, ['start'], { DATABASE_URL: 'sqlite:damaged.db' });
  expect(ended.said).toMatch(/database damaged\.db is damaged/);
  expect(complaints(ended)).toHaveLength(1);
  expect(ended.code).toBe(1);
}, 60_000);

describe('an older database', () => {
  const old = gunzipSync(
    readFileSync(new URL('../store/fixtures/database-0008.db.gz', import.meta.url)),
  );

  test('is brought up to date only while nobody else has it open', async () => {
    mkdirSync(path.dirname(database()));
    writeFileSync(database(), old);
    const hold = await holdDatabase(database());
    for (const args of [['db', 'migrate'], ['start']]) {
      const ended = await command(folder, args);
      expect(complaints(ended)).toEqual([
        'deckhand: database data/deckhand.db was written by an older Deckhand and is still open in a bot or another deckhand command: stop it, then run this again',
      ]);
    }
    const opened = new Database(database(), { readonly: true });
    const newest = opened.prepare('select max(name) from kysely_migration').pluck().get();
    opened.close();
    expect(newest).toBe('0008_boards');
    hold.release();
    // Both find it old, one of them migrates it.
    const [first, second] = await Promise.all([start(), start()]);
    expect((await openBrowser(first.url).get('/')).status).toBe(200);
    expect((await openBrowser(second.url).get('/')).status).toBe(200);
    expect((await command(folder, ['db', 'verify'])).said).toBe('all is well\n');
  });
});

describe('46: one line with the fix', () => {
  test('doctor says that a start would find no decks', async () => {
    const sound = await command(folder, ['doctor']);
    expect(sound.said).toContain('1 deck can be asked');
    expect(sound.code).toBe(0);
    writeFileSync(inFolder('decks/broken.yaml'), 'deck: [');
    const broken = await command(folder, ['doctor']);
    expect(broken.said).toMatch(/^error {3}.*broken\.yaml/m);
    expect(broken.code).toBe(1);
    rmSync(inFolder('decks'), { recursive: true });
    const gone = await command(folder, ['doctor']);
    expect(gone.said).toMatch(/error {3}the decks folder .* cannot be read: .*deckhand init/);
    expect(gone.code).toBe(1);
  });

  test('a lock file that is none, a database and a backup that cannot be read', async () => {
    await (await start()).stop();
    const made = await command(folder, ['db', 'backup', 'good.db']);
    expect(made.code).toBe(0);
    const cut = readFileSync(database()).fill(0x5a, 100, 8_192);
    writeFileSync(database(), cut);
    const backup = await command(folder, ['db', 'backup', 'b.db']);
    expect(complaints(backup)).toEqual([
      'deckhand: database data/deckhand.db is damaged: restore a backup (deckhand db restore FILE)',
    ]);
    const lock = `${database()}-open.lock`;
    rmSync(lock);
    mkdirSync(lock);
    const held = await command(folder, ['db', 'verify']);
    expect(complaints(held)[0]).toMatch(/deckhand\.db-open\.lock cannot be opened: check/);
  });

  test('an unknown command is named', async () => {
    const ended = await command(folder, ['foo']);
    expect(ended.said).toBe(
      'deckhand: there is no command “foo” (deckhand --help shows what there is)\n',
    );
    expect((await command(folder, ['doctro'])).said).toContain('did you mean doctor?');
    expect((await command(folder, ['start', 'foo'])).said).toBe(
      'deckhand: start takes nothing after it: leave out “foo”\n',
    );
    expect((await command(folder, ['db', 'foo'])).said.trim().split('\n')).toHaveLength(1);
    expect(existsSync(database())).toBe(false);
  });

  test('a folder that cannot be made', async () => {
    const ended = await command(folder, ['start'], { DATABASE_URL: 'sqlite:/proc/x/d.db' });
    expect(ended.said).toMatch(/^deckhand: database \/proc\/x\/d\.db: .*set DATABASE_URL/);
    expect(complaints(ended)).toHaveLength(1);
    expect(ended.code).toBe(78);
  });

  test('--version', async () => {
    expect((await command(folder, ['--version'])).said).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

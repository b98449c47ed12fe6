import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environment, readConfig } from '../../src/config.ts';
import { StartError } from '../../src/ports/errors.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'deckhand-config-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const CANARY = 'SECRETcanary0123456789abcdef';

function mistake(env: Readonly<Record<string, string>>): string {
  try {
    readConfig(env, false);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    expect(error.exitCode).toBe(78);
    expect(error.message).not.toContain(CANARY);
    return error.message;
  }
  throw new Error('it was accepted');
}

describe('settings', () => {
  it('default to the local chat', () => {
    const config = readConfig({}, false);
    expect(config.web).toMatchObject({ host: '127.0.0.1', port: 3000 });
    expect(config.slack).toBeNull();
    expect(config.discord).toBeNull();
    expect(config.database).toEqual({ kind: 'sqlite', file: 'data/deckhand.db' });
    expect(config.log).toEqual({ level: 'info', format: 'json' });
  });

  it('name a file or a Postgres database', () => {
    const url = 'postgres://quiz:secret@db.example.com:5432/quiz?sslmode=verify-full';
    expect(readConfig({ DATABASE_URL: url }, false).database).toEqual({ kind: 'postgres', url });
    const said = mistake({ DATABASE_URL: 'postgres://quiz:secret@db.example.com' });
    expect(said).toContain('expected postgres://USER:PASSWORD@HOST/NAME');
    expect(said).not.toContain('secret');
  });

  it('take the password of Postgres from PGPASSWORD where the URL has none', () => {
    const used = (url: string): unknown => {
      const { database } = readConfig({ DATABASE_URL: url, PGPASSWORD: 'p/w d' }, false);
      return database.kind === 'postgres' ? new pg.Client(database.url).password : null;
    };
    expect(used('postgres://quiz@db.example.com/quiz?sslmode=disable')).toBe('p/w d');
    expect(used('postgres:///quiz?host=/run/postgresql&user=quiz')).toBe('p/w d');
    expect(used('postgres://quiz:own@db.example.com/quiz')).toBe('own');
  });

  it('refuse an option of Postgres that is misspelt, so that no connection is open by mistake', () => {
    const said = (options: string): string =>
      mistake({ DATABASE_URL: `postgres://quiz:${CANARY}@db.example.com/quiz?${options}` });
    expect(said('sslmod=verify-full')).toContain('option sslmod: did you mean sslmode?');
    expect(said('sslmode=verify_full')).toContain('verify-full, no-verify in its option sslmode');
    expect(said('statement_timeout=5s')).toContain('milliseconds in its option statement_timeout');
    const others = 'sslmode=require&channel_binding=require&pgbouncer=true';
    const url = `postgres://quiz@db.example.com/quiz?${others}`;
    expect(readConfig({ DATABASE_URL: url }, false).database).toEqual({ kind: 'postgres', url });
  });

  it('switch the local chat off when a platform is set, and on again by WEB_PORT', () => {
    const discord = { DISCORD_TOKEN: 'aaa.bbb.ccc' };
    expect(readConfig(discord, false).web).toBeNull();
    expect(readConfig({ ...discord, WEB_PORT: '3001' }, false).web?.port).toBe(3001);
    expect(readConfig({ WEB_PORT: '0' }, false).web).toBeNull();
  });

  it.each([
    [
      { SLACK_BOT_TOKEN: `xapp-${CANARY}` },
      'SLACK_BOT_TOKEN is “xapp-…”: expected a bot token, which begins with xoxb-',
    ],
    [
      { SLACK_APP_TOKEN: `xoxb-${CANARY}` },
      'SLACK_APP_TOKEN is “xoxb-…”: expected an app-level token, which begins with xapp-',
    ],
    [{ SLACK_BOT_TOKEN: `xoxb-${CANARY}` }, 'SLACK_BOT_TOKEN is set alone: add SLACK_APP_TOKEN'],
    [{ SLACK_APP_TOKEN: `xapp-${CANARY}` }, 'SLACK_APP_TOKEN is set without SLACK_BOT_TOKEN'],
    [
      { SLACK_SIGNING_SECRET: 'short' },
      'SLACK_SIGNING_SECRET is “short…”: expected the signing secret',
    ],
    [
      { SLACK_BOT_TOKN: `xoxb-${CANARY}` },
      'SLACK_BOT_TOKN is not a setting of Deckhand: did you mean SLACK_BOT_TOKEN?',
    ],
    [{ DISCORD_TOKEN: CANARY }, 'DISCORD_TOKEN is “SECRE…”: expected a bot token, three parts'],
    [{ DISCORD_API_URL: 'http://127.0.0.1:1/api' }, 'DISCORD_API_URL is set without DISCORD_TOKEN'],
    [
      { DISCORD_TOKEN: 'a.b.c', DISCORD_API_URL: 'localhost' },
      'DISCORD_API_URL is “localhost”: expected a URL',
    ],
    [{ WEB_PRT: '3000' }, 'WEB_PRT is not a setting of Deckhand: did you mean WEB_PORT?'],
    [{ WEB_PORT: 'abc' }, 'WEB_PORT is “abc”: expected a port from 0 to 65535'],
    [{ WEB_PORT: '70000' }, 'WEB_PORT is “70000”: expected a port from 0 to 65535'],
    [
      { DATABASE_URL: 'postgres://x' },
      'DATABASE_URL is “postgres://x”: expected postgres://USER:PASSWORD@HOST/NAME',
    ],
    [
      { SHARDING_MANAGER: 'true', SHARDS: '2', SHARD_COUNT: '2' },
      'SHARDS is “2” of SHARD_COUNT “2”: expected numbers below the count',
    ],
    [{ TIME_ZONE: 'Europe/Lodnon' }, 'TIME_ZONE is “Europe/Lodnon”: expected a time zone'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is “loud”: expected one of trace, debug'],
    [{ LOG_FORMAT: 'xml' }, 'LOG_FORMAT is “xml”: expected pretty or json'],
  ])('%j', (env, line) => {
    const said = mistake(env);
    expect(said).toContain(line);
    expect(said.split('\n')).toHaveLength(1);
  });

  const KEY = Buffer.alloc(32, 7).toString('base64');
  const MANY = {
    SLACK_CLIENT_ID: '1111.2222',
    SLACK_CLIENT_SECRET: CANARY,
    SLACK_STATE_SECRET: CANARY,
    SLACK_SIGNING_SECRET: '0123456789abcdef',
    ENCRYPTION_KEY: `${KEY}, ${Buffer.alloc(32, 8).toString('base64')}`,
    PUBLIC_URL: 'https://quiz.example.com/',
  };

  it('take Slack for many workspaces, with several keys', () => {
    const { slack, http } = readConfig(MANY, false);
    expect(slack).toMatchObject({
      kind: 'many',
      clientId: '1111.2222',
      publicOrigin: 'https://quiz.example.com',
    });
    const keys = slack?.kind === 'many' ? slack.encryptionKeys : [];
    expect(keys.map((key) => [key.length, key[0]])).toEqual([
      [32, 7],
      [32, 8],
    ]);
    expect(http).not.toBeNull();
  });

  it.each([
    'SLACK_CLIENT_ID',
    'SLACK_CLIENT_SECRET',
    'SLACK_STATE_SECRET',
    'SLACK_SIGNING_SECRET',
    'ENCRYPTION_KEY',
    'PUBLIC_URL',
  ] as const)('for many workspaces are not complete without %s', (name) => {
    const said = mistake({ ...MANY, [name]: '' });
    expect(said).toMatch(new RegExp(`^${name} is missing: Slack for many workspaces needs`));
    expect(said.split('\n')).toHaveLength(1);
  });

  it.each([
    [{ SLACK_CLIENT_ID: 'abc' }, 'SLACK_CLIENT_ID is “abc”: expected the client ID of the app'],
    [{ SLACK_CLIENT_SECRET: `${CANARY}!` }, 'SLACK_CLIENT_SECRET is not what it should be'],
    [{ SLACK_STATE_SECRET: 'short' }, 'SLACK_STATE_SECRET is not what it should be'],
    [{ ENCRYPTION_KEY: CANARY }, 'ENCRYPTION_KEY is not what it should be: expected 32 bytes'],
    [{ ENCRYPTION_KEY: `${KEY},` }, 'ENCRYPTION_KEY is not what it should be: expected 32 bytes'],
    [{ SLACK_BOT_TOKEN: `xoxb-${CANARY}` }, 'SLACK_BOT_TOKEN is set beside SLACK_CLIENT_ID'],
    [{ SLACK_APP_TOKEN: `xapp-${CANARY}` }, 'SLACK_APP_TOKEN is set beside SLACK_CLIENT_ID'],
  ])('for many workspaces: %j', (wrong, line) => {
    const said = mistake({ ...MANY, ...wrong });
    expect(said).toContain(line);
    expect(said).not.toContain(KEY.slice(0, 5));
    expect(said.split('\n')).toHaveLength(1);
  });

  it('says all mistakes at once, one line each', () => {
    const lines = mistake({ WEB_PORT: 'x', LOG_LEVEL: 'x', SLACK_FOO: 'x' }).split('\n');
    expect(lines).toHaveLength(3);
  });
});

describe('.env', () => {
  const file = (): string => path.join(folder, '.env');

  it('is read under the environment, an empty value counts as not set', () => {
    writeFileSync(file(), 'WEB_PORT=3456\nLOG_LEVEL="debug"\n# a remark\nDECKS_DIR=\n');
    const config = readConfig(environment(file(), { WEB_PORT: '4000' }), false);
    expect(config.web?.port).toBe(4000);
    expect(config.log.level).toBe('debug');
    expect(config.decksDir).toBe('decks');
  });

  it('with PORT gives health and metrics to the local chat alone too', () => {
    expect(readConfig({}, false).http).toBeNull();
    expect(readConfig({ PORT: '8081' }, false).http).toEqual({ host: '127.0.0.1', port: 8081 });
  });

  it('may be missing', () => {
    expect(environment(file(), {})).toEqual({});
  });

  it('that cannot be read is named', () => {
    mkdirSync(file());
    expect(() => environment(file(), {})).toThrow(/\.env cannot be read \(EISDIR\)/);
  });

  it('with a line that is none is named by its number', () => {
    writeFileSync(file(), 'WEB_PORT=3000\nthis is not a setting\n');
    expect(() => environment(file(), {})).toThrow(/\.env:2: expected NAME=value/);
  });

  it('with a name that is nearly a setting is refused, since the setting would be left out', () => {
    writeFileSync(file(), 'DATABSE_URL=sqlite:quiz.db\n');
    expect(() => environment(file(), {})).toThrow(
      /\.env: DATABSE_URL is not a setting of Deckhand: did you mean DATABASE_URL\?/,
    );
    // Settings of other programs may stand there too.
    const others = {
      POSTGRES_PASSWORD: 'x',
      PGSSLMODE: 'require',
      NODE_ENV: 'production',
      TZ: 'UTC',
    };
    writeFileSync(
      file(),
      Object.entries(others)
        .map((one) => one.join('='))
        .join('\n'),
    );
    expect(environment(file(), {})).toEqual(others);
  });
});

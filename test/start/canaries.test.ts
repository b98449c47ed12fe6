import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import * as discord from '../adapters/discord/standin/index.ts';
import { ADA, BO } from '../adapters/discord/scene.ts';
import { shownButtons as discordButtons } from '../adapters/discord/standin/read.ts';
import { later } from '../adapters/harness.ts';
import * as slack from '../adapters/slack/standin/index.ts';
import { CLIENT } from '../adapters/slack/standin/oauth.ts';
import { channelIn, InstallBrowser, team } from '../adapters/slack/start-many.ts';
import { shownButtons as slackButtons } from '../adapters/slack/standin/read.ts';
import { openBrowser, raw } from '../adapters/web/browser.ts';
import { startProcess, type DeckhandProcess } from '../deckhand.ts';
import { freePort } from '../free-port.ts';
import { command, operatorsFolder } from '../lived-in/program.ts';
import { hasPostgres, POSTGRES, startPostgres } from '../postgres/server.ts';
import { openTcpProxy } from '../tcp-proxy.ts';

const JOIN_CODE = 'canary-join-code-5d1f';
const ORIGIN = 'https://quiz.example.com';
/** In every wrong value below, after the five characters that an error may show. */
const CANARY = 'canary7f3b9c2e';

/** Settings whose value is, or may hold, a secret. */
const SECRET_SETTINGS = [
  'DATABASE_URL',
  'PGPASSWORD',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'ENCRYPTION_KEY',
  'SLACK_API_URL',
  'DISCORD_TOKEN',
  'DISCORD_API_URL',
  'PUBLIC_URL',
  'WEB_JOIN_CODE',
];

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** What shows a secret: as it is, and as headers and payloads carry it. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [secret, encodeURIComponent(secret), bytes.toString('base64url'), bytes.toString('hex')];
}

function expectNone(secrets: readonly string[], places: Readonly<Record<string, string>>): void {
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, `${place} is empty`).toBeGreaterThan(0);
    // An empty or short one would prove nothing.
    for (const secret of secrets) expect(secret.length, `a secret for ${place}`).toBeGreaterThan(5);
    for (const form of secrets.flatMap(formsOf))
      expect(text.includes(form), `${form} is in ${place}`).toBe(false);
  }
}

/** The bytes of every file in a folder, as text. */
const filesOf = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(path.join(folder, name), 'latin1'))
    .join('\n');

interface Stage {
  readonly onSlack: slack.StandIn;
  readonly onDiscord: discord.StandIn;
  readonly program: DeckhandProcess;
  readonly folder: string;
  readonly web: string;
}

/** The real program on all three platforms, with all that it could say in its log. */
async function start(mode: 'socket' | 'http'): Promise<Stage> {
  const onSlack = await slack.startStandIn();
  closing.push(() => onSlack.close());
  const onDiscord = await discord.startStandIn();
  closing.push(() => onDiscord.close());
  const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-canaries-'));
  closing.push(async () => rmSync(folder, { recursive: true }));
  const port = String(await freePort());
  const program = await startProcess('source', folder, {
    SLACK_BOT_TOKEN: onSlack.botToken,
    SLACK_API_URL: onSlack.apiUrl,
    ...(mode === 'socket'
      ? { SLACK_APP_TOKEN: onSlack.appToken }
      : { SLACK_SIGNING_SECRET: onSlack.signingSecret }),
    DISCORD_TOKEN: onDiscord.token,
    DISCORD_API_URL: onDiscord.apiUrl,
    PUBLIC_URL: ORIGIN,
    WEB_JOIN_CODE: JOIN_CODE,
    WEB_PORT: port,
    LOG_LEVEL: 'trace',
  });
  closing.push(() => program.kill());
  onSlack.deliverTo(mode === 'http' ? `http://127.0.0.1:${program.port}/slack/events` : null);
  return { onSlack, onDiscord, program, folder, web: `http://127.0.0.1:${port}` };
}

const answerCode = (buttons: readonly { readonly code: string | null }[]): string =>
  buttons.find(({ code }) => code?.includes('.answer.') === true)?.code ?? '';

/** A question, an answer and a board on Slack and Discord. */
async function play({ onSlack, onDiscord, program }: Stage): Promise<void> {
  await onSlack.command('U0ADA', 'ask', slack.CHANNEL);
  await onDiscord.command(ADA, 'ask', discord.CHANNEL);
  const asked = <Message extends { readonly only: unknown }>(messages: readonly Message[]) =>
    messages.find(({ only }) => only === null);
  await waitFor(
    () =>
      asked(onSlack.state.messages) !== undefined && asked(onDiscord.state.messages) !== undefined,
    program,
  );
  const here = asked(onSlack.state.messages);
  const there = asked(onDiscord.state.messages);
  if (here === undefined || there === undefined) throw new Error('no question');
  expect((await onSlack.press('U0BO', here, answerCode(slackButtons(here.blocks)))).status).toBe(
    200,
  );
  await onDiscord.press(BO, there, answerCode(discordButtons(there.components)));
  await onSlack.command('U0BO', 'privacy show', slack.CHANNEL);
  await onDiscord.command(BO, 'leaderboard', discord.CHANNEL);
}

/** What strangers, wrong codes and platforms that fail make it say. */
async function fail({ onSlack, onDiscord, program }: Stage): Promise<void> {
  const body = 'payload=%7B%7D';
  const headers = { 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': '1' };
  await raw(`http://127.0.0.1:${program.port}`, '/slack/events', { method: 'POST', headers, body });
  onSlack.fail('chat.postMessage', { kind: 'error', code: 'is_archived' });
  await onSlack.command('U0ADA', 'ask', slack.CHANNEL);
  await waitFor(() => program.output().includes('a post did not go out'), program);
  onSlack.state.broken = 'invalid_auth';
  onDiscord.state.broken = 401;
  const calls = onDiscord.state.calls.length;
  await onSlack.command('U0ADA', 'schedule daily 09:00', slack.CHANNEL);
  await onDiscord.command(ADA, 'ask', discord.CHANNEL).catch(() => undefined);
  await waitFor(() => onDiscord.state.calls.length > calls, program);
}

/** Waits for up to 30 s. */
async function waitFor(holds: () => boolean, program: DeckhandProcess): Promise<void> {
  for (let waited = 0; !holds(); waited += 1) {
    if (waited > 300) throw new Error(`waited in vain:\n${program.output()}`);
    await later(100, null);
  }
}

/** Pages of the local chat, with a wrong code and with the right one. */
async function visit(web: string): Promise<string> {
  const headers = {
    host: new URL(ORIGIN).host,
    origin: ORIGIN,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const join = (code: string) =>
    raw(web, '/join', { method: 'POST', headers, body: `name=Ada&code=${code}` });
  const wrong = await join('a-wrong-join-code');
  const right = await join(JOIN_CODE);
  expect(right.status).toBe(303);
  const cookie = right.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const page = await raw(web, '/', { headers: { ...headers, cookie } });
  expect(page.status).toBe(200);
  return [wrong.body, JSON.stringify(right.headers), page.body].join('\n');
}

/** A manager comes into the studio of a workspace. @returns the link, its code and the session */
async function enterStudio(
  onSlack: slack.StandIn,
  program: DeckhandProcess,
  from: slack.From,
): Promise<readonly string[]> {
  const privately = () => onSlack.state.messages.filter(({ only }) => only === 'U0ADA');
  const before = privately().length;
  await onSlack.command('U0ADA', 'studio', channelIn(from.team ?? ''), from);
  await waitFor(() => privately().length > before, program);
  const said = JSON.stringify(privately().at(-1)?.blocks);
  const link = /\/studio\/enter\/([\w-]+)/.exec(said)?.[1] ?? '';
  const code = /\b(\d{3}) ?(\d{3})\b/.exec(said)?.slice(1).join('') ?? '';
  const manager = openBrowser(`http://127.0.0.1:${program.port}`);
  expect((await manager.submit('/studio/enter', { link, code: '000000' })).status).toBe(403);
  expect((await manager.submit('/studio/enter', { link, code })).status).toBe(303);
  expect((await manager.get('/studio')).status).toBe(200);
  return [link, code, manager.cookie().split('=')[1] ?? ''];
}

/** A start without ports, with all that it could say. */
const QUIET = { WEB_PORT: '0', PORT: '0', LOG_LEVEL: 'trace' };

describe('no secret is shown', () => {
  test.each(['socket', 'http'] as const)(
    'by the program, Slack by %s',
    async (mode) => {
      const stage = await start(mode);
      const { onSlack, onDiscord, program, folder, web } = stage;
      await play(stage);
      const pages = await visit(web);
      await fail(stage);
      const get = async (at: string) =>
        (await fetch(`http://127.0.0.1:${program.port}${at}`)).text();
      const [ready, metrics] = [await get('/readyz'), await get('/metrics')];
      const studio = await get('/studio');
      const files = filesOf(folder);
      expect(await program.stop()).toBe(0);
      const secrets = [onSlack.botToken, onDiscord.token, JOIN_CODE];
      secrets.push(mode === 'socket' ? onSlack.appToken : onSlack.signingSecret);
      const output = program.output();
      expect(output).toMatch(/"level":[45]0/);
      expectNone(secrets, {
        output,
        '/readyz': ready,
        '/metrics': metrics,
        'the pages': pages,
        'the studio': studio,
        'the database': files,
        'the closed database': filesOf(folder),
        'what Slack shows': JSON.stringify(onSlack.state.messages),
        'what Discord shows': JSON.stringify(onDiscord.state.messages),
      });
    },
    120_000,
  );

  test('by the program, Slack for many workspaces: not those of the settings, and no token', async () => {
    const onSlack = await slack.startStandIn();
    closing.push(() => onSlack.close());
    const { oauth, redirectUris } = onSlack.state;
    oauth.rotates = true;
    redirectUris.push(`${ORIGIN}/slack/oauth_redirect`);
    const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-canaries-'));
    closing.push(async () => rmSync(folder, { recursive: true }));
    const stateSecret = 'canary-state-secret-9b1e';
    const key = randomBytes(32).toString('base64');
    const program = await startProcess('source', folder, {
      SLACK_CLIENT_ID: CLIENT.id,
      SLACK_CLIENT_SECRET: CLIENT.secret,
      SLACK_STATE_SECRET: stateSecret,
      SLACK_SIGNING_SECRET: onSlack.signingSecret,
      ENCRYPTION_KEY: key,
      SLACK_API_URL: onSlack.apiUrl,
      PUBLIC_URL: ORIGIN,
      LOG_LEVEL: 'trace',
    });
    closing.push(() => program.kill());
    const at = `http://127.0.0.1:${program.port}`;
    onSlack.deliverTo(`${at}/slack/events`);
    const pages: string[] = [];
    const browser = new InstallBrowser(at);
    const begun = await browser.open('/slack/install');
    // States, codes and cookies of the installations.
    const passing: string[] = [];
    for (const number of [1, 2]) {
      const back = new URL(oauth.consent(await browser.begin(), { team: team(number) }));
      passing.push(back.searchParams.get('state') ?? '', back.searchParams.get('code') ?? '');
      passing.push(browser.cookie().split('=')[1] ?? '');
      const page = await browser.open(`${back.pathname}${back.search}`);
      expect(page.status).toBe(200);
      pages.push(page.text, JSON.stringify([...page.headers]));
      pages.push((await browser.open(`${back.pathname}${back.search}`)).text);
    }
    const from = { team: 'T1' };
    await onSlack.command('U0ADA', 'ask', channelIn('T1'), from);
    await waitFor(() => onSlack.state.messages.some(({ only }) => only === null), program);
    const keys = await enterStudio(onSlack, program, from);
    // Slack takes no token any more, and gives no new one.
    oauth.revoke('T1');
    oauth.expire();
    await onSlack.command('U0ADA', 'ask', channelIn('T1'), from);
    await onSlack.command('U0ADA', 'schedule daily 09:00', channelIn('T2'), { team: 'T2' });
    await waitFor(() => program.output().includes('Slack does not take a token'), program);
    const get = async (page: string) => (await fetch(`${at}${page}`)).text();
    const [ready, metrics] = [await get('/readyz'), await get('/metrics')];
    const before = filesOf(folder);
    await onSlack.event({ type: 'app_uninstalled' }, 0, from);
    expect(await program.stop()).toBe(0);
    const tokens = [...oauth.issued.keys(), ...oauth.refreshes()];
    expect(tokens.length).toBeGreaterThan(3);
    expectNone([...passing, ...keys], {
      output: program.output(),
      '/readyz': ready,
      '/metrics': metrics,
      'the database': before,
      'the closed database': filesOf(folder),
    });
    expectNone([CLIENT.secret, stateSecret, key, onSlack.signingSecret, ...tokens], {
      output: program.output(),
      '/readyz': ready,
      '/metrics': metrics,
      'the install page': begun.text,
      'the pages': pages.join('\n'),
      'the database': before,
      'the closed database': filesOf(folder),
      'what Slack shows': JSON.stringify(onSlack.state.messages),
    });
  }, 120_000);

  test.skipIf(!hasPostgres)(
    `by the program on ${POSTGRES}, whose network is cut`,
    async () => {
      const server = await startPostgres();
      closing.push(() => server.stop());
      const url = await server.freshDatabase();
      const network = await openTcpProxy(() => [Number(new URL(url).port)]);
      closing.push(() => network.close());
      const through = new URL(url);
      through.port = String(network.port);
      through.password = CANARY;
      const folder = operatorsFolder();
      closing.push(async () => rmSync(folder, { recursive: true }));
      const settings = { DATABASE_URL: through.href, LOG_LEVEL: 'trace' };
      const port = String(await freePort());
      const program = await startProcess('source', folder, { ...settings, WEB_PORT: port });
      closing.push(() => program.kill());
      const ada = openBrowser(`http://127.0.0.1:${port}`);
      expect((await ada.submit('/join', { name: 'Ada' })).status).toBe(303);
      const made = await command(folder, ['managers', 'link'], settings);
      const link = /\/link\/([\w-]+)/.exec(made.said)?.[1] ?? '';
      const bo = openBrowser(`http://127.0.0.1:${port}`);
      const pages = [await bo.get(`/link/${link}`)];
      expect((await bo.submit('/join', { link, name: 'Bo' })).status).toBe(303);
      pages.push(await ada.get('/studio'));
      network.cut();
      const cut = await Promise.all([ada.submit('/say', { text: '/ask' }), ada.get('/studio')]);
      for (const { status } of cut) expect(status).toBe(503);
      pages.push(...cut);
      const get = async (at: string) =>
        (await fetch(`http://127.0.0.1:${program.port}${at}`)).text();
      const [ready, metrics] = [await get('/readyz'), await get('/metrics')];
      expect(ready).toContain('the database does not answer');
      network.mend();
      const tables = await server.rows<{ name: string }>(
        url,
        "select table_name as name from information_schema.tables where table_schema = 'public'",
      );
      const rows = tables.map(({ name }) => server.query(url, `select * from ${name}`));
      const kept = JSON.stringify(await Promise.all(rows));
      expect(await program.stop()).toBe(0);
      const sessions = [ada, bo].map((one) => one.cookie().split('=')[1] ?? '');
      expectNone([CANARY, ...sessions, link], {
        output: program.output(),
        '/readyz': ready,
        '/metrics': metrics,
        'the database': kept,
      });
      expectNone([CANARY, ...sessions], { pages: pages.map(({ body }) => body).join('\n') });
    },
    120_000,
  );

  const wrong: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['DATABASE_URL', { DATABASE_URL: `postgres://deckhand:${CANARY}@127.0.0.1:1/deckhand` }],
    ['DATABASE_URL', { DATABASE_URL: `mysql://deckhand:${CANARY}@127.0.0.1/deckhand` }],
    [
      'PGPASSWORD',
      { DATABASE_URL: 'postgres://deckhand@127.0.0.1:1/deckhand', PGPASSWORD: CANARY },
    ],
    ['SLACK_BOT_TOKEN', { SLACK_BOT_TOKEN: `wrong-${CANARY}`, SLACK_APP_TOKEN: `xapp-${CANARY}` }],
    ['SLACK_APP_TOKEN', { SLACK_BOT_TOKEN: `xoxb-${CANARY}`, SLACK_APP_TOKEN: `xoxb-${CANARY}` }],
    ['SLACK_SIGNING_SECRET', { SLACK_SIGNING_SECRET: `wrong ${CANARY}` }],
    ['SLACK_SIGNING_SECRET', { SLACK_SIGNING_SECRET: `${CANARY}${CANARY}` }],
    ['SLACK_CLIENT_SECRET', { SLACK_CLIENT_SECRET: `${CANARY} ${CANARY}` }],
    ['SLACK_STATE_SECRET', { SLACK_STATE_SECRET: `${CANARY}${CANARY}` }],
    ['ENCRYPTION_KEY', { ENCRYPTION_KEY: `${CANARY},${CANARY}` }],
    ['SLACK_API_URL', { SLACK_API_URL: `http://deckhand:${CANARY}@127.0.0.1/api/` }],
    ['DISCORD_TOKEN', { DISCORD_TOKEN: `wrong-${CANARY}` }],
    ['DISCORD_API_URL', { DISCORD_API_URL: `http://deckhand:${CANARY}@127.0.0.1/api` }],
    ['PUBLIC_URL', { PUBLIC_URL: `http://deckhand:${CANARY}@127.0.0.1/` }],
    ['WEB_JOIN_CODE', { WEB_JOIN_CODE: `${CANARY} `.repeat(20) }],
  ];

  test('by a start with a wrong setting', async () => {
    expect([...new Set(wrong.map(([name]) => name))]).toEqual(SECRET_SETTINGS);
    const folder = operatorsFolder();
    closing.push(async () => rmSync(folder, { recursive: true }));
    for (const [name, settings] of wrong) {
      const { code, said } = await command(folder, ['start'], { ...QUIET, ...settings });
      expect(code, `${name}: ${said}`).not.toBe(0);
      expectNone([CANARY], { [name]: said });
    }
  }, 120_000);

  test('by a start whose tokens the platforms do not take, or whose .env is broken', async () => {
    const onSlack = await slack.startStandIn();
    const onDiscord = await discord.startStandIn();
    closing.push(
      () => onSlack.close(),
      () => onDiscord.close(),
    );
    const folder = operatorsFolder();
    closing.push(async () => rmSync(folder, { recursive: true }));
    const onSlackAlone = {
      ...QUIET,
      SLACK_BOT_TOKEN: `xoxb-${CANARY}`,
      SLACK_APP_TOKEN: `xapp-${CANARY}`,
      SLACK_API_URL: onSlack.apiUrl,
    };
    const ended = await Promise.all([
      command(folder, ['start'], onSlackAlone),
      command(folder, ['doctor'], onSlackAlone),
      command(folder, ['start'], {
        ...QUIET,
        DATABASE_URL: 'sqlite:other.db',
        DISCORD_TOKEN: `${CANARY}.${CANARY}.${CANARY}`,
        DISCORD_API_URL: onDiscord.apiUrl,
      }),
    ]);
    writeFileSync(
      path.join(folder, '.env'),
      `SLACK_BOT_TOKEN=xoxb-${CANARY}\nthe token ${CANARY}\n`,
    );
    ended.push(await command(folder, ['start']));
    for (const { code, said } of ended) {
      expect(code).not.toBe(0);
      expectNone([CANARY], { 'the start': said });
    }
  }, 120_000);

  test('and each setting that may hold one stands in this file', () => {
    const known = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const names = [...known.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name);
    const secret = names.filter((name) => /TOKEN|SECRET|KEY|CODE|PASSWORD|URL$/.test(name));
    expect(secret.sort()).toEqual([...SECRET_SETTINGS].sort());
  });
});

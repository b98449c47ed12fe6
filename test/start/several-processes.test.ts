import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeAction } from '../../src/domain/action.ts';
import * as discord from '../adapters/discord/standin/index.ts';
import { ADA as DISCORD_ADA } from '../adapters/discord/scene.ts';
import { later } from '../adapters/harness.ts';
import { privately } from '../adapters/slack/scene.ts';
import * as slack from '../adapters/slack/standin/index.ts';
import { shownButtons } from '../adapters/slack/standin/read.ts';
import { openBrowser } from '../adapters/web/browser.ts';
import { textOf } from '../adapters/web/html.ts';
import { startProcess, type DeckhandProcess } from '../deckhand.ts';
import { freePort } from '../free-port.ts';
import { hasPostgres, POSTGRES, startPostgres, type PostgresServer } from '../postgres/server.ts';
import { openTcpProxy, type TcpProxy } from '../tcp-proxy.ts';

const JOIN_CODE = 'eight-or-more';
const MEMBERS = Array.from({ length: 12 }, (_, index) => `U0MEMBER${index}`);
/** How long a statement may take in these processes. */
const STATEMENT_MS = 1_000;

interface Life {
  readonly process: DeckhandProcess;
  readonly webPort: number;
}

/** Three real processes on one Postgres behind a balancer, on all three platforms. */
describe.skipIf(!hasPostgres)(`several processes on one ${POSTGRES}`, () => {
  let server: PostgresServer;
  let url: string;
  let folder: string;
  let onSlack: slack.StandIn;
  let onDiscord: discord.StandIn;
  /** Members open this one; Slack sends to the other. */
  let web: TcpProxy;
  let events: TcpProxy;
  /** Between the processes and the database. */
  let network: TcpProxy;
  const lives: Life[] = [];
  const living = (): readonly Life[] => lives.filter(({ process }) => process.alive());
  const origin = (): string => `http://127.0.0.1:${web.port}`;

  beforeAll(async () => {
    server = await startPostgres();
    url = await server.freshDatabase();
    folder = mkdtempSync(path.join(tmpdir(), 'deckhand-several-'));
    onSlack = await slack.startStandIn();
    onDiscord = await discord.startStandIn();
    web = await openTcpProxy(() => living().map(({ webPort }) => webPort));
    events = await openTcpProxy(() => living().map(({ process }) => process.port));
    network = await openTcpProxy(() => [Number(new URL(url).port)]);
    for (const id of MEMBERS)
      onSlack.state.people.set(id, {
        id,
        name: id,
        team: slack.TEAM,
        admin: false,
        deleted: false,
      });
    onSlack.deliverTo(`http://127.0.0.1:${events.port}/slack/events`);
    // The first one holds every lease.
    await start();
    await Promise.all([start(), start()]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all(living().map(({ process }) => process.kill()));
    for (const proxy of [web, events, network]) await proxy.close();
    await onSlack.close();
    await onDiscord.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<Life> {
    const webPort = await freePort();
    const through = new URL(url);
    through.port = String(network.port);
    through.searchParams.set('statement_timeout', String(STATEMENT_MS));
    const process = await startProcess('source', folder, {
      DATABASE_URL: through.href,
      SLACK_BOT_TOKEN: onSlack.botToken,
      SLACK_SIGNING_SECRET: onSlack.signingSecret,
      SLACK_API_URL: onSlack.apiUrl,
      DISCORD_TOKEN: onDiscord.token,
      DISCORD_API_URL: onDiscord.apiUrl,
      PUBLIC_URL: origin(),
      WEB_JOIN_CODE: JOIN_CODE,
      WEB_PORT: String(webPort),
      TIME_ZONE: 'UTC',
    });
    const life = { process, webPort };
    lives.push(life);
    return life;
  }

  async function until(holds: () => boolean | Promise<boolean>, what: string, ms = 15_000) {
    for (const from = Date.now(); Date.now() - from < ms; await later(25, null))
      if (await holds()) return;
    const said = lives.map(({ process }) => process.output()).join('\n');
    throw new Error(`waited in vain until ${what}\n${said}`);
  }

  const ready = async ({ process }: Life): Promise<string> =>
    (await fetch(`http://127.0.0.1:${process.port}/readyz`)).text();
  const count = async (what: string): Promise<number> =>
    (await server.rows<{ n: number }>(url, `select count(*) as n from ${what}`))[0]?.n ?? 0;
  const questions = (): readonly slack.Message[] =>
    onSlack.state.messages.filter(({ only, thread }) => only === null && thread === null);
  const codesOf = ({ blocks }: slack.Message): readonly string[] =>
    shownButtons(blocks).flatMap(({ code }) => (code?.includes('.answer.') === true ? [code] : []));

  async function ask(): Promise<slack.Message> {
    const before = questions().length;
    await onSlack.command('U0ADA', 'ask', slack.CHANNEL);
    await until(() => questions().length > before, 'the question is posted');
    const message = questions().at(-1);
    if (message === undefined) throw new Error('no question');
    return message;
  }

  test('one has the gateway; those that stand by are ready', async () => {
    expect(onDiscord.gateway.open()).toBe(1);
    const standing = lives.filter(({ process }) => process.output().includes('standing by'));
    expect(standing).toHaveLength(2);
    for (const life of lives) expect(await ready(life)).toBe('ready\n');
  });

  test('a click goes anywhere and is recorded once, and so is a command', async () => {
    const question = await ask();
    const codes = codesOf(question);
    const pressed = await Promise.all(
      [0, 1].flatMap((turn) =>
        MEMBERS.map((member) => onSlack.press(member, question, codes[turn] ?? '')),
      ),
    );
    for (const { status } of pressed) expect(status).toBe(200);
    expect(await count('answers')).toBe(MEMBERS.length);
    // Slack sends a command again when it heard nothing: the same bytes, to another process.
    const before = questions().length;
    const command = {
      team_id: slack.TEAM,
      channel_id: slack.CHANNEL,
      channel_name: 'team-quiz',
      user_id: 'U0ADA',
      user_name: 'ada',
      command: '/quiz',
      text: 'ask',
      response_url: onSlack.responseUrl('U0ADA', question),
      trigger_id: '77.T.once',
    };
    await Promise.all([1, 2, 3].map(() => onSlack.deliver('slash_commands', command)));
    await until(() => questions().length > before, 'the second question is posted');
    await later(300, null);
    expect(questions()).toHaveLength(before + 1);
  });

  test('a session of one process is one of all, and a window shows what another one wrote', async () => {
    const ada = openBrowser(origin());
    expect((await ada.submit('/join', { name: 'Ada', code: JOIN_CODE })).status).toBe(303);
    for (let turn = 0; turn < lives.length; turn += 1) {
      expect((await ada.get('/')).body).not.toContain('name="code"');
      expect((await ada.get('/studio')).status).toBe(200);
    }
    const [here] = lives;
    const ending = new AbortController();
    const stream = await fetch(`http://127.0.0.1:${here?.webPort ?? 0}/events`, {
      headers: { cookie: ada.cookie() },
      signal: ending.signal,
    });
    let seen = '';
    const decoder = new TextDecoder();
    void stream.body
      ?.pipeTo(new WritableStream({ write: (part) => void (seen += decoder.decode(part)) }))
      .catch(() => undefined);
    for (let turn = 0; turn < lives.length; turn += 1) {
      expect((await ada.submit('/say', { text: `hello from ${turn}` })).status).toBe(204);
      await until(() => seen.includes(`hello from ${turn}`), 'the window shows it');
    }
    ending.abort();
    // A form that one process has shown is refused by another, and is not lost.
    const code = encodeAction({ kind: 'form', form: 'schedule-daily', about: '' });
    await ada.submit('/press', { code, message: '' });
    for (let turn = 0; turn < lives.length; turn += 1) {
      const entered = { form: 'f-somewhere', code, 'f.time': 'half past never', 'f.zone': 'UTC' };
      const again = await ada.submit('/form', entered);
      expect(again.status).toBe(200);
      expect(again.body).toContain('half past never');
    }
  });

  test('a link into the studio works once, and its session everywhere', async () => {
    const before = privately(onSlack, 'U0ADA').length;
    await onSlack.command('U0ADA', 'studio', slack.CHANNEL);
    await until(() => privately(onSlack, 'U0ADA').length > before, 'the link is there');
    const said = JSON.stringify(onSlack.state.messages.at(-1)?.blocks);
    const link = /\/studio\/enter\/([\w-]+)/.exec(said)?.[1] ?? '';
    const code = /"text":"(\d{6})"/.exec(said)?.[1] ?? '';
    const manager = openBrowser(origin());
    const opened = await Promise.all(
      lives.map(() => openBrowser(origin()).submit('/studio/enter', { link, code })),
    );
    expect(opened.filter(({ status }) => status === 410)).toHaveLength(2);
    const entered = opened.find(({ status }) => status === 303);
    const cookie = entered?.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const known = openBrowser(origin(), cookie);
    for (let turn = 0; turn < lives.length; turn += 1) {
      expect((await known.get('/studio')).status).toBe(200);
      expect((await manager.get('/studio')).status).toBe(401);
    }
  });

  test('what a killed process held goes on in another: nothing twice, nothing lost', async () => {
    await onDiscord.command(DISCORD_ADA, 'ask', discord.CHANNEL);
    await until(() => onDiscord.state.messages.some(({ only }) => only === null), 'Discord asks');
    const time = new Date(Date.now() - 2 * 60_000).toISOString().slice(11, 16);
    await onSlack.command('U0ADA', `schedule daily ${time} every day`, slack.CHANNEL);
    await until(async () => (await count('schedules')) === 1, 'the schedule is stored');
    const rounds = await count("rounds where workspace like 'slack:%'");
    await lives[0]?.process.kill();
    expect(living()).toHaveLength(2);
    const asked = questions().length;
    const confirmed = await onSlack.command('U0ADA', 'ask', slack.CHANNEL);
    expect(confirmed.status).toBe(200);
    // As after the fifteen seconds of a lease, which standby.test.ts waits for; the slot was two minutes ago.
    await server.query(url, 'update leases set until = 0');
    await server.query(
      url,
      'update schedules set next_at = 0, done_until = done_until - 86400000, created_at = created_at - 86400000',
    );
    const next = await start();
    await until(() => onDiscord.gateway.open() === 1, 'another one has the gateway');
    await until(() => questions().length >= asked + 2, 'both questions are posted', 25_000);
    await until(async () => (await ready(next)) === 'ready\n', 'the new one is ready');
    await later(500, null);
    expect(questions()).toHaveLength(asked + 2);
    expect(await count("rounds where workspace like 'slack:%'")).toBe(rounds + 2);
    expect(await count("posts where kind = 'post' and state <> 'sent'")).toBe(0);
  });

  test('while the network to the database is silent nothing is confirmed, and then all goes on', async () => {
    const question = await ask();
    const [first = '', second = ''] = MEMBERS;
    const code = codesOf(question)[0] ?? '';
    await onSlack.press(first, question, code);
    const answers = await count('answers');
    const posted = questions().length;
    network.silence('all');
    const read = privately(onSlack, second).length;
    await Promise.all([
      onSlack.press(second, question, code),
      onSlack.command('U0ADA', 'ask', slack.CHANNEL),
      ...living().map(async (life) =>
        expect(await ready(life)).toBe('the database does not answer\n'),
      ),
    ]);
    await until(() => privately(onSlack, second).length > read, 'the member is told');
    expect(privately(onSlack, second).at(-1)).toMatch(/not saved|could not be saved/i);
    network.mend();
    for (const life of living())
      await until(async () => (await ready(life)) === 'ready\n', 'it is ready again');
    expect(await count('answers')).toBe(answers);
    expect((await onSlack.press(second, question, code)).status).toBe(200);
    expect(await count('answers')).toBe(answers + 1);
    expect(questions()).toHaveLength(posted);
    await ask();
    expect(living().length).toBeGreaterThan(1);
    expect(textOf(`<p>${onSlack.state.unlawful.join()}</p>`)).toBe('');
    expect(onDiscord.state.unlawful).toEqual([]);
  });
});

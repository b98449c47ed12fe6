import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJoinCode } from '../../src/adapters/web/inbound/join-code.ts';
import { makeRoutes } from '../../src/adapters/web/inbound/routes.ts';
import { sessionCookie } from '../../src/adapters/web/inbound/session-cookie.ts';
import { openStreamSlots } from '../../src/adapters/web/inbound/stream-slots.ts';
import { createWeb, type WebChat } from '../../src/adapters/web/index.ts';
import { openChangeFeed } from '../../src/adapters/web/outbound/change-feed.ts';
import { openChannelPosts } from '../../src/adapters/web/outbound/posts.ts';
import { encodeAction } from '../../src/domain/action.ts';
import type { HttpServer } from '../../src/ports/http.ts';
import { serveStudio } from '../../src/studio/index.ts';
import { systemClock } from '../../src/system/clock.ts';
import { mountOperations } from '../../src/system/health.ts';
import { openHttp } from '../../src/system/http.ts';
import { openMetrics } from '../../src/system/metrics.ts';
import { systemRandom } from '../../src/system/random.ts';
import { startStandIn, type StandIn } from '../adapters/slack/standin/index.ts';
import { InstallBrowser, startMany, team, type StartedMany } from '../adapters/slack/start-many.ts';
import { openBrowser, raw, type Answer, type Browser } from '../adapters/web/browser.ts';
import { silent } from '../adapters/web/start.ts';
import { noMetrics } from '../stories/world.ts';
import { OTHER, openTestStudio, SLACK, type TestStudio } from '../studio/studio.ts';

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));
/** What is one member's alone, of the local chat and of a workspace of Slack. */
const SECRETS = ['For Ada alone', 'Name of mira', 'slack:T1', 'slack:T2', 'Team 1'];

const said = ({ status, body }: Answer): string => `${status} ${body}`;

/** A server that remembers what was mounted on it. */
function watched(paths: Set<string>): HttpServer {
  const http = openHttp({ host: '127.0.0.1', port: 0, setting: 'PORT' });
  return {
    ...http,
    mount(at, handler) {
      paths.add(at);
      http.mount(at, handler);
    },
  };
}

let studio: TestStudio;
let standIn: StandIn;
let started: StartedMany;
let web: WebChat;
const servers: HttpServer[] = [];
const mounted = { process: new Set<string>(), web: new Set<string>() };
let url = '';

/** Everything that the process serves, over one database. */
beforeAll(async () => {
  studio = await openTestStudio();
  standIn = await startStandIn();
  const { world, parts } = studio;
  const http = watched(mounted.process);
  servers.push(http);
  url = `http://127.0.0.1:${await http.listen()}`;
  mountOperations(http, {
    clock: world.clock,
    metrics: openMetrics(),
    outbox: world.store.outbox,
    isReady: () => true,
    lastTickAt: () => world.clock.now(),
    connections: () => [],
  });
  http.mount('/studio/*', serveStudio({ host: '127.0.0.1', publicOrigin: url }, parts));
  started = await startMany(standIn, world.store, world.bot, { http, publicOrigin: url });
  standIn.state.redirectUris.push(`${url}/slack/oauth_redirect`);
  const own = watched(mounted.web);
  servers.push(own);
  const tools = {
    clock: systemClock(),
    random: systemRandom(),
    log: silent,
    metrics: noMetrics,
  };
  web = createWeb({ host: '127.0.0.1', http: own, state: world.store.webChat, ...tools });
  await web.start(world.bot);
  await studio.signedIn('mira');
});
afterAll(async () => {
  await web.stop();
  await started.close();
  for (const server of servers) await server.close();
  await standIn.close();
  await studio.close();
});

describe('every path that a part of the process mounts', () => {
  it('is one of those below, and only these files mount any', () => {
    expect([...mounted.process].toSorted()).toEqual([
      '/healthz',
      '/metrics',
      '/readyz',
      '/slack/events',
      '/slack/install',
      '/slack/oauth_redirect',
      '/studio/*',
    ]);
    expect([...mounted.web]).toEqual(['*']);
    const mounting = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
      (file) =>
        /\.tsx?$/.test(file) && /\.mount\(/.test(readFileSync(path.join(SOURCES, file), 'utf8')),
    );
    // The preview serves one machine's own files, and is no part of the bot.
    expect(mounting.toSorted()).toEqual([
      'adapters/slack/index.ts',
      'adapters/slack/many.ts',
      'adapters/slack/setup/install-routes.ts',
      'adapters/web/index.ts',
      'cli/preview.ts',
      'compose.ts',
      'system/health.ts',
    ]);
  });

  it.each(['/healthz', '/readyz', '/metrics'])('%s names no workspace and nobody', async (at) => {
    const answer = await raw(url, at);
    expect(answer.status).toBe(200);
    for (const secret of SECRETS) expect(answer.body).not.toContain(secret);
  });

  it('/slack/events refuses whatever Slack has not signed, all alike', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'for whoever signs' });
    const sign = (secret: string, of: string, at: number) => ({
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${at}:${of}`).digest('hex')}`,
    });
    const now = Math.floor(Date.now() / 1000);
    const own = standIn.signingSecret;
    const headers: readonly Readonly<Record<string, string>>[] = [
      {},
      { 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': String(now) },
      sign('00000000000000000000000000000000', body, now),
      sign(own, `${body} `, now),
      sign(own, body, now - 3_600),
      { ...sign(own, body, now), 'x-slack-request-timestamp': String(now - 1) },
    ];
    for (const given of headers)
      expect(said(await raw(url, '/slack/events', { method: 'POST', headers: given, body }))).toBe(
        '401 ',
      );
    const genuine = { method: 'POST', headers: sign(own, body, now), body };
    expect((await raw(url, '/slack/events', genuine)).status).toBe(200);
  });

  it('/slack/install is a page for everybody, and takes nothing', async () => {
    const page = await raw(url, '/slack/install');
    expect(page.status).toBe(200);
    for (const secret of SECRETS) expect(page.body).not.toContain(secret);
    const post = { method: 'POST', headers: { origin: url }, body: 'team=T1' };
    expect(said(await raw(url, '/slack/install', post))).toBe('405 ');
    const rebound = await raw(url, '/slack/install', { headers: { host: 'evil.example' } });
    expect(rebound.status).toBeGreaterThanOrEqual(400);
  });

  it("/slack/oauth_redirect refuses another browser's state like one that never was", async () => {
    const mine = new InstallBrowser(url);
    const theirs = new InstallBrowser(url);
    await theirs.begin();
    const back = standIn.state.oauth.consent(await mine.begin(), { team: team(1) });
    const address = new URL(back);
    const open = async (state: string): Promise<string> => {
      address.searchParams.set('state', state);
      const { status, text } = await theirs.open(address.href);
      return `${status} ${text}`;
    };
    const made = await open('never.was.one');
    expect(made).toMatch(/^400 /);
    expect(await open(new URL(back).searchParams.get('state') ?? '')).toBe(made);
    expect(await studio.world.store.installations.list(null, 9)).toEqual([]);
    expect((await mine.open(back)).status).toBe(200);
    // Used up: also by the browser that it was given to.
    const again = await mine.open(back);
    expect(`${again.status} ${again.text}`).toBe(made);
  });

  it("/studio/* knows no cookie of the local chat, nor the other server's", async () => {
    const ada = openBrowser(web.url() ?? '');
    await ada.submit('/join', { name: 'Stranger' });
    const unknown = said(await openBrowser(url).get('/studio'));
    expect(unknown).toMatch(/^401 /);
    const token = ada.cookie().split('=')[1] ?? '';
    const port = new URL(url).port;
    for (const cookie of [
      ada.cookie(),
      `deckhand-studio-${port}=${token}`,
      `deckhand-studio-${port}=x`,
    ])
      expect(said(await openBrowser(url, cookie).get('/studio'))).toBe(unknown);
  });
});

/** What a stranger would send to each route of the local chat, with the ids of somebody else's things. */
const WEB_ROUTES: Readonly<
  Record<
    string,
    {
      readonly path: (id: string) => string;
      readonly body?: (id: string) => Readonly<Record<string, string>>;
      /** Whether it is for members alone. */
      readonly isMembers: boolean;
    }
  >
> = {
  'GET /static/:name': { path: () => '/static/style.css', isMembers: false },
  'GET /': { path: () => '/', isMembers: false },
  'POST /join': { path: () => '/join', body: (link) => ({ name: '', link }), isMembers: false },
  'GET /link/:link': { path: (link) => `/link/${link}`, isMembers: false },
  'POST /link': { path: () => '/link', body: (link) => ({ link }), isMembers: false },
  'POST /say': { path: () => '/say', body: () => ({ text: 'hello' }), isMembers: true },
  'POST /press': {
    path: () => '/press',
    body: (message) => ({
      message,
      code: encodeAction({ kind: 'run', line: 'managers list' }),
    }),
    isMembers: true,
  },
  'POST /form': {
    path: () => '/form',
    body: (form) => ({
      form,
      code: encodeAction({ kind: 'form', form: 'report', about: form.slice(0, 24) }),
      'f.reason': 'key',
    }),
    isMembers: true,
  },
  'GET /complete': { path: () => '/complete?text=/ask', isMembers: true },
  'GET /earlier': { path: () => '/earlier?before=99999', isMembers: true },
  'GET /events': { path: () => '/events', isMembers: true },
  'GET /file/:message': { path: (message) => `/file/${message}`, isMembers: true },
};

describe('every route of the local chat', () => {
  let ada: Browser;
  let eve: Browser;
  /** Of a message that only Ada sees, and of a link that she has used. */
  let theirs: { readonly message: string; readonly link: string };

  beforeAll(async () => {
    const origin = web.url() ?? '';
    [ada, eve] = [openBrowser(origin), openBrowser(origin)];
    await ada.submit('/join', { name: 'Ada' });
    await eve.submit('/join', { name: 'Eve' });
    const { webChat } = studio.world.store;
    const known = (await webChat.members()).find(({ name }) => name === 'Ada');
    if (known === undefined) throw new Error('Ada has not joined');
    const body = {
      kind: 'card',
      card: { gist: 'For Ada alone', blocks: [] },
      file: { name: 'a.csv', type: 'text/csv', text: 'For Ada alone' },
    } as const;
    const from = { name: null, author: null, onlyFor: known.id, replyTo: null } as const;
    const message = 'm0000000000000a1';
    await webChat.append({ ...from, id: message, sentAt: 1, body });
    const link = 'l0000000000000a1';
    const now = Date.now();
    await webChat.addLink({ token: link, member: known.id, expiresAt: now + 60_000 });
    expect((await ada.submit('/link', { link })).status).toBe(303);
    theirs = { message, link };
  });

  const ask = (browser: Browser, route: string, id: string): Promise<Answer> => {
    const row = WEB_ROUTES[route];
    if (row === undefined) throw new Error(`no row for ${route}`);
    return route.startsWith('GET')
      ? browser.get(row.path(id))
      : browser.submit(row.path(id), row.body?.(id) ?? {});
  };

  function allRoutes(): readonly string[] {
    const { world } = studio;
    const feed = openChangeFeed(world.clock);
    const tools = {
      state: world.store.webChat,
      clock: world.clock,
      random: systemRandom(),
      feed,
      bot: world.bot,
      log: silent,
      metrics: noMetrics,
      isPublic: false,
      slots: openStreamSlots(),
      cookie: sessionCookie(() => 1, null),
      joinCode: openJoinCode(null, world.clock),
    };
    return makeRoutes({ ...tools, posts: openChannelPosts(tools) })
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path: at }) => `${method} ${at}`);
  }

  it('has a row here', () => {
    expect([...new Set(allRoutes())].toSorted()).toEqual(Object.keys(WEB_ROUTES).toSorted());
  });

  it.each(Object.entries(WEB_ROUTES))('%s knows no stranger', async (route, { isMembers }) => {
    const origin = web.url() ?? '';
    const manager = (await studio.signedIn('boss', OTHER)).cookie().split('=')[1] ?? '';
    const port = new URL(origin).port;
    const strangers = ['', `deckhand-${port}=x`, `deckhand-${port}=${manager}`, 'deckhand=x'];
    const answers: string[] = [];
    for (const cookie of strangers)
      answers.push(said(await ask(openBrowser(origin, cookie), route, theirs.message)));
    for (const answer of answers) {
      expect(answer).toBe(answers[0]);
      for (const secret of SECRETS) expect(answer).not.toContain(secret);
      if (isMembers) expect(answer).toMatch(/^401 /);
    }
  });

  it.each(Object.entries(WEB_ROUTES).filter(([route]) => route !== 'GET /events'))(
    "%s takes somebody else's id for one that never was",
    async (route) => {
      for (const [real, other] of [
        [theirs.message, 'm0000000000000a9'],
        [theirs.link, 'l0000000000000a9'],
      ] as const) {
        const answer = said(await ask(eve, route, real));
        expect(answer).toBe(said(await ask(eve, route, other)).replaceAll(other, real));
        for (const secret of SECRETS) expect(answer).not.toContain(secret);
      }
      const shown = (await eve.get('/')).body;
      for (const secret of SECRETS) expect(shown).not.toContain(secret);
    },
  );

  it('and what is hers Ada reads', async () => {
    expect((await ada.get(`/file/${theirs.message}`)).body).toBe('For Ada alone');
    expect(SLACK.workspace).not.toBe(OTHER.workspace);
  });
});

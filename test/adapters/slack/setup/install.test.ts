import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SqliteStore } from '../../../../src/store/sqlite/open.ts';
import { systemClock } from '../../../../src/system/clock.ts';
import { memoryStore } from '../../../memory-store.ts';
import { closeAfterEach } from '../../harness.ts';
import { recordingBot, type RecordingBot } from '../../recording-bot.ts';
import { ALL_SCOPES, startStandIn, type StandIn } from '../standin/index.ts';
import { InstallBrowser, startMany, team, type StartedMany } from '../start-many.ts';

const MINUTE_MS = 60_000;
const closing = closeAfterEach();
let standIn: StandIn;
let store: SqliteStore;
let bot: RecordingBot;
let started: StartedMany;
let at: number;

beforeEach(async () => {
  standIn = await startStandIn();
  closing(() => standIn.close());
  store = await memoryStore();
  closing(() => store.close());
  bot = recordingBot();
  at = Date.now();
  const clock = { ...systemClock(), now: () => at };
  started = await startMany(standIn, store, bot, { clock });
  closing(started.close);
});
afterEach(() => {
  expect(standIn.state.unlawful).toEqual([]);
  expect(standIn.state.oauth.unlawful).toEqual([]);
});

const browser = (language?: string): InstallBrowser => new InstallBrowser(started.origin, language);
const installed = async (): Promise<readonly string[]> =>
  (await store.installations.list(null, 99)).map(({ id }) => id);

describe('the link by which a workspace installs the app', () => {
  test('leads through Slack and back, and stores the installation', async () => {
    const page = await browser().install(standIn, { team: team(1) });
    expect(page.status).toBe(200);
    expect(page.text).toContain('Deckhand is in Team 1');
    expect(page.text).toContain('https://slack.com/app_redirect?app=A0DECKHAND&amp;team=T1');
    const [found] = await store.installations.list(null, 9);
    expect(found).toMatchObject({
      id: 'slack:T1',
      name: 'Team 1',
      isOrganization: false,
      organization: null,
      botUser: 'U0DECKBOT',
      bot: 'B0DECKBOT',
      tokens: { expiresAt: null },
    });
    expect(found?.scopes).toEqual(expect.arrayContaining([...ALL_SCOPES]));
    expect(bot.happenings).toEqual([
      { kind: 'workspace-here', workspace: 'slack:T1', name: 'Team 1' },
    ]);
  });

  test('shows no token on a page, in a log or in the database', async () => {
    const page = await browser().install(standIn, { team: team(1) });
    const token = standIn.state.oauth.tokenOf('T1') ?? '';
    expect(token).toMatch(/^xoxb-/);
    const rows = store.database.prepare('select * from installations').all();
    for (const text of [page.text, JSON.stringify(started.records.lines), JSON.stringify(rows)])
      expect(text.includes(token)).toBe(false);
  });

  test('speaks the language of the browser, and loads nothing from elsewhere', async () => {
    const page = await browser('de-AT,de;q=0.9').open('/slack/install');
    expect(page.text).toContain('Zu Slack hinzufügen');
    expect(page.text).toContain('<html lang="de">');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    const cookie = page.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });

  test('sets a cookie that only HTTPS carries where people come by HTTPS', async () => {
    const publicOrigin = 'https://quiz.example.com';
    const secure = await startMany(standIn, store, bot, { publicOrigin });
    closing(secure.close);
    const page = await new InstallBrowser(secure.origin).open('/slack/install');
    expect(page.headers.getSetCookie()[0]).toMatch(/^__Host-deckhand-install=[\w-]{32};.*Secure/);
    expect(page.text).toContain(encodeURIComponent(`${publicOrigin}/slack/oauth_redirect`));
  });

  test('shows a name as it is written', async () => {
    const hostile = { ...team(1), name: '<img src=x onerror=alert(1)> & $& {name}' };
    const { text } = await browser().install(standIn, { team: hostile });
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; $&amp; {name}');
    expect(text).not.toContain('<img');
  });

  test('is not served under another name, and takes no POST', async () => {
    const port = new URL(started.origin).port;
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      const headers = { host: `evil.example:${port}` };
      request({ port, path: '/slack/install', headers }, ({ statusCode }) =>
        resolve(statusCode),
      ).end();
    });
    expect(status).toBe(403);
    const origin = started.origin;
    const post = await fetch(`${origin}/slack/install`, { method: 'POST', headers: { origin } });
    expect(post.status).toBe(405);
  });
});

describe('a redirect that is not the one that was begun', () => {
  const outcome = async (url: string, from = browser()): Promise<number> =>
    (await from.open(url)).status;

  test('without a state, or with one that somebody made up', async () => {
    const own = browser();
    const back = standIn.state.oauth.consent(await own.begin(), { team: team(1) });
    const url = new URL(back);
    const state = url.searchParams.get('state') ?? '';
    const forged = [
      '',
      'x',
      `${state}x`,
      state.replace(/\.\d+\./, `.${Date.now() + 9e9}.`),
      `${state.startsWith('A') ? 'B' : 'A'}${state.slice(1)}`,
      state.split('.').slice(0, 2).join('.'),
    ];
    for (const other of forged) {
      url.searchParams.set('state', other);
      expect(await outcome(url.href, own)).toBe(400);
    }
    url.searchParams.delete('state');
    expect(await outcome(url.href, own)).toBe(400);
    expect(await installed()).toEqual([]);
    expect(await outcome(back, own)).toBe(200);
  });

  test("in another browser, with its own cookie or with none: somebody else's code is not taken", async () => {
    const back = standIn.state.oauth.consent(await browser().begin(), { team: team(1) });
    const other = browser();
    await other.begin();
    expect(await outcome(back, other)).toBe(400);
    expect(await outcome(back)).toBe(400);
    expect(await installed()).toEqual([]);
    const calls = standIn.state.calls.filter(({ method }) => method === 'oauth.v2.access');
    expect(calls).toHaveLength(0);
  });

  test('a second time, also at the same moment', async () => {
    const own = browser();
    const back = standIn.state.oauth.consent(await own.begin(), { team: team(1) });
    const statuses = await Promise.all([1, 2, 3].map(() => outcome(back, own)));
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 400, 400]);
    expect(await outcome(back, own)).toBe(400);
  });

  test('later than ten minutes', async () => {
    const own = browser();
    const early = standIn.state.oauth.consent(await own.begin(), { team: team(1) });
    const late = standIn.state.oauth.consent(await own.begin(), { team: team(2) });
    at += 9 * MINUTE_MS;
    expect(await outcome(early, own)).toBe(200);
    at += MINUTE_MS + 1;
    expect(await outcome(late, own)).toBe(400);
    expect(await installed()).toEqual(['slack:T1']);
  });

  test('from several tabs of one browser: each is good once', async () => {
    const own = browser();
    const first = await own.begin();
    const second = await own.begin();
    const { oauth } = standIn.state;
    expect(await outcome(oauth.consent(second, { team: team(2) }), own)).toBe(200);
    expect(await outcome(oauth.consent(first, { team: team(1) }), own)).toBe(200);
  });
});

describe('an installation that comes to nothing', () => {
  test('somebody cancels', async () => {
    const page = await browser('de').install(standIn, { team: team(1), isCancelled: true });
    expect(page.text).toContain('Du hast die Installation abgebrochen');
    expect(page.text).toContain('href="/slack/install"');
    expect(await installed()).toEqual([]);
  });

  test('Slack does not take the code: the page says its word', async () => {
    standIn.fail('oauth.v2.access', { kind: 'error', code: 'code_already_used' });
    const page = await browser().install(standIn, { team: team(1) });
    expect(page.status).toBe(502);
    expect(page.text).toContain('code_already_used');
    expect(await installed()).toEqual([]);
  });

  test('Slack does not answer', async () => {
    standIn.fail('oauth.v2.access', { kind: 'reset-after' });
    const page = await browser().install(standIn, { team: team(1) });
    expect(page.status).toBe(502);
    expect(await installed()).toEqual([]);
  });

  test('a scope that is needed was refused: it is named', async () => {
    const scopes = ['commands', 'users:read'];
    const page = await browser().install(standIn, { team: team(1), scopes });
    expect(page.status).toBe(422);
    expect(page.text).toContain('chat:write');
    expect(await installed()).toEqual([]);
  });

  test('scopes that are only useful may be refused', async () => {
    const scopes = ['commands', 'chat:write', 'users:read'];
    const page = await browser().install(standIn, { team: team(1), scopes });
    expect(page.status).toBe(200);
    expect((await store.installations.get('slack:T1'))?.scopes).toEqual(scopes);
  });

  test('the bot is not told its own id: the installation is stored all the same', async () => {
    standIn.fail('auth.test', { kind: 'status', status: 503 }, 3);
    const page = await browser().install(standIn, { team: team(1) });
    expect(page.status).toBe(200);
    expect(await installed()).toEqual(['slack:T1']);
  });
});

describe('an organization', () => {
  test('installs for the workspaces that it grants', async () => {
    const all = Array.from({ length: 130 }, (_, number) => team(number, 'E1'));
    standIn.state.oauth.granted.set('E1', all);
    const page = await browser().install(standIn, { organization: 'E1' });
    expect(page.text).toContain('Deckhand is in Org E1');
    expect(page.text).toContain(
      'https://app.slack.com/manage/E1/integrations/profile/A0DECKHAND/workspaces/add',
    );
    expect(await installed()).toEqual(['slack:E1']);
    expect(await store.installations.grantedBy('slack:E1')).toHaveLength(130);
    expect(bot.happenings).toHaveLength(130);
    expect(bot.happenings[7]).toEqual({
      kind: 'workspace-here',
      workspace: 'slack:T7',
      name: 'Team 7',
    });
  });

  test('is known as the home of a workspace that installs by itself', async () => {
    await browser().install(standIn, { team: team(1, 'E1') });
    expect(await store.installations.get('slack:T1')).toMatchObject({
      isOrganization: false,
      organization: 'slack:E1',
    });
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../../src/ports/store.ts';
import { systemClock } from '../../../../src/system/clock.ts';
import { memoryStore } from '../../../memory-store.ts';
import { closeAfterEach, failure, later, until } from '../../harness.ts';
import { asking, card, recordingBot, type RecordingBot } from '../../recording-bot.ts';
import { startStandIn, type StandIn } from '../standin/index.ts';
import { channelIn, InstallBrowser, startMany, team, type StartedMany } from '../start-many.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const closing = closeAfterEach();
let standIn: StandIn;
let store: Store;
let bot: RecordingBot;
let started: StartedMany;
/** How far the program's clock has gone on. */
let ahead = 0;

beforeEach(async () => {
  ahead = 0;
  standIn = await startStandIn();
  closing(() => standIn.close());
  store = await memoryStore();
  closing(async () => {
    expect(await store.verify()).toEqual([]);
    await store.close();
  });
  bot = recordingBot();
  const clock = { ...systemClock(), now: () => Date.now() + ahead };
  started = await startMany(standIn, store, bot, { clock });
  closing(started.close);
});
afterEach(() => {
  expect(standIn.state.unlawful).toEqual([]);
});

const install = async (consent: Parameters<InstallBrowser['install']>[1]): Promise<void> => {
  const page = await new InstallBrowser(started.origin).install(standIn, consent);
  expect(page.status).toBe(200);
};
const installed = async (): Promise<readonly string[]> =>
  (await store.installations.list(null, 99)).map(({ id }) => id);
const happened = (): readonly string[] =>
  bot.happenings.map((one) => `${one.kind} ${'workspace' in one ? one.workspace : ''}`);
const post = (id: string): Promise<string> =>
  started.chat.post(
    { platform: 'slack', workspace: `slack:${id}`, channel: channelIn(id) },
    asking('Which?', ['One', 'Two']),
    'round:one',
    { replyTo: null },
  );
/** The installation was made that long ago. */
const isOlder = async (id: string, ms: number): Promise<void> => {
  const found = await store.installations.get(id);
  if (found !== null) await store.installations.put({ ...found, installedAt: Date.now() - ms });
};

const GONE = [
  ['app_uninstalled', { type: 'app_uninstalled' }],
  ['tokens_revoked', { type: 'tokens_revoked', tokens: { bot: ['U0DECKBOT'] } }],
] as const;

describe.each(GONE)('%s', (_, event) => {
  test('erases the token, tells the bot once, and nothing else of Slack is asked', async () => {
    await install({ team: team(1) });
    await install({ team: team(2) });
    await isOlder('slack:T1', HOUR_MS);
    expect((await standIn.event(event, 0, { team: 'T1' })).status).toBe(200);
    expect(await installed()).toEqual(['slack:T2']);
    expect(happened().filter((one) => one.startsWith('workspace-gone'))).toEqual([
      'workspace-gone slack:T1',
    ]);
    expect(await failure(post('T1'))).toMatchObject({
      failure: 'not-sent',
      code: 'no_installation',
    });
    await post('T2');
  });

  test('that is older than the installation removes nothing, whatever Slack says', async () => {
    await install({ team: team(1) });
    standIn.state.broken = 'account_inactive';
    await standIn.event(event, HOUR_MS, { team: 'T1' });
    expect(await installed()).toEqual(['slack:T1']);
    expect(happened()).toEqual(['workspace-here slack:T1']);
    expect(JSON.stringify(started.records.lines)).toContain('no longer holds');
  });

  test('that comes late is checked with Slack', async () => {
    await install({ team: team(1) });
    await isOlder('slack:T1', 3 * HOUR_MS);
    await standIn.event(event, HOUR_MS, { team: 'T1' });
    expect(await installed()).toEqual(['slack:T1']);
    standIn.state.oauth.revoke('T1');
    await standIn.event(event, HOUR_MS, { team: 'T1' });
    expect(await installed()).toEqual([]);
  });

  test('that cannot be checked is not believed', async () => {
    await install({ team: team(1) });
    await isOlder('slack:T1', 3 * HOUR_MS);
    standIn.fail('auth.test', { kind: 'status', status: 503 }, 3);
    await standIn.event(event, HOUR_MS, { team: 'T1' });
    expect(await installed()).toEqual(['slack:T1']);
  });

  test('right after the installation is checked too: it may be about the one before', async () => {
    await install({ team: team(1) });
    await standIn.event(event, 0, { team: 'T1' });
    expect(await installed()).toEqual(['slack:T1']);
    standIn.state.oauth.revoke('T1');
    await standIn.event(event, 0, { team: 'T1' });
    expect(await installed()).toEqual([]);
  });

  test('of a token that rotates is believed when Slack takes its refresh token no more', async () => {
    standIn.state.oauth.rotates = true;
    await install({ team: team(1) });
    standIn.state.oauth.revoke('T1');
    const ended = await store.installations.get('slack:T1');
    if (ended === null) throw new Error('not installed');
    await store.installations.replaceTokens(ended, { ...ended.tokens, expiresAt: 0 });
    await standIn.event(event, 0, { team: 'T1' });
    expect(await installed()).toEqual([]);
  });

  test('is followed by a new installation, and everything goes on', async () => {
    await install({ team: team(1) });
    standIn.state.oauth.revoke('T1');
    await standIn.event(event, 0, { team: 'T1' });
    await install({ team: team(1) });
    await standIn.event(event, HOUR_MS, { team: 'T1' });
    await post('T1');
    expect(happened()).toEqual([
      'workspace-here slack:T1',
      'workspace-gone slack:T1',
      'workspace-here slack:T1',
    ]);
  });
});

describe('an event that never comes', () => {
  const fails = async (code: string): Promise<void> => {
    expect(await failure(post('T1'))).toMatchObject({ failure: 'not-sent', code });
    // What is noted of it goes on beside the call.
    await later(50, null);
  };

  test.each(['account_inactive', 'token_revoked', 'invalid_auth'])(
    'is made up for when Slack has answered %s for three days',
    async (code) => {
      await install({ team: team(1) });
      standIn.state.oauth.revoke('T1', code);
      for (let days = 0; days < 3; days += 1) {
        await fails(code);
        ahead += DAY_MS;
        expect(await installed()).toEqual(['slack:T1']);
      }
      await fails(code);
      await until(() => happened().length === 2, 'the bot is told');
      expect(await installed()).toEqual([]);
      expect(happened()).toEqual(['workspace-here slack:T1', 'workspace-gone slack:T1']);
      ahead = 0;
      await install({ team: team(1) });
      await post('T1');
    },
  );

  test('is not made up for while the token works now and then, or Slack says another thing', async () => {
    await install({ team: team(1) });
    for (let days = 0; days < 6; days += 2) {
      standIn.fail('chat.postMessage', { kind: 'error', code: 'invalid_auth' });
      await fails('invalid_auth');
      ahead += DAY_MS;
      await post('T1');
      await later(50, null);
      ahead += DAY_MS;
    }
    // Refused all the time, and by the question of whether it is gone, taken.
    for (let days = 0; days < 6; days += 1) {
      standIn.fail('chat.postMessage', { kind: 'error', code: 'invalid_auth' });
      await fails('invalid_auth');
      ahead += DAY_MS;
    }
    expect(await installed()).toEqual(['slack:T1']);
    expect(happened()).toEqual(['workspace-here slack:T1']);
  });

  test('leaves an installation alone that was made meanwhile', async () => {
    await install({ team: team(1) });
    standIn.state.oauth.revoke('T1');
    await fails('account_inactive');
    await install({ team: team(1) });
    await post('T1');
    ahead += 4 * DAY_MS;
    standIn.fail('chat.postMessage', { kind: 'error', code: 'account_inactive' });
    await fails('account_inactive');
    expect(await installed()).toEqual(['slack:T1']);
  });
});

test("another bot's revoked token concerns nobody", async () => {
  await install({ team: team(1) });
  await isOlder('slack:T1', HOUR_MS);
  const event = { type: 'tokens_revoked', tokens: { bot: ['U0OTHER'] } };
  await standIn.event(event, 0, { team: 'T1' });
  expect(await installed()).toEqual(['slack:T1']);
});

test('the tenant comes from the signed envelope, and nothing inside an event names another', async () => {
  await install({ team: team(1) });
  await install({ team: team(2) });
  await isOlder('slack:T1', HOUR_MS);
  await isOlder('slack:T2', HOUR_MS);
  await standIn.event({ type: 'app_uninstalled', team_id: 'T2', team: 'T2' }, 0, { team: 'T1' });
  expect(await installed()).toEqual(['slack:T2']);
});

describe('an organization', () => {
  const from = (id: string) => ({ team: id, organization: 'E1' });
  beforeEach(async () => {
    standIn.state.oauth.granted.set('E1', [team(1, 'E1')]);
    await install({ organization: 'E1' });
  });

  test('has its token used for the workspaces that it granted, and for no other', async () => {
    await post('T1');
    expect(standIn.state.messages.map(({ by }) => by)).toEqual(['T1']);
    expect(await failure(post('T2'))).toMatchObject({ code: 'no_installation' });
  });

  test('grants a workspace later: by an event, or by the first command from there', async () => {
    standIn.state.oauth.granted.set('E1', [team(1), team(2), team(3)]);
    await standIn.event({ type: 'team_access_granted', team_ids: ['T2'] }, 0, {
      team: null,
      organization: 'E1',
    });
    await post('T2');
    bot.answerWith(() => card('Heard'));
    await standIn.command('U0ADA', 'help', channelIn('T3'), from('T3'));
    expect(bot.inputs.at(-1)?.place.workspace).toBe('slack:T3');
    await post('T3');
    expect(happened()).toEqual([1, 2, 3].map((number) => `workspace-here slack:T${number}`));
  });

  test('serves no workspace that only an envelope names', async () => {
    await standIn.command('U0ADA', 'help', channelIn('T9'), from('T9'));
    expect(await store.installations.grantedBy('slack:E1')).toEqual(['slack:T1']);
    expect(await failure(post('T9'))).toMatchObject({ code: 'no_installation' });
  });

  test('takes a workspace back: its posts wait, and a grant after it holds', async () => {
    const revoked = { type: 'team_access_revoked', team_ids: ['T1'] };
    await standIn.event(revoked, HOUR_MS, { team: null, organization: 'E1' });
    await post('T1');
    standIn.state.oauth.granted.set('E1', []);
    await standIn.event(revoked, 0, { team: null, organization: 'E1' });
    expect(happened().at(-1)).toBe('workspace-gone slack:T1');
    expect(await failure(post('T1'))).toMatchObject({ failure: 'not-sent' });
  });

  test('takes a workspace back without a word: Slack says so at the next post', async () => {
    standIn.state.oauth.granted.set('E1', []);
    expect(await failure(post('T1'))).toMatchObject({
      failure: 'not-sent',
      code: 'team_access_not_granted',
      gone: false,
    });
    expect(happened().at(-1)).toBe('workspace-gone slack:T1');
  });

  test('removes the app: Slack is asked first, and then all its workspaces are gone', async () => {
    await isOlder('slack:E1', HOUR_MS);
    const gone = { type: 'app_uninstalled' };
    await standIn.event(gone, 0, { team: null, organization: 'E1' });
    expect(await installed()).toEqual(['slack:E1']);
    standIn.state.oauth.revoke('E1');
    await standIn.event(gone, 0, { team: null, organization: 'E1' });
    expect(await installed()).toEqual([]);
    expect(happened().at(-1)).toBe('workspace-gone slack:T1');
  });

  test("leaves a workspace's own installation to it", async () => {
    await install({ team: team(1, 'E1') });
    standIn.state.oauth.revoke('E1');
    await standIn.event({ type: 'app_uninstalled' }, 0, { team: null, organization: 'E1' });
    expect(await installed()).toEqual(['slack:T1']);
    await post('T1');
    expect(happened()).not.toContain('workspace-gone slack:T1');
  });

  test('whose admins manage in its workspaces, as they do at home', async () => {
    const place = { platform: 'slack', workspace: 'slack:T1', channel: channelIn('T1') } as const;
    expect(await started.chat.manages(place, 'U0ADA')).toBe(true);
    expect(await started.chat.manages(place, 'U0EVE')).toBe(false);
  });
});

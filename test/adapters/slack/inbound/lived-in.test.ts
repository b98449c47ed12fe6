import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { calls, PLACE, posted, scene } from '../scene.ts';
import { ARCHIVED, BOT_USER, CHANNEL, TEAM } from '../standin/index.ts';
import { postSigned } from '../standin/wire.ts';
import { readPayload } from '../../../../src/adapters/slack/inbound/receive.ts';
import { systemClock } from '../../../../src/system/clock.ts';
import { later, until } from '../../harness.ts';
import { card } from '../../recording-bot.ts';

const HOUR_MS = 3_600_000;

function recorded(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`payloads/${name}.json`, import.meta.url), 'utf8'));
}

describe('row 48: every frame with an envelope_id is acknowledged', () => {
  test.each([
    ['a type that nobody knows', { type: 'message' }],
    ['no type', {}],
    ['a type that is no text', { type: 7 }],
    ['an event of one word', { type: 'events_api', payload: { event: { type: 'message' } } }],
    ['no payload', { type: 'interactive' }],
    ['an odd flag', { type: 'events_api', payload: {}, accepts_response_payload: 'no' }],
  ])('row 48: %s', async (name, fields) => {
    const { standIn } = await scene('socket');
    const envelope_id = `envelope-${name}`;
    expect(await standIn.socket.envelope({ ...fields, envelope_id })).toBe(true);
  });
});

describe('row 49: a form that a member of another workspace submits', () => {
  test.each(['submission', 'press-home'])('row 49: %s', (name) => {
    const sent = recorded(name);
    const view = { ...Object(sent['view']), app_installed_team_id: TEAM };
    const team = { id: 'T0ELSEWHERE', domain: 'elsewhere' };
    expect(readPayload({ ...sent, team, view })).toMatchObject({
      interaction: { place: { workspace: `slack:${TEAM}` } },
    });
  });

  test('row 49: an event belongs to the installation that hears it', () => {
    const sent = { ...recorded('channel-archive'), team_id: 'T0ELSEWHERE' };
    const authorizations = [{ enterprise_id: null, team_id: TEAM, user_id: 'U0DECKBOT' }];
    expect(readPayload({ ...sent, authorizations })).toMatchObject({
      event: { place: { workspace: `slack:${TEAM}` } },
    });
  });
});

describe('row 50: what Slack sends beside clicks and commands', () => {
  const event = (fields: object): string =>
    JSON.stringify({ type: 'event_callback', team_id: TEAM, event_id: 'Ev1', event: fields });

  test.each([
    ['ssl_check', 'ssl_check=1&token=legacy', null],
    ['no tab', event({ type: 'app_home_opened', user: 'U0ADA', channel: 'D0ADA' }), null],
    ['bot: null', event({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: null } }), null],
    [
      'app_rate_limited',
      JSON.stringify({ type: 'app_rate_limited', team_id: TEAM, minute_rate_limited: 1 }),
      'app_rate_limited',
    ],
    [
      'an odd app_home_opened',
      event({ type: 'app_home_opened', user: 7, channel: null }),
      'app_home_opened',
    ],
    ['a new event', event({ type: 'moon_rose' }), 'moon_rose'],
  ])('row 50: %s', async (_, body, named) => {
    const { bot, eventsUrl, standIn, records } = await scene('http');
    const headers = { 'content-type': 'application/json' };
    const given = await postSigned(eventsUrl, standIn.signingSecret, body, headers);
    expect(given.status).toBe(200);
    expect(bot.happenings.map(({ kind }) => kind)).toEqual(['workspace-here']);
    const log = JSON.stringify(records.lines);
    if (named !== null) expect(log).toContain(named);
  });

  test('row 50: an unsigned ssl_check is answered and does nothing', async () => {
    const { bot, eventsUrl } = await scene('http');
    const body =
      'ssl_check=1&token=x&command=%2Fquiz&text=help&team_id=T1&channel_id=C1&user_id=U1';
    const { status } = await fetch(eventsUrl, { method: 'POST', body });
    expect(status).toBe(200);
    expect(bot.inputs).toHaveLength(0);
  });
});

describe('row 52: requests with an old stamp', () => {
  const old = (): number => Date.now() - HOUR_MS;
  const warnings = (lines: readonly { readonly text: string }[]): number =>
    lines.filter(({ text }) => text.includes('check the clock')).length;

  test('row 52: unsigned ones leave no line in the log', async () => {
    const { eventsUrl, records } = await scene('http');
    for (let n = 0; n < 20; n += 1) {
      expect((await postSigned(eventsUrl, 'a wrong secret', 'x=1', {}, old())).status).toBe(401);
    }
    expect(warnings(records.lines)).toBe(0);
  });

  test("row 52: Slack's own leave one a minute", async () => {
    const { eventsUrl, records, standIn } = await scene('http');
    for (let n = 0; n < 20; n += 1) {
      expect((await postSigned(eventsUrl, standIn.signingSecret, 'x=1', {}, old())).status).toBe(
        401,
      );
    }
    expect(warnings(records.lines)).toBe(1);
  });
});

describe('row 56: delayed events', () => {
  const REVOKED = { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0DECKBOT'] } };
  const LOST = [
    ['app_uninstalled', { type: 'app_uninstalled' }],
    ['tokens_revoked', REVOKED],
    ['a channel that is open again', { type: 'channel_archive', channel: CHANNEL, user: 'U0ADA' }],
    ['a member who is back', { type: 'user_change', user: { id: 'U0BO', deleted: true } }],
  ] as const;

  test.each(LOST)('row 56: an old one that no longer holds: %s', async (_, event) => {
    const { bot, standIn, records } = await scene('socket');
    expect((await standIn.event(event, HOUR_MS)).status).toBe(200);
    expect(bot.happenings.map(({ kind }) => kind)).toEqual(['workspace-here']);
    expect(JSON.stringify(records.lines)).toContain('no longer holds');
  });

  test.each(LOST)('row 56: one that just happened: %s', async (_, event) => {
    const { bot, standIn } = await scene('socket');
    await standIn.event(event);
    expect(bot.happenings).toHaveLength(2);
  });

  test('row 56: old ones that are true', async () => {
    const { bot, standIn } = await scene('socket');
    await standIn.event({ type: 'channel_archive', channel: ARCHIVED, user: 'U0ADA' }, HOUR_MS);
    await standIn.event({ type: 'user_change', user: { id: 'U0GONE', deleted: true } }, HOUR_MS);
    standIn.state.broken = 'account_inactive';
    await standIn.event({ type: 'app_uninstalled' }, HOUR_MS);
    expect(bot.happenings.map(({ kind }) => kind)).toEqual([
      'workspace-here',
      'channel-gone',
      'member-left',
      'workspace-gone',
    ]);
  });

  test('row 56: one that cannot be checked is not believed', async () => {
    const { bot, standIn } = await scene('socket');
    standIn.fail('auth.test', { kind: 'status', status: 503 }, 3);
    await standIn.event({ type: 'app_uninstalled' }, HOUR_MS);
    await later(100, null);
    expect(bot.happenings.map(({ kind }) => kind)).toEqual(['workspace-here']);
  });
});

describe('row 17: an admin of another workspace in a shared channel', () => {
  test('row 17: manages nothing here', async () => {
    const { chat } = await scene('http');
    expect(await chat.manages(PLACE, 'U0EVE')).toBe(false);
    expect(await chat.manages(PLACE, 'U0ADA')).toBe(true);
  });
});

describe('row 57: the display name before it is shown to others', () => {
  const named = (happenings: readonly { readonly kind: string }[]): readonly unknown[] =>
    happenings.filter(({ kind }) => kind === 'member-named');

  test('row 57: a first press goes on with the handle, and the name follows at once', async () => {
    const scenery = await scene('socket');
    const { bot, standIn } = scenery;
    await standIn.press('U0BO', await posted(scenery), '1.answer.round-one.0');
    await until(() => named(bot.happenings).length === 1, 'the name is told');
    expect(bot.inputs[0]?.actor.name).toBe('u0bo');
    expect(named(bot.happenings)).toMatchObject([
      { member: 'U0BO', name: 'Bo', workspace: PLACE.workspace },
    ]);
  });

  test('row 57: twenty at once are all named, and nobody is looked up twice', async () => {
    const scenery = await scene('socket');
    const { bot, standIn } = scenery;
    const message = await posted(scenery);
    const crowd = Array.from({ length: 20 }, (_, n) => `U0CROWD${n}`);
    for (const id of crowd)
      standIn.state.people.set(id, {
        id,
        name: `N ${id}`,
        team: TEAM,
        admin: false,
        deleted: false,
      });
    await Promise.all(
      [...crowd, ...crowd].map((id) => standIn.press(id, message, '1.answer.round-one.0')),
    );
    await until(() => named(bot.happenings).length === 20, 'all are named');
    expect(calls(standIn, 'users.info')).toBe(20);
  });

  test('row 57: before a board is posted, names and leavers are looked up', async () => {
    const { chat } = await scene('http');
    const found = await chat.present?.(PLACE, ['U0BO', 'U0GONE', 'U0NOBODY']);
    expect([...(found ?? [])]).toEqual([
      ['U0BO', { left: false, name: 'Bo' }],
      ['U0GONE', { left: true, name: 'Gone' }],
    ]);
  });

  test('row 57: no display name: the real one', async () => {
    const { chat, standIn } = await scene('http');
    standIn.state.people.set('U0REAL', {
      id: 'U0REAL',
      name: '',
      team: TEAM,
      admin: false,
      deleted: false,
    });
    const found = await chat.present?.(PLACE, ['U0REAL']);
    expect(found?.get('U0REAL')?.name).toBe('Example');
  });
});

describe('row 29: what the process keeps of a member', () => {
  test('row 29: is gone after they are forgotten', async () => {
    const { chat, bot, standIn } = await scene('http');
    await standIn.command('U0BO', 'me', CHANNEL);
    expect(bot.inputs.at(-1)?.actor.name).toBe('Bo');
    await chat.forget(PLACE, 'U0BO');
    standIn.fail('users.info', { kind: 'status', status: 503 }, 3);
    await standIn.command('U0BO', 'me', CHANNEL);
    expect(bot.inputs.at(-1)?.actor.name).toBe('u0bo');
  });

  test('row 29: a repeated delivery shows no reply that may name them', async () => {
    const { bot, chat, eventsUrl, standIn } = await scene('http');
    bot.answerWith(() => card('Bo leads'));
    const fields = Object.entries(recorded('command')).map(([name, value]) => [
      name,
      String(value),
    ]);
    const body = new URLSearchParams(Object.fromEntries(fields)).toString();
    const send = () => postSigned(eventsUrl, standIn.signingSecret, body);
    expect(JSON.stringify((await send()).body)).toContain('Bo leads');
    expect(JSON.stringify((await send()).body)).toContain('Bo leads');
    await chat.forget(PLACE, 'U0BO');
    expect(await send()).toEqual({ status: 200, body: null });
    expect(bot.inputs).toHaveLength(1);
  });
});

describe('row 53: a socket that is away', () => {
  test('row 53: is said after ten seconds', async () => {
    let ahead = 0;
    const clock = { ...systemClock(), now: () => Date.now() + ahead };
    const timings = { reconnectMs: [20], watchMs: 60_000 };
    const { chat, standIn } = await scene('socket', { clock, timings });
    expect(chat.health?.()).toBeNull();
    standIn.fail('apps.connections.open', { kind: 'status', status: 503 }, 1000);
    standIn.socket.drop();
    await until(() => calls(standIn, 'apps.connections.open') > 2, 'it is tried');
    expect(chat.health?.()).toBeNull();
    ahead = 11_000;
    expect(chat.health?.()).toMatch(/away for \d+ s/);
    standIn.state.faults.clear();
    await until(() => chat.health?.() === null, 'it is back');
  });
});

describe('row 16: the bot is invited into a channel', () => {
  const joined = (user: string): Record<string, unknown> => ({
    type: 'member_joined_channel',
    user,
    channel: CHANNEL,
    channel_type: 'C',
    team: TEAM,
    inviter: 'U0ADA',
  });

  test('row 16: the app hears of it, with who invited it; of others who come it does not', async () => {
    const { bot, standIn } = await scene('http');
    await standIn.event(joined('U0BO'));
    await standIn.event(joined(BOT_USER));
    expect(bot.happenings.slice(1)).toEqual([
      { kind: 'channel-here', place: PLACE, inviter: 'U0ADA' },
    ]);
  });
});

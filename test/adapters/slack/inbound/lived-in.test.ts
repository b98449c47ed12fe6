import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PLACE, scene } from '../scene.ts';
import { ARCHIVED, CHANNEL, TEAM } from '../standin/index.ts';
import { postSigned } from '../standin/wire.ts';
import { readPayload } from '../../../../src/adapters/slack/inbound/receive.ts';
import { later } from '../../harness.ts';

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

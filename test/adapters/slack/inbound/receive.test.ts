import { readFileSync } from 'node:fs';
import fc from '../../../properties.ts';
import { describe, expect, test } from 'vitest';
import { readPayload } from '../../../../src/adapters/slack/inbound/receive.ts';
import { EVENTS } from '../../../../src/adapters/slack/setup/manifest.ts';

function recorded(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`payloads/${name}.json`, import.meta.url), 'utf8'));
}

const PLACE = { platform: 'slack', workspace: 'slack:T0DECKHAND', channel: 'C0TEAMQUIZ' };
const ADA = { id: 'U0ADA', name: 'ada', manages: null, locale: null, zone: null };

describe('each kind of payload that Slack sends', () => {
  test('a command, with its entities read back and its mentions kept', () => {
    expect(readPayload(recorded('command'))).toEqual({
      kind: 'command',
      id: '9916.2222.abcdef',
      interaction: {
        place: PLACE,
        actor: ADA,
        intent: { kind: 'line', line: 'managers add <@U0BO|bo> R&D <b>' },
        channelName: 'team-quiz',
        idempotencyKey: '9916.2222.abcdef',
      },
      responseUrl: 'https://hooks.slack.com/commands/T0DECKHAND/4/abc',
      trigger: '9916.2222.abcdef',
      isPrivate: false,
      thread: null,
      view: null,
    });
  });

  test('a press on a public message', () => {
    expect(readPayload(recorded('press'))).toEqual({
      kind: 'press',
      id: '9911.2222.abcdef',
      interaction: {
        place: PLACE,
        actor: ADA,
        intent: {
          kind: 'press',
          code: '1.answer.kJ8dQ2mXw0aBcDeF.1',
          message: '1764061200.000100',
          own: false,
        },
        idempotencyKey: '9911.2222.abcdef',
      },
      isPrivate: false,
      responseUrl: 'https://hooks.slack.com/actions/T0DECKHAND/1/abc',
      thread: null,
      trigger: '9911.2222.abcdef',
      view: null,
    });
  });

  test('a press on a private message in a thread', () => {
    expect(readPayload(recorded('press-ephemeral'))).toMatchObject({
      kind: 'press',
      isPrivate: true,
      thread: '1764061200.000100',
      interaction: { intent: { own: true, message: '1764061210.000200' } },
    });
  });

  test('a press in App Home happens in the channel that the page was made for', () => {
    expect(readPayload(recorded('press-home'))).toMatchObject({
      kind: 'press',
      responseUrl: null,
      interaction: { place: { ...PLACE, channel: 'D0ADA' }, intent: { own: true } },
      view: { id: 'V0HOME', type: 'home', metadata: { home: true } },
    });
  });

  test('a button that opens an address is nothing for us', () => {
    expect(readPayload(recorded('press-link'))).toEqual({ kind: 'ignored', why: 'no-value' });
  });

  test('a submitted form, with several choices joined by commas', () => {
    const read = readPayload(recorded('submission'));
    expect(read).toMatchObject({
      kind: 'form',
      fields: ['time', 'zone', 'days', 'closes'],
      interaction: {
        place: PLACE,
        actor: ADA,
        intent: { kind: 'form', code: '1.form.schedule-daily.' },
      },
    });
    const intent = read?.kind === 'form' ? read.interaction.intent : null;
    const values = intent?.kind === 'form' ? { ...intent.values } : null;
    expect(values).toEqual({ time: '09:00', zone: 'Europe/Berlin', days: 'mon,fri', closes: '' });
  });

  test.each([
    ['home-opened', { kind: 'home', interaction: { place: { ...PLACE, channel: 'D0ADA' } } }],
    ['uninstalled', { kind: 'workspace-event', event: { kind: 'workspace-gone' } }],
    ['tokens-revoked', { kind: 'workspace-event', event: { kind: 'workspace-gone' } }],
    ['user-change', { kind: 'workspace-event', event: { kind: 'member-left', member: 'U0GONE' } }],
    ['channel-archive', { kind: 'workspace-event', event: { kind: 'channel-gone', place: PLACE } }],
  ])('%s', (name, expected) => {
    expect(readPayload(recorded(name))).toMatchObject(expected);
  });

  test.each([
    'channel_archive',
    'channel_deleted',
    'channel_left',
    'group_archive',
    'group_deleted',
    'group_left',
  ])('%s: a channel is gone', (type) => {
    const archived = recorded('channel-archive');
    const event = { type, channel: PLACE.channel };
    expect(readPayload({ ...archived, event })).toMatchObject({
      kind: 'workspace-event',
      event: { kind: 'channel-gone', place: PLACE },
    });
    expect(EVENTS).toContain(type);
  });
});

describe('what is not as it should be', () => {
  test('a place named inside the button changes nothing', () => {
    const press = recorded('press');
    const value = JSON.stringify({
      team: { id: 'T0OTHER' },
      channel: { id: 'C0OTHER' },
      user: 'U0BO',
    });
    const read = readPayload({ ...press, actions: [{ type: 'button', action_id: 'x', value }] });
    expect(read).toMatchObject({
      interaction: { place: PLACE, actor: ADA, intent: { code: value } },
    });
  });

  test("an organization's installation serves the workspace of the envelope, never the member's", () => {
    const ours = { is_enterprise_install: true, enterprise: { id: 'E1' } };
    const press = { ...recorded('press'), ...ours };
    expect(readPayload(press)).toMatchObject({
      organization: 'slack:E1',
      interaction: { place: PLACE },
    });
    const user = { id: 'U0EVE', team_id: 'T0ELSEWHERE' };
    expect(readPayload({ ...press, team: null, user })).toEqual({
      kind: 'ignored',
      why: 'foreign-view',
      organization: 'slack:E1',
    });
    const { view, ...submission } = recorded('submission');
    const viewed = { ...Object(view), app_installed_team_id: 'E1', team_id: 'T0DECKHAND' };
    const team = { id: 'T0ELSEWHERE' };
    expect(readPayload({ ...submission, ...ours, team, user, view: viewed })).toMatchObject({
      interaction: { place: { workspace: PLACE.workspace } },
    });
  });

  test('a view of another app is left alone', () => {
    const { view, ...press } = recorded('press-home');
    const foreign = { ...Object(view), private_metadata: 'theirs' };
    expect(readPayload({ ...press, view: foreign })).toEqual({
      kind: 'ignored',
      why: 'foreign-view',
    });
  });

  test('a form field called __proto__ is a field like any other', () => {
    const submission = recorded('submission');
    const values = JSON.parse('{"b":{"__proto__":{"type":"plain_text_input","value":"x"}}}');
    const view = { ...Object(submission['view']), state: { values } };
    const read = readPayload({ ...submission, view });
    expect(read?.kind).toBe('form');
    expect(Object.prototype).not.toHaveProperty('value');
  });

  const names = ['command', 'press', 'press-home', 'submission', 'home-opened', 'tokens-revoked'];
  test('any part of a payload may be missing or of another kind: nothing throws', () => {
    const oddity = fc.oneof(fc.constant(undefined), fc.jsonValue(), fc.string({ maxLength: 3000 }));
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(200), oddity, (name, at, odd) => {
        const payload = recorded(name);
        const paths = pathsIn(payload);
        put(payload, paths[at % paths.length] ?? [], odd);
        const read = readPayload(payload);
        expect(read === null || typeof read.kind === 'string').toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('any JSON at all: nothing throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readPayload(value);
      }),
      { numRuns: 2000 },
    );
  });
});

type Path = readonly string[];

function pathsIn(value: unknown, above: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [above];
  const own = Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...above, key]));
  return above.length === 0 ? own : [above, ...own];
}

function put(value: unknown, path: Path, odd: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return;
  if (rest.length === 0) Reflect.set(value, key, odd);
  else put(Reflect.get(value, key), rest, odd);
}

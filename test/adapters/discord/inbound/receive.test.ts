import fc from '../../../properties.ts';
import { describe, expect, test } from 'vitest';
import { readInteraction } from '../../../../src/adapters/discord/inbound/receive.ts';
import { systemClock } from '../../../../src/system/clock.ts';
import { openGuildEvents } from '../../../../src/adapters/discord/inbound/guild-events.ts';
import { COMMANDS } from '../../../../src/app/bot/commands.ts';
import { readNamed } from '../../../../src/domain/command-parser.ts';
import { customIdEncoder } from '../../../../src/adapters/discord/render/custom-id.ts';

/** The outer shape as Discord sends it, with much that we do not read. */
const ENVELOPE = {
  id: '1100000000000000001',
  application_id: '900000000000000001',
  token: 'aW50ZXJhY3Rpb246MQ',
  version: 1,
  guild_id: '900000000000000010',
  guild: { id: '900000000000000010', locale: 'en-US', features: ['COMMUNITY'] },
  channel_id: '900000000000000011',
  channel: {
    id: '900000000000000011',
    type: 0,
    name: 'team-quiz',
    permissions: '2248473465835073',
  },
  locale: 'de',
  guild_locale: 'en-US',
  app_permissions: '2251799813685247',
  entitlements: [],
  context: 0,
  attachment_size_limit: 10485760,
  member: {
    user: {
      id: '910000000000000001',
      username: 'ada',
      global_name: 'Ada',
      avatar: null,
      discriminator: '0',
      public_flags: 0,
    },
    nick: null,
    roles: ['900000000000000004'],
    permissions: '32',
    joined_at: '2026-01-01T00:00:00Z',
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
  },
};

const command = (options: unknown): object => ({
  ...ENVELOPE,
  type: 2,
  data: { id: '1', name: 'quiz', type: 1, guild_id: '900000000000000010', options },
});
const press = (custom_id: unknown, more: object = {}): object => ({
  ...ENVELOPE,
  type: 3,
  data: { id: 3, custom_id, component_type: 2 },
  message: { id: '12', flags: 1 << 15, author: { id: '1', bot: true }, components: [] },
  ...more,
});

describe('a command', () => {
  test('of a group is the command of two words, and its values are text', () => {
    const options = [
      { type: 3, name: 'time', value: '09:00' },
      { type: 3, name: 'zone', value: 'Europe/Berlin' },
    ];
    const inner = { type: 1, name: 'daily', options };
    const read = readInteraction(command([{ type: 2, name: 'schedule', options: [inner] }]));
    expect(read).toMatchObject({
      kind: 'input',
      isPrivate: false,
      token: { id: ENVELOPE.id, token: ENVELOPE.token, application: ENVELOPE.application_id },
      interaction: {
        place: {
          platform: 'discord',
          workspace: 'discord:900000000000000010',
          channel: '900000000000000011',
        },
        actor: { id: '910000000000000001', name: 'Ada', manages: true, locale: 'de', zone: null },
        intent: { kind: 'command', name: 'schedule daily' },
        channelName: 'team-quiz',
      },
    });
    if (read?.kind !== 'input' || read.interaction.intent.kind !== 'command')
      throw new Error('no command');
    expect({ ...read.interaction.intent.values }).toEqual({ time: '09:00', zone: 'Europe/Berlin' });
    const reading = readNamed(
      read.interaction.intent.name,
      read.interaction.intent.values,
      COMMANDS,
      { today: '2026-11-24', names: [] },
    );
    expect(reading.ok).toBe(true);
  });

  test('without a subcommand, as no client of today sends it, is help', () => {
    expect(readInteraction(command([]))).toMatchObject({
      interaction: { intent: { name: 'help' } },
    });
    expect(readInteraction(command(undefined))).toMatchObject({
      interaction: { intent: { name: 'help' } },
    });
  });

  test('cannot reach into what objects are made of', () => {
    const options = [{ type: 3, name: '__proto__', value: 'x' }];
    const read = readInteraction(command([{ type: 1, name: 'help', options }]));
    if (read?.kind !== 'input' || read.interaction.intent.kind !== 'command')
      throw new Error('no command');
    expect(Object.getPrototypeOf(read.interaction.intent.values)).toBeNull();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('is by the name that people see: nick, then global name, then user name', () => {
    const nameOf = (member: object): string | null => {
      const read = readInteraction({ ...command([]), member: { ...ENVELOPE.member, ...member } });
      return read?.kind === 'input' ? read.interaction.actor.name : null;
    };
    expect(nameOf({ nick: 'Countess' })).toBe('Countess');
    expect(nameOf({})).toBe('Ada');
    const { user } = ENVELOPE.member;
    expect(nameOf({ user: { ...user, global_name: null } })).toBe('ada');
  });
});

describe('a press', () => {
  test.each([
    ['1.answer.round-one.1', '1.answer.round-one.1'],
    ['1.run.leaderboard|1', '1.run.leaderboard'],
    ['1.run.leaderboard|12', '1.run.leaderboard'],
    [customIdEncoder('900000000000000010')('1.settle.post.there'), '1.settle.post.there'],
    ['whatever @ somebody wrote', 'whatever @ somebody wrote'],
  ])('on %s carries the code %s', (customId, code) => {
    expect(readInteraction(press(customId))).toMatchObject({ interaction: { intent: { code } } });
  });

  test('is on an own message only where Discord says that it is ephemeral', () => {
    const message = { id: '12', flags: (1 << 15) | (1 << 6) };
    expect(readInteraction(press('x', { message }))).toMatchObject({ isPrivate: true });
    expect(readInteraction(press('x'))).toMatchObject({ isPrivate: false });
  });

  test('in a server takes no workspace from its custom_id', () => {
    const read = readInteraction(press(customIdEncoder('999')('1.settle.a.there')));
    expect(read).toMatchObject({
      kind: 'input',
      interaction: { place: { workspace: 'discord:900000000000000010' } },
    });
  });

  test('of a menu is none of ours', () => {
    const data = { custom_id: 'x', component_type: 3, values: ['1'] };
    expect(readInteraction(press('x', { data }))).toBeNull();
  });
});

describe('rights', () => {
  test.each([
    ['0', false],
    [String(1n << 5n), true],
    [String(1n << 3n), true],
    [String(1n << 4n), false],
    ['2251799813685247', true],
  ])('of permissions %s: manages %s', (permissions, manages) => {
    const member = { ...ENVELOPE.member, permissions };
    const read = readInteraction({ ...command([]), member });
    expect(read).toMatchObject({ interaction: { actor: { manages } } });
  });
});

test('whatever arrives, nothing is thrown, and nobody is invented', () => {
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true });
  const almost = fc
    .record(
      {
        type: fc.constantFrom<unknown>(1, 2, 3, 4, 5, 6, null, '3'),
        guild_id: fc.constantFrom<unknown>('900000000000000010', null, undefined, 'x', 7),
        channel_id: fc.constantFrom<unknown>('900000000000000011', null, undefined, '../..'),
        member: fc.oneof(fc.constant<unknown>(ENVELOPE.member), anything),
        user: fc.oneof(fc.constant<unknown>(ENVELOPE.member.user), anything),
        data: fc.oneof(
          fc.record({
            custom_id: fc.oneof(fc.string(), anything),
            component_type: fc.constantFrom<unknown>(2, 3, null),
            name: fc.oneof(fc.constant('quiz'), anything),
            options: fc.oneof(fc.array(anything), anything),
            components: fc.oneof(fc.array(anything), anything),
          }),
          anything,
        ),
        message: fc.oneof(fc.constant<unknown>({ id: '12', flags: 64 }), anything),
      },
      { requiredKeys: ['type'] },
    )
    .map((changes) => ({ ...ENVELOPE, ...changes }));
  fc.assert(
    fc.property(fc.oneof(anything, almost), (payload) => {
      const read = readInteraction(payload);
      if (read === null || read.kind === 'outside') return;
      const { place, actor } = read.kind === 'completion' ? read.from : read.interaction;
      expect(place.workspace).toMatch(/^discord:\d+$/);
      expect(place.channel).toMatch(/^\d+$/);
      expect(actor.id).toMatch(/^\d+$/);
    }),
    { numRuns: 2000 },
  );
});

test('whatever servers and channels send, nothing is thrown', () => {
  const events = fc.constantFrom('GUILD_CREATE', 'GUILD_DELETE', 'CHANNEL_DELETE', 'OTHER');
  fc.assert(
    fc.property(fc.array(fc.tuple(events, fc.anything())), (heard) => {
      const guilds = openGuildEvents(systemClock());
      for (const [event, data] of heard) guilds.read(event, data);
    }),
    { numRuns: 300 },
  );
});

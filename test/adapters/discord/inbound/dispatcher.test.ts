import { describe, expect, test } from 'vitest';
import {
  asking,
  card,
  COMMANDS,
  recordingBot,
  saying,
  TIME_FORM as FORM,
} from '../../recording-bot.ts';
import { ADA, BO, calls, EVE, openStandIn, PLACE, posted, privately, scene } from '../scene.ts';
import { CHANNEL, GUILD, OTHER_CHANNEL, OTHER_GUILD, snowflake } from '../standin/index.ts';
import type { StandIn } from '../standin/index.ts';
import { inputsOf, type LawfulInput } from '../standin/lawful-modals.ts';
import { shownButtons } from '../standin/read.ts';
import { DIRECT } from '../standin/interactions.ts';
import { startDiscord } from '../start.ts';
import { later, until } from '../../harness.ts';

const QUICK = { timings: { deferMs: 60, completeMs: 80 } };
const CALLBACK = /^POST interactions\//;
const PRESS = '1.answer.round-one.1';

/** The fields of the form that a member sees. */
function fieldsOf({ state }: StandIn, member: string): readonly LawfulInput[] {
  const shown = state.modals.get(member);
  return shown === undefined ? [] : inputsOf(shown.modal);
}

describe('a press', () => {
  test('is answered only after the bot has committed, by one call', async () => {
    const scenery = await scene();
    const message = await posted(scenery);
    let committed = false;
    scenery.bot.answerWith(async () => {
      await later(40, null);
      committed = true;
      return card('Right');
    });
    const { type } = await scenery.standIn.press(ADA, message, PRESS);
    expect({ type, committed }).toEqual({ type: 4, committed: true });
    expect(calls(scenery.standIn, CALLBACK)).toHaveLength(1);
    expect(calls(scenery.standIn, /^PATCH webhooks/)).toHaveLength(0);
  });

  test('that is slow is deferred in time, and its reply takes the place of "thinking"', async () => {
    const scenery = await scene(QUICK);
    const { standIn, bot } = scenery;
    const message = await posted(scenery);
    bot.answerWith(() => later(300, card('Slow but right')));
    const { type, ms } = await standIn.press(ADA, message, PRESS);
    expect(type).toBe(5);
    expect(ms).toBeLessThan(250);
    expect(privately(standIn, ADA)).toEqual(['']);
    await until(() => privately(standIn, ADA)[0] === 'Slow but right', 'the reply is there');
    expect(privately(standIn, ADA)).toHaveLength(1);
  });

  test('on a private message that is slow leaves it as it is until the reply replaces it', async () => {
    const scenery = await scene(QUICK);
    const { standIn, bot } = scenery;
    bot.answerWith(() => ({ kind: 'card', card: asking('1 / 5', ['One', 'Two']) }));
    await standIn.command(ADA, 'practice', CHANNEL);
    const own = standIn.state.messages.find(({ only }) => only === ADA);
    if (own === undefined) throw new Error('no private message');
    bot.answerWith(() => later(300, { kind: 'replace', card: saying('2 / 5') }));
    expect((await standIn.press(ADA, own, '1.next.session.1')).type).toBe(6);
    expect(privately(standIn, ADA)[0]).toContain('1 / 5');
    await until(() => privately(standIn, ADA)[0] === '2 / 5', 'it is replaced');
    // A slow plain card stands below instead.
    bot.answerWith(() => later(200, card('Below')));
    await standIn.press(ADA, own, '1.next.session.1');
    await until(() => privately(standIn, ADA).length === 2, 'it stands below');
    expect(privately(standIn, ADA)).toEqual(['2 / 5', 'Below']);
  });

  test.each([
    [10062, 'late'],
    [40060, 'taken'],
  ])(
    'whose answer Discord refuses with %d is counted, and the next one works',
    async (code, outcome) => {
      const scenery = await scene();
      const { standIn, bot, records } = scenery;
      const message = await posted(scenery);
      standIn.fail('callback', { kind: 'error', status: 404, code });
      void standIn.press(ADA, message, PRESS);
      await until(() => records.counted.get(`discord_replies ${outcome}`) === 1, 'it is counted');
      expect(bot.inputs).toHaveLength(1);
      expect((await standIn.press(ADA, message, PRESS)).type).toBe(4);
      expect(records.lines.some(({ text }) => text.includes(`"${code}"`))).toBe(true);
    },
  );

  test.each(['reset-after', 'half-after', 'page-after'] as const)(
    'whose answer ends in %s is not answered twice',
    async (kind) => {
      const scenery = await scene();
      const message = await posted(scenery);
      scenery.standIn.fail('callback', { kind });
      await scenery.standIn.press(ADA, message, PRESS);
      await later(50, null);
      expect(calls(scenery.standIn, CALLBACK)).toHaveLength(1);
      expect(privately(scenery.standIn, ADA)).toHaveLength(1);
    },
  );

  test('that comes twice, as after a resume, is handled once', async () => {
    const scenery = await scene();
    const { standIn, bot } = scenery;
    const message = await posted(scenery);
    const { type } = await standIn.press(ADA, message, PRESS);
    expect(type).toBe(4);
    const asked = [...standIn.state.asked.values()].at(-1);
    standIn.gateway.dispatch(GUILD, 'INTERACTION_CREATE', {
      id: asked?.id,
      application_id: '1',
      token: asked?.token,
      type: 3,
      guild_id: GUILD,
      channel_id: CHANNEL,
      data: { custom_id: PRESS, component_type: 2 },
      message: { id: message.id },
      member: { user: { id: ADA, username: 'ada' }, permissions: '0' },
    });
    await standIn.press(BO, message, PRESS);
    expect(bot.inputs).toHaveLength(2);
  });

  test('comes from who and where the envelope says: a member of another server is one of that', async () => {
    const scenery = await scene();
    const { standIn, bot } = scenery;
    const message = await posted(scenery);
    await standIn.press(EVE, message, PRESS);
    expect(bot.inputs[0]?.place.workspace).toBe(`discord:${OTHER_GUILD}`);
    expect(bot.inputs[0]?.actor).toMatchObject({ id: EVE, name: 'Eve' });
  });

  // A second of work within Discord's three: on a machine that others keep busy it may be late, but not each time.
  test(
    'of a thousand members at once is answered for every one',
    { timeout: 30_000, retry: 2 },
    async () => {
      const scenery = await scene();
      const { standIn, bot } = scenery;
      const message = await posted(scenery);
      const presses = Array.from({ length: 1000 }, () => standIn.press(ADA, message, PRESS));
      const types = (await Promise.all(presses)).map(({ type }) => type);
      // On a busy machine some are deferred first (5), which is an answer in time too.
      expect(types.filter((type) => type !== 4 && type !== 5)).toEqual([]);
      expect(bot.inputs).toHaveLength(1000);
    },
  );
});

describe('rights', () => {
  test('are those of this member in this server now, whatever the registration hides', async () => {
    const { standIn, bot } = await scene();
    await standIn.command(ADA, 'help', CHANNEL);
    await standIn.command(BO, 'help', CHANNEL);
    await standIn.command(EVE, 'help', OTHER_CHANNEL);
    expect(bot.inputs.map(({ actor }) => actor.manages)).toEqual([true, false, true]);
    expect(bot.inputs.map(({ place }) => place.workspace)).toEqual([
      `discord:${GUILD}`,
      `discord:${GUILD}`,
      `discord:${OTHER_GUILD}`,
    ]);
    const ada = standIn.state.people.get(ADA);
    if (ada !== undefined) standIn.state.people.set(ADA, { ...ada, manages: false });
    await standIn.command(ADA, 'help', CHANNEL);
    expect(bot.inputs.at(-1)?.actor.manages).toBe(false);
  });
});

describe('a completion', () => {
  test('gets what the bot suggests, within 25 of 100 characters', async () => {
    const { standIn, bot } = await scene();
    bot.suggest(
      Array.from({ length: 40 }, (_, n) => ({
        label: `${'long '.repeat(40)}${n}`,
        value: `v${n}`,
      })),
    );
    const { type, choices } = await standIn.complete(ADA, 'practice', 'deck', 'a', CHANNEL);
    expect(type).toBe(8);
    expect(choices).toHaveLength(25);
    expect(choices[0]?.value).toBe('v0');
  });

  test('never offers a value that it would have to cut', async () => {
    const { standIn, bot } = await scene();
    bot.suggest([
      { label: 'too long', value: 'x'.repeat(101) },
      { label: '', value: 'kept' },
    ]);
    const { choices } = await standIn.complete(ADA, 'practice', 'deck', '', CHANNEL);
    expect(choices).toEqual([{ name: 'kept', value: 'kept' }]);
  });

  test('that is slow is answered with nothing, in time', async () => {
    const standIn = await openStandIn();
    const bot = { ...recordingBot(), complete: () => later(500, [{ label: 'a', value: 'a' }]) };
    const { chat } = await startDiscord(standIn, bot, QUICK);
    const { type, ms, choices } = await standIn.complete(ADA, 'practice', 'deck', 'a', CHANNEL);
    expect({ type, choices }).toEqual({ type: 8, choices: [] });
    expect(ms).toBeLessThan(400);
    await chat.stop();
  });

  test('of the last of several words keeps those before it', async () => {
    const standIn = await openStandIn();
    const typed: string[] = [];
    const decks = { kind: 'rest', completes: 'deck' } as const;
    const bot = {
      ...recordingBot(),
      commands: [
        ...COMMANDS,
        {
          name: 'schedule daily',
          help: { en: 'A daily question', de: 'A daily question' },
          who: 'manager',
          arguments: [
            { name: 'decks', help: { en: 'Which', de: 'Which' }, required: false, type: decks },
          ],
        } as const,
      ],
      complete: (_: unknown, command: string, argument: string, word: string) => {
        typed.push(command, argument, word);
        return Promise.resolve([{ label: 'Security', value: 'api-security' }]);
      },
    };
    const { chat } = await startDiscord(standIn, bot);
    const { choices } = await standIn.complete(ADA, 'schedule daily', 'decks', 'git ap', CHANNEL);
    expect(typed).toEqual(['schedule daily', 'decks', 'ap']);
    expect(choices).toEqual([{ name: 'git Security', value: 'git api-security' }]);
    await chat.stop();
  });
});

describe('a form', () => {
  test('that takes too long to open says so', async () => {
    const { standIn, bot } = await scene(QUICK);
    bot.answerWith(() => later(200, { kind: 'form', form: FORM }));
    await standIn.command(ADA, 'help', CHANNEL);
    await until(
      () => (privately(standIn, ADA)[0] ?? '').includes('too long to open'),
      'it says so',
    );
  });

  test('whose field is refused offers to open it again', async () => {
    const { standIn, bot } = await scene();
    bot.answerWith(() => ({ kind: 'form', form: FORM }));
    await standIn.command(ADA, 'help', CHANNEL);
    bot.answerWith(() => ({ kind: 'refused', field: 'time', sentence: 'That is no time' }));
    expect((await standIn.submit(ADA, { time: '25:00' })).type).toBe(4);
    expect(privately(standIn, ADA).at(-1)).toContain('That is no time');
    const message = standIn.state.messages.at(-1);
    const [again] = shownButtons(message?.components ?? []);
    expect(again).toEqual({ name: 'Try again', code: '1.form.schedule-daily.' });
    if (message === undefined) throw new Error('no message');
    bot.answerWith(() => ({ kind: 'form', form: FORM }));
    expect((await standIn.press(ADA, message, again?.code ?? '')).type).toBe(9);
    const [field] = fieldsOf(standIn, ADA);
    expect(field).toMatchObject({ custom_id: 'time', value: '25:00' });
    // Whoever else opens the form finds it as it was.
    await standIn.command(BO, 'help', CHANNEL);
    expect(fieldsOf(standIn, BO)).toMatchObject([{ value: '09:00' }]);
  });

  test('that was refused is as new once it was taken, or its member is forgotten', async () => {
    const { standIn, bot, chat } = await scene();
    const refuse = async (): Promise<void> => {
      bot.answerWith(() => ({ kind: 'form', form: FORM }));
      await standIn.command(ADA, 'help', CHANNEL);
      bot.answerWith(() => ({ kind: 'refused', field: 'time', sentence: 'That is no time' }));
      await standIn.submit(ADA, { time: '25:00' });
    };
    const opened = async (): Promise<unknown> => {
      bot.answerWith(() => ({ kind: 'form', form: FORM }));
      await standIn.command(ADA, 'help', CHANNEL);
      return fieldsOf(standIn, ADA);
    };
    await refuse();
    expect(await opened()).toMatchObject([{ value: '25:00' }]);
    bot.answerWith(() => card('Saved'));
    await standIn.submit(ADA, { time: '10:00' });
    expect(await opened()).toMatchObject([{ value: '09:00' }]);
    await refuse();
    await chat.forget(PLACE, ADA);
    expect(await opened()).toMatchObject([{ value: '09:00' }]);
  });

  test('that follows a form is one press away, as Discord opens none after a submission', async () => {
    const { standIn, bot } = await scene();
    bot.answerWith(() => ({ kind: 'form', form: FORM }));
    await standIn.command(ADA, 'help', CHANNEL);
    expect((await standIn.submit(ADA, { time: '09:00' })).type).toBe(4);
    expect(shownButtons(standIn.state.messages.at(-1)?.components ?? [])).toHaveLength(1);
  });
});

describe('outside a server', () => {
  const elsewhere = { user: { id: ADA, username: 'ada' }, guild_id: undefined, member: undefined };

  test('a command gets a polite sentence, and the bot hears nothing', async () => {
    const { standIn, bot } = await scene();
    const data = { id: '1', name: 'quiz', type: 1, options: [{ type: 1, name: 'help' }] };
    const payload = { type: 2, data, context: 1, ...elsewhere };
    const { type } = await standIn.interact('command', ADA, CHANNEL, payload);
    expect(type).toBe(4);
    expect(privately(standIn, ADA)).toEqual([expect.stringContaining('I work in servers')]);
    expect(bot.inputs).toHaveLength(0);
  });

  test('a press on an old direct message gets one too', async () => {
    const { standIn, bot } = await scene();
    const message = {
      id: snowflake(),
      channel: '1',
      guild: DIRECT,
      only: null,
      replyTo: null,
      nonce: null,
      at: 0,
      loading: false,
      flags: 0,
      components: [],
      files: [],
    };
    expect((await standIn.press(ADA, message, 'from another life')).type).toBe(4);
    expect(bot.inputs).toHaveLength(0);
  });
});

test('stopping waits for the answer that is under way', async () => {
  const scenery = await scene();
  const { standIn, bot, chat } = scenery;
  const message = await posted(scenery);
  bot.answerWith(() => later(200, card('Still told')));
  const press = standIn.press(ADA, message, PRESS);
  await until(() => bot.inputs.length === 1, 'the bot has it');
  await chat.stop();
  expect((await press).type).toBe(4);
  expect(privately(standIn, ADA)).toEqual(['Still told']);
});

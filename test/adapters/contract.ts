import { afterEach, describe, expect, test } from 'vitest';
import { encodeAction } from '../../src/domain/action.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { asking, recordingBot, saying } from './recording-bot.ts';
import type { RecordingBot } from './recording-bot.ts';
import type { Form } from '../../src/domain/form.ts';
import type { Bot } from '../../src/ports/bot.ts';
import type { Place } from '../../src/ports/identity.ts';
import { PostError, type PostFailure } from '../../src/ports/errors.ts';

/** One message as one member sees it. */
export interface Seen {
  /** Native message id. */
  readonly message: string;
  /** All its text as a person reads it: the platform's own escapes and markup read back, tables and choices included. */
  readonly text: string;
  /** Whether only this member sees it. */
  readonly private: boolean;
  /** Its buttons by accessible name, in order; `code` is what a press sends, null for a link. */
  readonly buttons: readonly { readonly name: string; readonly code: string | null }[];
}

/**
 * A platform as its members use it, over real sockets against the real service (web) or a stand-in on loopback.
 * Two members exist from the start: `ada` and `bo`.
 */
export interface Harness {
  /** The adapter under test, started with the bot that `makeHarness` was given. */
  readonly chat: Chat;
  /** The channel where both members are. */
  readonly place: Place;
  /** A channel of the same platform that does not exist. */
  readonly nowhere: Place;
  /** The native id under which the bot knows that member. */
  readonly idOf: (member: Member) => string;
  /** Presses a button as the platform would send it, whatever the code; `message` null: on the member's newest private message. Resolves when the platform has its answer. */
  readonly pressAs: (member: Member, message: string | null, code: string) => Promise<void>;
  /** Types `/quiz <line>` in the channel (where the platform parses commands itself: runs the command of that line). */
  readonly lineAs: (member: Member, line: string) => Promise<void>;
  /** All that this member sees in the channel now, oldest first, private messages at their time. */
  readonly sees: (member: Member) => Promise<readonly Seen[]>;
  /** The title of the form that the platform shows to this member now, with its field labels and the message beside a refused field; null: none. */
  readonly formOf: (member: Member) => Promise<string | null>;
  /** Fills in the shown form by field name and submits it. */
  readonly submitAs: (member: Member, values: Readonly<Record<string, string>>) => Promise<void>;
  /** The files that only this member sees, as they can be taken. */
  readonly filesOf: (
    member: Member,
  ) => Promise<readonly { readonly name: string; readonly text: string }[]>;
  /** From now on that member's client is set to that language, before they first do something. */
  readonly speaks: (member: Member, language: 'en' | 'de') => void;
  /** Mentions, broadcasts and live links that the platform would make out of all text shown so far. */
  readonly pings: () => Promise<readonly string[]>;
  /** The failures that this platform can have at all. */
  readonly failures: readonly PostFailure[];
  /** Makes the next post fail that way. */
  readonly failNext: (failure: PostFailure) => Promise<void>;
  /** Whether the platform still has a connection with the adapter, or the adapter still listens. */
  readonly connected: () => Promise<boolean>;
  /** Ends everything, also after `chat.stop()`. */
  readonly close: () => Promise<void>;
}

export type Member = 'ada' | 'bo';

const MEMBERS: readonly Member[] = ['ada', 'bo'];
const ALONE = { replyTo: null } as const;
const HOSTILE = [
  '<!channel> <!here> <@U012AB3CD> <#C012AB3CD> <http://evil.example|click me>',
  '@everyone @here <@123456789012345678> <@&123456789012345678> <#123456789012345678>',
  '[click](http://evil.example) <script>alert(1)</script> "><img src=x onerror=alert(1)>',
  '&amp; &lt;b&gt; **bold** _it_ ~no~ `code` ||spoiler|| > quote # heading',
];

/** The promise of the Chat port, kept over real sockets. Every platform runs exactly this. */
export function describeAdapter(name: string, makeHarness: (bot: Bot) => Promise<Harness>): void {
  describe(`${name} as a chat`, () => {
    let open: Harness | null = null;

    async function start(): Promise<Harness & { readonly bot: RecordingBot }> {
      const bot = recordingBot();
      open = await makeHarness(bot);
      return { ...open, bot };
    }

    afterEach(async () => {
      await open?.close();
      open = null;
    });

    describe('posts', () => {
      test('a post is seen by everybody, once', async () => {
        const { chat, place, sees } = await start();
        const message = await chat.post(place, saying('Good morning'), 'post-1', ALONE);
        for (const member of MEMBERS) {
          const shown = await eventually(sees, member, 'Good morning');
          expect(shown).toHaveLength(1);
          expect(shown[0]).toMatchObject({ message, private: false });
        }
      });

      test('find knows a post by its name, and never says a post is there that is not', async () => {
        const { chat, place } = await start();
        const message = await chat.post(place, saying('Found me'), 'post-2', ALONE);
        expect(await chat.find(place, 'post-2', 0, ALONE)).toEqual({ kind: 'there', message });
        const other = await chat.find(place, 'never-posted', 0, ALONE);
        expect(['absent', 'cannot-tell']).toContain(other.kind);
      });

      test('an answer to a message is seen by everybody and found by its name', async () => {
        const { chat, place, sees } = await start();
        const first = await chat.post(place, saying('A question'), 'post-3', ALONE);
        const options = { replyTo: first };
        const message = await chat.post(place, saying('The reveal'), 'post-4', options);
        expect(await eventually(sees, 'bo', 'The reveal')).toHaveLength(1);
        expect(await chat.find(place, 'post-4', 0, options)).toEqual({ kind: 'there', message });
      });

      test('an edit takes the place of what was there, and may be repeated', async () => {
        const { chat, place, sees } = await start();
        const card = asking('Which flow?', ['One', 'Two']);
        const message = await chat.post(place, card, 'post-5', ALONE);
        await chat.edit(place, message, saying('Closed'), 'post-5');
        await chat.edit(place, message, saying('Closed'), 'post-5');
        const shown = await eventually(sees, 'ada', 'Closed');
        expect(shown).toHaveLength(1);
        expect(shown[0]).toMatchObject({ message, buttons: [] });
        expect(await having(sees, 'ada', 'Which flow?')).toHaveLength(0);
      });

      test('every option is read in full beside its letter, and every button begins with its letter', async () => {
        const { chat, place, sees } = await start();
        const options = ['Long '.repeat(50).trim(), 'Wide '.repeat(50).trim(), 'c', 'd'];
        await chat.post(place, asking('Which of these?', options), 'post-6', ALONE);
        const [shown] = await eventually(sees, 'ada', 'Which of these?');
        for (const option of options) expect(shown?.text).toContain(option);
        const names = shown?.buttons.map((button) => button.name) ?? [];
        expect(names).toHaveLength(5);
        for (const [place, letter] of ['A', 'B', 'C', 'D'].entries())
          expect(names[place]).toMatch(new RegExp(`^${letter}\\b`, 'u'));
        expect(names[4]).toContain('Tips');
        const code = encodeAction({ kind: 'answer', round: 'round-one', option: 1 });
        expect(shown?.buttons[1]?.code).toBe(code);
      });

      test('short options are read too, on their buttons or beside', async () => {
        const { chat, place, sees } = await start();
        await chat.post(place, asking('Which status?', ['401', '403']), 'post-7', ALONE);
        const [shown] = await eventually(sees, 'bo', 'Which status?');
        const all = [shown?.text, ...(shown?.buttons.map((button) => button.name) ?? [])].join(' ');
        expect(all).toContain('401');
        expect(all).toContain('403');
        expect(shown?.buttons[0]?.name).toMatch(/^A\b/);
      });

      test('a card of the largest size is taken by the platform', async () => {
        const { chat, place, sees } = await start();
        const options = Array.from({ length: 8 }, (_, index) => `${index} ${'word '.repeat(400)}`);
        await chat.post(place, asking('& < > '.repeat(1_500), options), 'post-8', ALONE);
        const [shown] = await eventually(sees, 'ada', 'API security');
        expect(shown?.buttons).toHaveLength(9);
      });
    });

    describe('privacy', () => {
      test('what is told to one member is seen by no other', async () => {
        const { chat, place, sees, idOf } = await start();
        await chat.tell(place, idOf('ada'), saying('Between us'));
        const [shown] = await eventually(sees, 'ada', 'Between us');
        expect(shown?.private).toBe(true);
        expect(await having(sees, 'bo', 'Between us')).toHaveLength(0);
      });

      test('a reply is seen by the member who pressed, and by no other', async () => {
        const { chat, place, sees, pressAs, bot } = await start();
        const message = await chat.post(place, asking('Which?', ['One', 'Two']), 'post-9', ALONE);
        bot.answerWith(() => ({ kind: 'card', card: saying('Right: B') }));
        await pressAs('ada', message, '1.answer.round-one.1');
        const [shown] = await eventually(sees, 'ada', 'Right: B');
        expect(shown?.private).toBe(true);
        expect(await having(sees, 'bo', 'Right: B')).toHaveLength(0);
        expect(await having(sees, 'ada', 'Which?')).toHaveLength(1);
      });

      test('a file reaches the member who asked, whole, and no other', async () => {
        const { lineAs, sees, filesOf, bot } = await start();
        const text = `${JSON.stringify({ said: 'ä € 😀 </script>', all: 'x'.repeat(50_000) })}\n`;
        const file = { name: 'deckhand-export.json', type: 'application/json', text };
        bot.answerWith(() => ({ kind: 'file', card: saying('Your file'), file }));
        await lineAs('ada', 'help');
        await until(async () => (await filesOf('ada')).length > 0, 'the file is there');
        expect(await filesOf('ada')).toMatchObject([{ name: file.name, text }]);
        expect(await filesOf('bo')).toEqual([]);
        await until(async () => (await having(sees, 'ada', 'file')).length > 0, 'it is said');
        expect(await having(sees, 'bo', 'file')).toHaveLength(0);
      });

      test('a replacing reply takes the place of the private message that was pressed', async () => {
        const { sees, pressAs, lineAs, bot } = await start();
        bot.answerWith(() => ({ kind: 'card', card: asking('1 / 5', ['One', 'Two']) }));
        await lineAs('ada', 'practice');
        await eventually(sees, 'ada', '1 / 5');
        bot.answerWith(() => ({ kind: 'replace', card: saying('2 / 5') }));
        await pressAs('ada', null, '1.step.session.0.1');
        const [shown] = await eventually(sees, 'ada', '2 / 5');
        expect(shown?.private).toBe(true);
        expect(await having(sees, 'ada', '1 / 5')).toHaveLength(0);
        expect(bot.inputs.at(-1)?.intent).toMatchObject({ kind: 'press', own: true });
      });

      test('a replacing reply to a public message leaves that message alone', async () => {
        const { chat, place, sees, pressAs, bot } = await start();
        const message = await chat.post(place, asking('Public?', ['One', 'Two']), 'post-10', ALONE);
        bot.answerWith(() => ({ kind: 'replace', card: saying('Only for you') }));
        await pressAs('bo', message, '1.answer.round-one.0');
        const [shown] = await eventually(sees, 'bo', 'Only for you');
        expect(shown?.private).toBe(true);
        expect(await having(sees, 'bo', 'Public?')).toHaveLength(1);
        expect(await having(sees, 'ada', 'Public?')).toHaveLength(1);
        expect(bot.inputs.at(-1)?.intent).toMatchObject({ kind: 'press', own: false, message });
      });
    });

    describe('what reaches the bot', () => {
      test('a press carries the code as it was and the verified member and place', async () => {
        const { chat, place, pressAs, idOf, bot } = await start();
        const message = await chat.post(place, asking('Who?', ['One', 'Two']), 'post-11', ALONE);
        await pressAs('bo', message, '1.answer.another-workspaces-round.1');
        expect(bot.inputs).toHaveLength(1);
        expect(bot.inputs[0]?.place).toEqual(place);
        expect(bot.inputs[0]?.actor.id).toBe(idOf('bo'));
        const code = '1.answer.another-workspaces-round.1';
        expect(bot.inputs[0]?.intent).toMatchObject({ kind: 'press', code, message });
      });

      test('a code that names a place or a member changes neither', async () => {
        const { chat, place, pressAs, idOf, bot } = await start();
        const message = await chat.post(place, asking('Who?', ['One', 'Two']), 'post-12', ALONE);
        const code = JSON.stringify({ workspace: 'web:other', actor: idOf('ada') });
        await pressAs('bo', message, code.slice(0, 90));
        for (const input of bot.inputs) {
          expect(input.place).toEqual(place);
          expect(input.actor.id).toBe(idOf('bo'));
        }
      });

      test.each([
        ['made up', 'no such code'],
        ['of an old version', '0.answer.round-one.1'],
        ['huge', 'x'.repeat(2_000)],
        ['empty', ''],
        ['with controls', '1.answer.\u0000\n.1'],
      ])('a code %s gets a polite answer and harms nothing', async (_, code) => {
        const { chat, place, sees, pressAs, bot } = await start();
        const message = await chat.post(place, asking('Still?', ['One', 'Two']), 'post-13', ALONE);
        await pressAs('ada', message, code).catch(() => undefined);
        const answered = await sees('ada');
        const heard = bot.inputs.length > 0;
        expect(heard || answered.some((seen) => seen.private) || code === '').toBe(true);
        bot.answerWith(() => ({ kind: 'card', card: saying('Still here') }));
        await pressAs('ada', message, '1.answer.round-one.0');
        expect(await eventually(sees, 'ada', 'Still here')).toHaveLength(1);
      });

      test('a typed command reaches the bot with its words', async () => {
        const { place, lineAs, idOf, bot, sees } = await start();
        await lineAs('bo', 'leaderboard month');
        await eventually(sees, 'bo', 'heard');
        const input = bot.inputs[0];
        expect(input?.place).toEqual(place);
        expect(input?.actor.id).toBe(idOf('bo'));
        if (input?.intent.kind === 'line') expect(input.intent.line).toBe('leaderboard month');
        else
          expect(input?.intent).toEqual({
            kind: 'command',
            name: 'leaderboard',
            values: { period: 'month' },
          });
        expect(await having(sees, 'ada', 'heard')).toHaveLength(0);
      });

      test('a form is shown, submitted and refused beside its field', async () => {
        const { formOf, submitAs, lineAs, sees, bot } = await start();
        bot.answerWith(() => ({ kind: 'form', form: FORM }));
        await lineAs('ada', 'help');
        await until(async () => (await formOf('ada'))?.includes('A daily question') ?? false);
        expect(await formOf('bo')).toBeNull();
        bot.answerWith(() => ({ kind: 'refused', field: 'time', sentence: 'That is no time' }));
        await submitAs('ada', { time: '25:00', days: 'mon,tue' });
        const code = encodeAction(FORM.does);
        const values = { time: '25:00', days: 'mon,tue' };
        expect(bot.inputs.at(-1)?.intent).toMatchObject({ kind: 'form', code, values });
        await until(async () => {
          const shown = [
            (await formOf('ada')) ?? '',
            ...(await sees('ada')).map(({ text }) => text),
          ];
          return shown.some((text) => text.includes('That is no time'));
        });
      });
    });

    describe('what goes wrong', () => {
      test('each failure of a post is the class that it is', async () => {
        const { chat, place, failures, failNext } = await start();
        expect(failures).toContain('not-sent');
        for (const failure of failures) {
          await failNext(failure);
          const post = chat.post(place, saying(`Fails: ${failure}`), `post-${failure}`, ALONE);
          await expect(post).rejects.toMatchObject({ name: 'PostError', failure });
        }
        await chat.post(place, saying('Well again'), 'post-14', ALONE);
      });

      test('a post that was surely not sent is not seen, and is made once when it is repeated', async () => {
        const { chat, place, failNext, sees } = await start();
        await failNext('not-sent');
        const card = saying('Second try');
        await chat.post(place, card, 'post-15', ALONE).catch(() => undefined);
        expect(await having(sees, 'ada', 'Second try')).toHaveLength(0);
        await chat.post(place, card, 'post-15', ALONE);
        expect(await eventually(sees, 'ada', 'Second try')).toHaveLength(1);
      });

      test('a channel that does not exist is refused with advice, for posts and edits', async () => {
        const { chat, nowhere } = await start();
        const post = chat.post(nowhere, saying('Lost'), 'post-16', ALONE);
        await expect(post).rejects.toMatchObject({ name: 'PostError', failure: 'refused' });
        const error = await post.catch((thrown: unknown) => thrown);
        expect(
          error instanceof PostError && error.advice.en.length > 10 && error.advice.de.length > 10,
        ).toBe(true);
        expect(await chat.mayPost(nowhere)).toEqual({
          en: expect.any(String),
          de: expect.any(String),
        });
      });

      test('where we may post, nothing is missing', async () => {
        const { chat, place } = await start();
        expect(await chat.mayPost(place)).toBeNull();
      });

      test('a bot that fails leaves no member waiting and no trace of the fault', async () => {
        const { lineAs, sees, bot } = await start();
        bot.answerWith(() => Promise.reject(new Error('secret stack')));
        await lineAs('ada', 'help').catch(() => undefined);
        bot.answerWith(() => ({ kind: 'card', card: saying('Back again') }));
        await lineAs('ada', 'help');
        await eventually(sees, 'ada', 'Back again');
        expect(await having(sees, 'ada', 'secret stack')).toHaveLength(0);
      });
    });

    describe('text is text', () => {
      test.each(HOSTILE)('%s stays letters in a post', async (hostile) => {
        const { chat, place, sees, pings } = await start();
        await chat.post(place, asking(`Stem ${hostile}`, [hostile, 'Two']), 'post-17', ALONE);
        const [shown] = await eventually(sees, 'ada', 'Stem ');
        expect(shown?.text).toContain(`Stem ${hostile}`);
        expect(shown?.text.split(hostile)).toHaveLength(3);
        expect(await pings()).toEqual([]);
      });

      test('hostile text stays letters in a private reply and in a table', async () => {
        const { lineAs, sees, pings, bot } = await start();
        const rows = HOSTILE.map((hostile) => ({ cells: [[hostile], ['1']], own: false }));
        const columns = [
          { title: 'Member', align: 'left' },
          { title: 'Points', align: 'right' },
        ] as const;
        const blocks = [{ kind: 'rows', label: 'Board', columns, rows }] as const;
        bot.answerWith(() => ({ kind: 'card', card: { gist: 'Board', blocks } }));
        await lineAs('bo', 'leaderboard');
        await eventually(sees, 'bo', 'Member');
        expect(await pings()).toEqual([]);
      });
    });

    test('stop ends everything: no connection stays, and a late post is an error', async () => {
      const { chat, place, connected } = await start();
      expect(await connected()).toBe(true);
      await chat.stop();
      await until(async () => !(await connected()));
      const late = chat.post(place, saying('Too late'), 'post-18', ALONE);
      await expect(late).rejects.toBeInstanceOf(PostError);
      await chat.stop();
    });
  });
}

const FORM: Form = {
  title: 'A daily question',
  submit: 'Save',
  cancel: 'Cancel',
  does: { kind: 'form', form: 'schedule-daily', about: '' },
  fields: [
    {
      name: 'time',
      label: 'Time',
      hint: 'For example 09:00',
      required: true,
      input: { kind: 'line', value: '09:00', longest: 5 },
    },
    {
      name: 'days',
      label: 'Days',
      hint: null,
      required: true,
      input: {
        kind: 'several',
        values: ['mon'],
        options: [
          { value: 'mon', label: 'Monday' },
          { value: 'tue', label: 'Tuesday' },
        ],
      },
    },
  ],
};

type Sees = Harness['sees'];

/** The messages of a member that hold those words. */
async function having(sees: Sees, member: Member, words: string): Promise<readonly Seen[]> {
  return (await sees(member)).filter((seen) => seen.text.includes(words));
}

/** Waits until a member sees a message with those words; gives all such messages. */
async function eventually(sees: Sees, member: Member, words: string): Promise<readonly Seen[]> {
  let shown: readonly Seen[] = [];
  await until(async () => {
    shown = await having(sees, member, words);
    return shown.length > 0;
  }, `${member} sees "${words}"`);
  return shown;
}

async function until(holds: () => Promise<boolean>, what = 'it'): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited 2 s in vain until ${what}`);
}

import { workshop } from '../stories/workshop.ts';
import { afterEach, describe, expect, test } from 'vitest';
import type { App } from '../../src/app/context.ts';
import { makeBot } from '../../src/app/bot/bot.ts';
import { COMMANDS } from '../../src/app/bot/commands.ts';
import { RoundCounters } from '../../src/app/rounds/answer-counter.ts';
import { Worker } from '../../src/app/worker.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { systemClock } from '../../src/system/clock.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { seededChance } from '../stories/clock.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { MIGRATIONS, noMetrics, recordingLog, type LogLine } from '../stories/world.ts';
import type { Harness, Member, Seen } from './contract.ts';
import type { Bot } from '../../src/ports/bot.ts';
import type { Platform } from '../../src/ports/identity.ts';

const DAY = 24 * 3_600_000;
const decks = decksOf(
  deckOf(
    'colours',
    ['oauth', 'jwt', 'bola'].map((name) => question(name)),
  ),
);

/** The real app behind a platform, with a clock that can be put forward. */
interface Journey extends Harness {
  /** Time passes, and the worker looks in. */
  readonly later: (ms: number) => Promise<void>;
  /** The newest private message of a member that holds those words. */
  readonly reads: (member: Member, words: string) => Promise<Seen>;
  /** Presses the button of that name on the newest private message that has one. */
  readonly presses: (member: Member, button: string) => Promise<void>;
  /** Chooses the option that holds that word in the newest message that offers it. */
  readonly chooses: (member: Member, word: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What a member does beside the daily question, as they do it: the same on every platform, over real sockets. */
export function describeJourneys(name: string, makeHarness: (bot: Bot) => Promise<Harness>): void {
  describe(`a member’s journeys on ${name}`, () => {
    let open: Journey | null = null;
    const start = async (): Promise<Journey> => {
      open = await begin(makeHarness);
      return open;
    };

    afterEach(async () => {
      await open?.stop();
      open = null;
    });

    test('practice: one message that moves on, from tips to the result, and review when it is due', async () => {
      const { lineAs, reads, presses, chooses, sees, later } = await start();
      await lineAs('bo', 'practice colours 2');
      expect((await reads('bo', '1 / 2')).text).toContain('A tip');
      await chooses('bo', 'red');
      await reads('bo', 'How sure are you?');
      await presses('bo', 'Sure');
      expect((await reads('bo', 'Close: you chose')).text).toContain('comes back on');
      await presses('bo', 'Next');
      await reads('bo', '2 / 2');
      await chooses('bo', 'green');
      await presses('bo', 'Fairly');
      await reads('bo', 'Right, the strongest');
      await presses('bo', 'Finish');
      await reads('bo', '1 of 2 right');
      // One message moved on all the way; nobody else saw any of it.
      expect((await sees('bo')).filter((seen) => seen.private)).toHaveLength(1);
      expect((await sees('ada')).filter((seen) => /1 of 2|colours/.test(seen.text))).toEqual([]);
      await later(10 * DAY);
      await lineAs('bo', 'review');
      await reads('bo', '1 / 2');
      await lineAs('bo', 'me');
      expect((await reads('bo', 'First sight')).text).toContain('Confident but wrong');
    });

    test('a session on another day: offered again, and a question is put away', async () => {
      const { lineAs, reads, presses, chooses, later } = await start();
      await lineAs('bo', 'practice colours 1');
      await reads('bo', '1 / 1');
      await later(2 * DAY);
      await lineAs('bo', 'practice');
      await reads('bo', 'unfinished session');
      await presses('bo', 'Resume');
      await reads('bo', '1 / 1');
      await chooses('bo', 'green');
      await presses('bo', 'Guess');
      await reads('bo', 'Right, the strongest');
      await presses('bo', 'Don’t ask me again');
      await reads('bo', 'You will not be asked this one again.');
      await presses('bo', 'Finish');
      await later(90 * DAY);
      await lineAs('bo', 'review');
      await reads('bo', 'Nothing is due');
    });

    test('a reported problem: a form for the member, a word for the manager at two', async () => {
      const { lineAs, reads, presses, chooses, submitAs, formOf, later } = await start();
      await lineAs('ada', 'ask colours oauth');
      await reads('ada', 'on its way');
      await later(1_000);
      for (const member of ['bo', 'ada'] as const) {
        await chooses(member, 'red');
        await reads(member, 'Close: you chose');
        await presses(member, 'Report a problem');
        await eventually(async () => (await formOf(member)) ?? '', 'What is wrong?');
        await submitAs(member, { reason: 'unclear', note: `says ${member}` });
        await later(5_000);
      }
      const told = await reads('ada', '2 members have reported a question');
      expect(told.text).toContain('2 × unclear');
      await presses('ada', 'All reports');
      expect((await reads('ada', 'Reported problems')).text).toContain('says bo');
    });

    test('one’s own data: shown, taken as a file, hidden from the board, erased', async () => {
      const { lineAs, reads, chooses, presses, filesOf, later } = await start();
      await lineAs('ada', 'ask colours oauth');
      await later(1_000);
      await chooses('bo', 'green');
      await reads('bo', '+10 points');
      await lineAs('bo', 'privacy show');
      expect((await reads('bo', 'What Deckhand keeps of you')).text).toContain('1 answer');
      await presses('bo', 'Export my data');
      await eventually(async () => (await filesOf('bo'))[0]?.text ?? '', '"option_id": "green"');
      expect(await filesOf('ada')).toEqual([]);
      await lineAs('bo', 'privacy hide');
      await reads('bo', 'You are in no board any more');
      await lineAs('ada', 'leaderboard');
      expect((await reads('ada', 'Leaderboard')).text).not.toContain('10 ');
      await lineAs('bo', 'privacy forget');
      await presses('bo', 'Erase my data');
      await lineAs('ada', 'leaderboard');
      expect((await reads('ada', 'Leaderboard')).text).not.toMatch(/\bbo\b/);
    });

    test('a reminder: private, in its hour, with a button that works where it is read', async () => {
      const { lineAs, reads, presses, chooses, later, sees } = await start();
      await lineAs('bo', 'practice colours 1');
      await chooses('bo', 'red');
      await presses('bo', 'Sure');
      await presses('bo', 'Finish');
      await lineAs('bo', 'remind at 16:30 daily UTC');
      await reads('bo', 'I will remind you every day');
      // A wrong answer is due after a day; the worker looks in every half hour.
      for (let half = 0; half < 96; half += 1) await later(1_800_000);
      const told = await reads('bo', '1 question is due for review.');
      expect(told.private).toBe(true);
      expect((await sees('ada')).filter(({ text }) => text.includes('is due'))).toEqual([]);
      await presses('bo', 'Review');
      await reads('bo', '1 / 1');
      await lineAs('bo', 'away');
      await reads('bo', 'You are away');
      await presses('bo', 'I am back');
      await reads('bo', 'Welcome back');
    });

    test('each in their own language, whatever the channel speaks', async () => {
      const { lineAs, reads, chooses, presses, later, speaks, formOf, sees } = await start();
      speaks('bo', 'de');
      await lineAs('bo', 'help');
      await reads('bo', 'Was Deckhand kann');
      await lineAs('ada', 'ask colours oauth');
      await later(1_000);
      await chooses('bo', 'red');
      expect((await reads('bo', 'Nah dran: Du hast')).text).toContain('Das Wichtigste');
      await presses('bo', 'Fehler melden');
      await eventually(async () => (await formOf('bo')) ?? '', 'Was stimmt nicht?');
      await chooses('ada', 'green');
      await reads('ada', 'Right, the strongest');
      await lineAs('ada', 'language de');
      await reads('ada', 'ab jetzt Deutsch');
      await lineAs('ada', 'ask colours jwt');
      await later(1_000);
      // The reveal of the first one goes out before, and a platform takes one post a second.
      await eventually(async () => {
        await later(1_500);
        return (await sees('ada')).map(({ text }) => text).join();
      }, 'Noch hat niemand geantwortet');
    });
  });
}

async function begin(makeHarness: (bot: Bot) => Promise<Harness>): Promise<Journey> {
  const store = await openSqlite(':memory:', MIGRATIONS);
  const log: LogLine[] = [];
  const counters = new RoundCounters();
  const chats = new Map<Platform, Chat>();
  const real = systemClock();
  let ahead = 0;
  const clock = { ...real, now: () => real.now() + ahead };
  const app: App = {
    store,
    decks,
    workshop,
    studioOrigin: () => null,
    clock,
    random: seededChance(7),
    log: recordingLog(log),
    metrics: noMetrics,
    chats,
    words: (language) => wordsIn(language),
    defaults: { zone: 'UTC', language: 'en', reviewsADay: 10, answersKeptDays: null },
    wake: () => {},
    counters,
  };
  const bot = makeBot(app);
  const harness = await makeHarness({ ...bot, commands: COMMANDS });
  chats.set(harness.chat.platform, harness.chat);
  const worker = new Worker({ app, counters, owner: 'this-process', leaseNames: new Map() });
  /** Nobody is told to slow down: a test is quicker than a person. */
  const breathe = (): void => {
    ahead += 2_000;
  };
  const newest = async (member: Member, fits: (seen: Seen) => boolean): Promise<Seen> => {
    let found: Seen | undefined;
    await eventually(async () => {
      found = (await harness.sees(member)).findLast(fits);
      return found === undefined ? '' : 'there';
    }, 'there');
    if (found === undefined) throw new Error('it was there');
    return found;
  };
  const press = async (
    member: Member,
    seen: Seen,
    fits: (name: string) => boolean,
  ): Promise<void> => {
    breathe();
    const code = seen.buttons.find((button) => fits(button.name))?.code ?? '';
    await harness.pressAs(member, seen.message, code);
  };
  return {
    ...harness,
    async lineAs(member, line) {
      breathe();
      await harness.lineAs(member, line);
    },
    async later(ms) {
      ahead += ms;
      await worker.tick();
    },
    reads: (member, words) => newest(member, ({ text }) => text.includes(words)),
    async presses(member, button) {
      const has = (name: string): boolean => name.includes(button);
      const seen = await newest(
        member,
        (one) => one.private && one.buttons.some(({ name }) => has(name)),
      );
      await press(member, seen, has);
    },
    async chooses(member, word) {
      const option = new RegExp(`\\b([A-D])\\b[^A-D]{0,12}The ${word} way`);
      const has = ({ text, buttons }: Seen): boolean =>
        buttons.some(({ name }) => option.test(name)) ||
        (option.test(text) && buttons.some(({ name }) => /^A\b/.test(name)));
      const seen = await newest(member, has);
      const letter = [...seen.buttons.map(({ name }) => name), seen.text]
        .map((text) => option.exec(text)?.[1])
        .find((found) => found !== undefined);
      await press(member, seen, (button) => button.startsWith(letter ?? '?'));
    },
    async stop() {
      await worker.stop();
      await harness.close();
      expect(log.filter(({ level }) => level === 'error')).toEqual([]);
      expect(await store.verify()).toEqual([]);
      await store.close();
    },
  };
}

/** Waits until what is read holds those words. */
async function eventually(read: () => Promise<string>, words: string): Promise<void> {
  let last = '';
  for (let attempt = 0; attempt < 300; attempt += 1) {
    last = await read();
    if (last.includes(words)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited 3 s in vain for “${words}”, last: ${last}`);
}

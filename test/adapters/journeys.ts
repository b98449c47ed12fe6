import { afterEach, describe, expect, test } from 'vitest';
import type { Harness } from './contract.ts';
import { begin, eventually, type Journey } from './journey.ts';
import type { Bot } from '../../src/ports/bot.ts';

const DAY = 24 * 3_600_000;
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

    test('practice: one message that moves on to the result, and review when it is due', async () => {
      const { lineAs, reads, presses, chooses, sees, later } = await start();
      await lineAs('bo', 'practice colours 2');
      expect((await reads('bo', '1 / 2')).text).toContain('no manager sees it');
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

    test('a preview: every moment of a question, in one message that its manager alone sees', async () => {
      const { lineAs, reads, presses, sees } = await start();
      await lineAs('ada', 'preview colours oauth');
      const open = await reads('ada', 'This is how it would look');
      expect(open.private).toBe(true);
      expect(open.text).toContain('What about oauth?');
      // The options cannot be pressed: every button leads to another moment.
      expect(open.buttons.filter(({ code }) => code?.includes('.answer.') === true)).toEqual([]);
      await presses('ada', 'B');
      expect((await reads('ada', 'The reply to B')).text).toContain('Right, the strongest');
      await presses('ada', 'All reasons');
      await reads('ada', 'All reasons, after');
      await presses('ada', 'The reveal');
      expect((await reads('ada', 'Green explains oauth.')).private).toBe(true);
      const own = (await sees('ada')).filter((seen) => seen.private);
      expect(own.filter(({ text }) => text.includes('how it would look'))).toHaveLength(1);
      expect((await sees('bo')).filter(({ text }) => /oauth|look/.test(text))).toEqual([]);
      await lineAs('bo', 'preview colours oauth');
      expect((await reads('bo', 'Only managers')).text).not.toContain('oauth');
    });

    test('the next questions: swapped and left out in one message, for the manager alone', async () => {
      const { lineAs, reads, presses, sees, speaks } = await start();
      await lineAs('ada', 'schedule daily 09:00 UTC daily decks:shapes');
      await reads('ada', 'Set: ');
      await lineAs('ada', 'next');
      const next = await reads('ada', 'The next questions');
      expect(next.private).toBe(true);
      expect(next.text.match(/What about \w+\?/g)).toHaveLength(5);
      expect(next.buttons).toHaveLength(10);
      await presses('ada', 'Leave out');
      await reads('ada', 'is left out.');
      await presses('ada', 'after all');
      await reads('ada', 'A question is posted on');
      await presses('ada', 'Swap');
      expect((await reads('ada', 'Now asked on')).text).toContain('chosen by a manager');
      const own = (await sees('ada')).filter(({ text }) => text.includes('The next questions'));
      expect(own).toHaveLength(1);
      expect((await sees('bo')).filter(({ text }) => text.includes('What about'))).toEqual([]);
      speaks('bo', 'de');
      await lineAs('bo', 'next');
      await reads('bo', 'Manager');
    });

    test('each in their own language, whatever the channel speaks', async () => {
      const { lineAs, reads, chooses, presses, later, speaks, formOf, sees } = await start();
      speaks('bo', 'de');
      await lineAs('bo', 'help');
      await reads('bo', 'Was Deckhand kann');
      await lineAs('ada', 'ask colours oauth');
      await later(1_000);
      await chooses('bo', 'red');
      expect((await reads('bo', 'Nah dran: Gewählt hast du')).text).toContain('Das Wichtigste');
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

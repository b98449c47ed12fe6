import { afterEach, describe, expect, it } from 'vitest';
import { readBoard } from '../../src/app/leaderboard/read-board.ts';
import type { Question } from '../../src/domain/deck.ts';
import { dayAndTime, dayName } from '../../src/i18n/dates.ts';
import type { Decks } from '../../src/ports/decks.ts';
import { closeSound } from '../stories/closing.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { readCard } from '../stories/stage.ts';
import { openWorld, PLACE, type World } from '../stories/world.ts';
import {
  answers,
  asked,
  cardOf,
  DAY,
  EditedDecks,
  en,
  goTo,
  HOUR,
  later,
  named,
  newest,
  passes,
  points,
  press,
  streak,
  told,
} from './team.ts';

const BACKEND = { ...PLACE, channel: 'backend' };
const MOBILE = { ...PLACE, channel: 'mobile' };
const BERLIN = 'Europe/Berlin';
let world: World;

const questions = (count: number): readonly Question[] =>
  Array.from({ length: count }, (_, index) => question(`q${index + 1}`));

/** @param now ISO */
async function begin(decks: Decks, now: string): Promise<void> {
  world = await openWorld({ decks, now: Date.parse(now) });
}

afterEach(() => closeSound(world));

/** Days one after the other at 09:00 in Berlin's winter, each with what happens after the post. */
async function mornings(
  first: string,
  count: number,
  then: (day: number) => Promise<void> = async () => {},
): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    const at = new Date(Date.parse(`${first}T08:00:00Z`) + day * DAY).toISOString();
    await goTo(world, at);
    await then(day);
  }
}

describe('row 1: a deck goes round and never sticks', () => {
  it('row 1: ten questions, the first answered wrong by all, 24 days', async () => {
    await begin(decksOf(deckOf('d', questions(10))), '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    let expected = 0;
    await mornings('2026-11-02', 24, async (day) => {
      const shown = newest(world, 'round:');
      const word = day % 10 === 0 ? 'red' : day % 3 === 0 ? 'red' : 'green';
      const said = await answers(world, 'mira', shown, word);
      expect(said).toContain(en.pointsWon({ points: word === 'green' ? 10 : 3 }));
      expected += word === 'green' ? 10 : 3;
      if (day % 2 === 0) await answers(world, 'jo', shown, day % 10 === 0 ? 'blue' : 'green');
    });
    const order = Array.from({ length: 24 }, (_, index) => `q${(index % 10) + 1}`);
    expect(await asked(world)).toEqual(order);
    // The repeats of the rotation count: the board tells what was.
    expect(await points(world, 'mira', { reader: 'mira' })).toBe(expected);
    expect(await world.says('mira', 'leaderboard all')).toContain(`| mira (you) | ${expected} |`);
  });

  it.each(['fixed', 'any'] as const)(
    'row 1: fifteen questions, %s, ten weeks: none within half the pool, and no one every day',
    async (order) => {
      await begin(decksOf(deckOf('d', questions(15), order)), '2026-11-01T20:00:00Z');
      await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
      await mornings('2026-11-02', 70, async (day) => {
        const shown = newest(world, 'round:');
        await answers(world, 'mira', shown, day % 15 === 0 ? 'red' : 'green');
      });
      const all = await asked(world);
      expect(all).toHaveLength(70);
      expect(new Set(all.slice(0, 15)).size).toBe(15);
      for (const [index, id] of all.entries()) {
        expect(all.slice(Math.max(0, index - 7), index)).not.toContain(id);
      }
      expect(new Set(all.slice(-45)).size).toBe(15);
    },
  );

  it('row 1: a deck of one and a deck of two go on', async () => {
    await begin(
      decksOf(deckOf('one', questions(1)), deckOf('two', [question('a'), question('b')])),
      '2026-11-01T20:00:00Z',
    );
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily one');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily two', BACKEND);
    await mornings('2026-11-02', 5);
    expect(await asked(world)).toEqual(['q1', 'q1', 'q1', 'q1', 'q1']);
    expect(await asked(world, BACKEND)).toEqual(['a', 'b', 'a', 'b', 'a']);
  });

  it('row 1: a board is not empty in words where somebody answered', async () => {
    await begin(decksOf(deckOf('d', questions(2))), '2026-11-24T07:00:00Z');
    await world.says('boss', 'ask');
    await answers(world, 'mira', newest(world, 'round:'), 'green');
    const board = await world.says('eve', 'leaderboard');
    expect(board).toContain(en.boardEmpty({ live: false }));
    expect(board).not.toContain('mira');
    expect(board).not.toMatch(/nobody/i);
  });
});

describe('row 2: a manager hears once when the unseen ones run out', () => {
  const soon = (count: number, day: string): string =>
    `#team-quiz: ${en.noticeRunsOut({ decks: 'Deck d', count, day: dayName(day, en.locale) })}`;
  const last = `#team-quiz: ${en.noticeRanOut({ decks: 'Deck d' })}`;

  it('row 2: deck of eight, one asked between', async () => {
    await begin(decksOf(deckOf('d', questions(8))), '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await mornings('2026-11-02', 20, async (day) => {
      if (day === 0) await world.says('boss', 'ask');
    });
    expect(told(world, 'boss')).toEqual([soon(5, '2026-11-08'), last]);
  });

  it('row 2: the one asked between crosses the threshold, or takes the last one', async () => {
    await begin(decksOf(deckOf('d', questions(8))), '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await mornings('2026-11-02', 12, async (day) => {
      if (day === 1 || day === 5) await world.says('boss', 'ask');
    });
    // Two posts and one by hand leave five; it is said with the next post, which leaves four.
    expect(told(world, 'boss')).toEqual([soon(4, '2026-11-08'), last]);
  });

  it('row 2: deck of four', async () => {
    await begin(decksOf(deckOf('d', questions(4))), '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await mornings('2026-11-02', 12);
    expect(told(world, 'boss')).toEqual([soon(3, '2026-11-05'), last]);
  });

  it('row 2: Mondays and Wednesdays: the date is that of the post', async () => {
    await begin(decksOf(deckOf('d', questions(6))), '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin mon,wed');
    await mornings('2026-11-02', 1);
    expect(told(world, 'boss')).toEqual([soon(5, '2026-11-18')]);
    await mornings('2026-11-03', 40);
    expect(told(world, 'boss')).toEqual([soon(5, '2026-11-18'), last]);
  });

  it('row 2: two schedules from one deck: once, and the date counts both', async () => {
    await begin(decksOf(deckOf('d', questions(7))), '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await world.says('boss', 'schedule daily 15:00 Europe/Berlin daily another=another');
    await mornings('2026-11-02', 10, () => later(world, 6 * HOUR));
    expect(told(world, 'boss')).toEqual([soon(5, '2026-11-05'), last]);
  });

  it('row 2: skipped days put the date off, and what is added is warned of anew', async () => {
    const decks = new EditedDecks(deckOf('d', questions(6)));
    await begin(decks, '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await world.says('boss', 'schedule skip from=2026-11-04 to=2026-11-05');
    await mornings('2026-11-02', 12);
    expect(told(world, 'boss')).toEqual([soon(5, '2026-11-09'), last]);
    decks.edit(() => [deckOf('d', questions(9))]);
    await mornings('2026-11-14', 12);
    expect(told(world, 'boss').slice(2)).toEqual([soon(2, '2026-11-16'), last]);
  });

  it('row 2: a question that is retired from a used-up deck is no news', async () => {
    await begin(decksOf(deckOf('d', questions(4))), '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await mornings('2026-11-02', 6);
    expect(told(world, 'boss')).toHaveLength(2);
    expect(await world.says('boss', 'question retire d q2')).toContain(
      en.questionRetired({ stem: 'What about q2?' }),
    );
    await mornings('2026-11-08', 6);
    expect(told(world, 'boss')).toHaveLength(2);
    expect((await asked(world)).slice(6)).not.toContain('q2');
  });
});

describe('row 3: what comes back comes back on that day', () => {
  it('row 3: wrong on Tuesday at 18:00, reviewed on Wednesday at 09:20, reminded at 09:30', async () => {
    await begin(decksOf(deckOf('d', questions(3))), '2026-11-24T17:00:00Z');
    await world.says('boss', 'ask d q1');
    await answers(world, 'mira', newest(world, 'round:'), 'red');
    await world.says('mira', 'remind at 09:30 daily');
    const none = await world.says('mira', 'review');
    expect(none).toBe(en.reviewNone({ next: dayName('2026-11-25', en.locale) }));
    // Before four o'clock it is still Tuesday.
    await goTo(world, '2026-11-25T02:50:00Z');
    expect(await world.says('mira', 'review')).toBe(none);
    await goTo(world, '2026-11-25T08:20:00Z');
    expect(await world.says('mira', 'home')).toContain(en.meDue({ count: 1 }));
    expect(await world.says('mira', 'me')).toContain(en.meDue({ count: 1 }));
    await goTo(world, '2026-11-25T08:30:30Z');
    expect(told(world, 'mira')[0]).toContain(en.reminderDue({ due: 1 }));
    expect(await world.says('mira', 'review')).toContain('What about q1?');
  });

  it('row 3: the day is the member’s own', async () => {
    await begin(decksOf(deckOf('d', questions(3))), '2026-11-24T17:00:00Z');
    await world.says('boss', 'ask d q1');
    await answers(world, 'mira', newest(world, 'round:'), 'red');
    const inZone = async (zone: string): Promise<string> => {
      const reply = await world.bot.handle({
        place: PLACE,
        actor: { id: 'mira', name: 'mira', manages: false, locale: null, zone },
        intent: { kind: 'line', line: 'me' },
      });
      return readCard(cardOf(reply));
    };
    // Due on 25 November, 18:00 in Berlin: in Auckland that is the 26th, in Los Angeles the 25th.
    await goTo(world, '2026-11-25T13:00:00Z');
    expect(await inZone('America/Los_Angeles')).toContain(en.meDue({ count: 1 }));
    expect(await inZone('Pacific/Auckland')).toContain(en.meDue({ count: 0 }));
    await goTo(world, '2026-11-25T15:10:00Z');
    expect(await inZone('Pacific/Auckland')).toContain(en.meDue({ count: 1 }));
  });

  it('row 3: where the platform names no zone, the day is the channel’s', async () => {
    await begin(decksOf(deckOf('d', questions(3))), '2026-11-24T03:00:00Z');
    await world.says('boss', 'schedule daily 10:00 Asia/Kolkata weekdays');
    // Wrong on Tuesday at 10:00 in Kolkata, looked at on Wednesday at 09:20: still Tuesday's night in Berlin.
    await goTo(world, '2026-11-24T04:30:00Z');
    await answers(world, 'mira', newest(world, 'round:'), 'red');
    expect(await world.says('mira', 'review')).toBe(
      en.reviewNone({ next: dayName('2026-11-25', en.locale) }),
    );
    await goTo(world, '2026-11-24T22:40:00Z');
    expect(await world.says('mira', 'home')).toContain(en.meDue({ count: 1 }));
    expect(await world.says('mira', 'me')).toContain(en.meDue({ count: 1 }));
    expect(await world.says('mira', 'review')).toContain('What about q1?');
  });
});

describe('row 4: one function decides what is due', () => {
  const isNothingDue = async (): Promise<void> => {
    expect(await world.says('mira', 'home')).toContain(en.meDue({ count: 0 }));
    expect(await world.says('mira', 'me')).toContain(en.meDue({ count: 0 }));
    expect(await world.says('mira', 'review')).toBe(en.reviewNone({ next: null }));
    const before = told(world, 'mira').length;
    await passes(world, 3 * DAY);
    expect(told(world, 'mira')).toHaveLength(before);
  };

  it.each(['removed from its deck', 'retired in its deck', 'retired by a manager', 'suspended'])(
    'row 4: a question that was %s',
    async (how) => {
      const decks = new EditedDecks(deckOf('d', questions(3)));
      await begin(decks, '2026-11-24T08:00:00Z');
      await world.says('boss', 'ask d q1');
      await answers(world, 'mira', newest(world, 'round:'), 'red');
      await world.says('mira', 'remind at 09:30 daily');
      await later(world, 2 * DAY);
      expect(await world.says('mira', 'me')).toContain(en.meDue({ count: 1 }));
      const [first, ...others] = questions(3);
      if (first === undefined) throw new Error('no question');
      if (how === 'removed from its deck') decks.edit(() => [deckOf('d', others)]);
      if (how === 'retired in its deck') {
        decks.edit(() => [deckOf('d', [{ ...first, retired: true }, ...others])]);
      }
      if (how === 'retired by a manager') await world.says('boss', 'question retire d q1');
      if (how === 'suspended') {
        await world.store.tx('web:local', (tx) =>
          tx.sessions.suspend('mira', 'd', 'q1', world.clock.now()),
        );
      }
      await isNothingDue();
    },
  );
});

describe('row 5: two missed days of a month are forgiven, the third breaks it', () => {
  it('row 5: misses on 4, 10 and 18 November', async () => {
    await begin(decksOf(deckOf('d', questions(30))), '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    const missed = new Set([4, 10, 18]);
    const seen: number[] = [];
    await world.says('mira', 'leaderboard');
    await mornings('2026-11-02', 18, async (day) => {
      if (!missed.has(day + 2)) await answers(world, 'mira', newest(world, 'round:'), 'green');
      seen.push(await streak(world, 'mira'));
    });
    // From the 2nd: a missed day that is still open breaks nothing; on the 19th it begins anew.
    expect(seen).toEqual([1, 2, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 14, 1]);
  });

  it('row 5: each month forgives two of its own', async () => {
    await begin(decksOf(deckOf('d', questions(90))), '2026-10-31T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await world.says('mira', 'leaderboard');
    const missed = new Set(['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02']);
    await mornings('2026-11-01', 40, async (day) => {
      const date = new Date(Date.parse('2026-11-01') + day * DAY).toISOString().slice(0, 10);
      if (!missed.has(date)) await answers(world, 'mira', newest(world, 'round:'), 'green');
    });
    expect(await streak(world, 'mira')).toBe(36);
  });
});

describe('row 6: asked since joining ends with the period', () => {
  it('row 6: joined on Thursday, asked Thursday and Friday, looked at on Monday', async () => {
    await begin(decksOf(deckOf('d', questions(20))), '2026-11-22T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin weekdays');
    await world.says('boss', 'schedule weekly mon 09:00 Europe/Berlin');
    await mornings('2026-11-23', 7, async (day) => {
      if (day > 4) return;
      await answers(world, 'jo', newest(world, 'round:'), 'green');
      if (day >= 3) await answers(world, 'mira', newest(world, 'round:'), 'green');
    });
    const own = `| mira (you) | 20 | ${en.rightOf({ right: 2, answered: 2 })}`;
    const since = `(${en.boardSince({ answered: 2, asked: 2 })})`;
    expect(await world.says('mira', 'leaderboard')).toContain(`${own} ${since}`);
    await mornings('2026-11-30', 1);
    const rows = await world.store.tx('web:local', async (tx) => {
      const settings = await tx.channels.channel(PLACE.channel);
      if (settings === null) throw new Error('no channel');
      const board = await readBoard(tx, en, {
        channel: PLACE.channel,
        scope: 'channel',
        kind: 'week',
        periods: { week: '2026-11-23', month: '2026-11' },
        settings,
        now: world.clock.now(),
        reader: null,
      });
      return board.top.map((row) => [row.member, row.answered, row.askedSinceJoining]);
    });
    expect(rows).toEqual([
      ['jo', 5, null],
      ['mira', 2, 2],
    ]);
  });

  it('row 6: a late post of the day before joining is not theirs', async () => {
    await begin(decksOf(deckOf('d', questions(20))), '2026-11-22T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin weekdays');
    await mornings('2026-11-23', 2);
    // Wednesday's is an hour and a half late and closes with Thursday's.
    await goTo(world, '2026-11-25T09:30:00Z');
    await mornings('2026-11-26', 2, async () => {
      await later(world, HOUR);
      await answers(world, 'mira', newest(world, 'round:'), 'green');
    });
    expect(await world.says('mira', 'leaderboard')).toContain(
      en.boardSince({ answered: 2, asked: 2 }),
    );
  });
});

describe('row 7: a week is that of the zone of the schedule that posts it', () => {
  it('row 7: a weekly board set in Los Angeles where the daily question is Berlin’s', async () => {
    await begin(decksOf(deckOf('d', questions(30))), '2026-11-22T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await mornings('2026-11-23', 2);
    await world.says('boss', 'schedule weekly mon 09:00 America/Los_Angeles');
    await mornings('2026-11-25', 5);
    // Sunday 20:00 in Los Angeles is Monday 05:00 in Berlin.
    await goTo(world, '2026-11-30T04:00:00Z');
    await answers(world, 'mira', newest(world, 'round:'), 'green');
    await goTo(world, '2026-11-30T08:00:00Z');
    await goTo(world, '2026-11-30T17:00:00Z');
    const [board] = named(world, 'board:');
    const row = en.boardRow({ rank: 1, name: 'mira', points: 10 });
    expect(readCard(board?.card ?? { gist: '', blocks: [] })).toContain(`: ${row}.`);
    await mornings('2026-12-01', 6);
    await goTo(world, '2026-12-07T17:00:00Z');
    expect(named(world, 'board:')).toHaveLength(2);
    expect(readCard(newest(world, 'board:').card)).toContain(en.boardQuiet());
  });
});

describe('row 8: a voided day takes nothing from a streak', () => {
  it('row 8: void of a scheduled day, for who answered it and who missed it', async () => {
    await begin(decksOf(deckOf('d', questions(30))), '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await world.says('jo', 'leaderboard');
    await mornings('2026-11-02', 8, async (day) => {
      await answers(world, 'mira', newest(world, 'round:'), 'green');
      // Jo misses the 3rd, 5th and 7th: broken there.
      if (![1, 3, 5].includes(day)) await answers(world, 'jo', newest(world, 'round:'), 'green');
    });
    expect(await streak(world, 'mira')).toBe(8);
    expect(await streak(world, 'jo')).toBe(2);
    await world.says('boss', 'void 4 yes');
    expect(await streak(world, 'mira')).toBe(8);
    expect(await streak(world, 'jo')).toBe(5);
    await world.says('boss', 'restore 4 yes');
    expect(await streak(world, 'mira')).toBe(8);
    expect(await streak(world, 'jo')).toBe(2);
  });
});

describe('row 9: one message for many events', () => {
  /** Both dates with their year where one of them is not of this year. */
  const what = (iso: string, other: string): string =>
    dayAndTime(Date.parse(iso), BERLIN, en.locale, Date.parse(other), world.clock.now());

  it.each([14, 60])('row 9: off for %i days, three schedules', async (days) => {
    await begin(decksOf(deckOf('d', questions(90))), '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await world.says('boss', 'schedule daily 10:00 Europe/Berlin daily', BACKEND);
    await world.says('boss', 'schedule daily 11:00 Europe/Berlin daily', MOBILE);
    await mornings('2026-11-02', 1, () => passes(world, 3 * HOUR));
    world.restarts();
    await goTo(world, new Date(Date.parse('2026-11-02T20:00:00Z') + days * DAY).toISOString());
    await later(world, HOUR);
    const lastDay = new Date(Date.parse('2026-11-02') + days * DAY).toISOString().slice(0, 10);
    const [from, to] = ['2026-11-03T08:00:00Z', `${lastDay}T10:00:00Z`];
    const sentence = en.noticeLateMany({
      count: 3 * days,
      channels: 3,
      from: what(from, to),
      to: what(to, from),
      because: 'not running',
    });
    expect(told(world, 'boss')).toEqual([`${sentence} (#team-quiz, #backend, #mobile)`]);
    expect(named(world, 'round:')).toHaveLength(1);
  });
});

describe('row 10: what was missed while away comes back', () => {
  it('row 10: four rounds missed while away', async () => {
    await begin(decksOf(deckOf('d', questions(30))), '2026-11-01T20:00:00Z');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await mornings('2026-11-02', 2, async () => {
      await answers(world, 'mira', newest(world, 'round:'), 'green');
    });
    await world.says('mira', 'away 2026-11-07');
    await mornings('2026-11-04', 4);
    expect(await world.says('mira', 'me')).toContain(en.meDue({ count: 0 }));
    await mornings('2026-11-08', 1, async () => {
      await answers(world, 'mira', newest(world, 'round:'), 'green');
    });
    let card = cardOf(await world.reply('mira', 'review'));
    const stems: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      expect(readCard(card)).toContain(en.progress({ at: step + 1, of: 4 }));
      stems.push(/What about (q\d+)/.exec(readCard(card))?.[1] ?? '');
      card = await press(world, 'mira', card, 'A');
      card = await press(world, 'mira', card, en.sureFairly());
      card = await press(world, 'mira', card, step === 3 ? en.buttonFinish() : en.buttonNext());
    }
    expect(stems.toSorted()).toEqual(['q3', 'q4', 'q5', 'q6']);
    // Who was not away has missed them for good.
    expect(await world.says('jo', 'review')).toBe(en.reviewNone({ next: null }));
    expect(await streak(world, 'mira')).toBe(3);
  });
});

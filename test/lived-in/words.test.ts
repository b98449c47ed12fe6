import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handleWorkspaceEvent } from '../../src/app/workspace/lifecycle.ts';
import { fit } from '../../src/fit/index.ts';
import { gistOf } from '../../src/domain/deck.ts';
import { dayName } from '../../src/i18n/dates.ts';
import { closeSound } from '../stories/closing.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { openWorld, type World } from '../stories/world.ts';
import { answers, cardOf, DAY, en, goTo, later, newest, press, told } from './team.ts';

// No sentence says what is not so, whatever the state.

let world: World;

beforeEach(async () => {
  const ids = ['q1', 'q2', 'q3', 'q4'];
  const deck = deckOf(
    'd',
    ids.map((id) => question(id)),
  );
  world = await openWorld({ decks: decksOf(deck), now: Date.parse('2026-11-22T20:00:00Z') });
});
afterEach(() => closeSound(world));

describe('home', () => {
  it('does not say of a member who answered that they did not, where a channel has no board', async () => {
    await world.says('boss', 'board off');
    await world.says('boss', 'ask d q1');
    await answers(world, 'mira', newest(world, 'round:'), 'green');
    const home = await world.says('mira', 'home');
    expect(home).not.toContain(en.homeNothingYet());
    expect(home).toContain(en.meDue({ count: 0 }));
    // Who has no points is told so where there is a board, and not that they did nothing.
    await world.says('boss', 'board after-close');
    expect(await world.says('eve', 'home')).toContain(en.homeNothingYet());
    expect(en.homeNothingYet()).not.toMatch(/answered/);
  });

  it('says how long a member is away, with the way back', async () => {
    await world.says('mira', 'away 26.11.');
    const until = dayName('2026-11-26', en.locale);
    const home = cardOf(await world.reply('mira', 'home'));
    expect(JSON.stringify(home)).toContain(en.awaySet({ until }));
    await press(world, 'mira', home, en.buttonBack());
    expect(await world.says('mira', 'home')).not.toContain(en.awaySet({ until }));
    await world.says('mira', 'away 26.11.');
    await later(world, 5 * DAY);
    expect(await world.says('mira', 'home')).not.toContain('You are away');
  });
});

it('/quiz me lists no deck that the member has not begun', async () => {
  expect(await world.says('mira', 'me')).not.toContain('0 of 4');
  await world.says('boss', 'ask d q1');
  await answers(world, 'mira', newest(world, 'round:'), 'green');
  expect(await world.says('mira', 'me')).toContain(en.meDeck({ title: 'Deck d', done: 1, all: 4 }));
});

it('row 15: a skip without an id asks which schedule, and the buttons finish it', async () => {
  await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
  await world.says('boss', 'schedule weekly mon 09:30 Europe/Berlin');
  const asked = cardOf(await world.reply('boss', 'schedule skip 24 Dec - 2 Jan'));
  expect(JSON.stringify(asked)).toContain('the leaderboard every Monday at 09:30');
  await press(world, 'boss', asked, 'daily');
  const lists = await world.says('boss', 'schedule list');
  expect(lists.split('weekly · ')[0]).toContain(`${en.scheduleSkips()}Thu 24 Dec – Sat 2 Jan`);
  expect(lists.split('weekly · ')[1]).not.toContain(en.scheduleSkips());
});

it('row 14: a channel that refuses pauses its schedules with one notice', async () => {
  await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
  await world.says('boss', 'schedule weekly mon 09:30 Europe/Berlin');
  world.stage.faults.push('refused');
  await goTo(world, '2026-11-23T08:00:00Z');
  await goTo(world, '2026-11-23T08:01:00Z');
  const notices = told(world, 'boss').filter((said) => said.includes('Paused'));
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain('the leaderboard every Monday at 09:30');
  expect(notices[0]).toContain('/quiz schedule list has a Resume button for each');
});

it('a gist has no backticks, and a verdict that is too long for a heading stands whole', () => {
  const option = question('q1').options[0];
  if (option === undefined) throw new Error('no option');
  expect(gistOf({ ...option, short: 'Fetch `jku` over https' })).toBe('Fetch jku over https');
  const verdict = `${'long '.repeat(40)}end`;
  const { blocks } = fit(
    { gist: 'g', blocks: [{ kind: 'heading', text: verdict }] },
    { ...world.stage.limits, heading: 150 },
    () => 0,
  );
  expect(blocks).toEqual([
    {
      kind: 'text',
      text: [{ kind: 'paragraph', spans: [{ text: verdict, bold: true }] }],
      tone: 'normal',
    },
  ]);
});

describe('a manager who is gone', () => {
  it.each(['leaves', 'erases themselves'])(
    'who %s: another one hears of the schedules',
    async (how) => {
      await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
      await world.store.tx('web:local', async (tx) => {
        await tx.members.upsert({ id: 'mira', name: 'mira', locale: null }, world.clock.now());
        await tx.members.setManager('mira', true);
      });
      if (how === 'leaves') {
        const left = { kind: 'member-left', workspace: 'web:local', member: 'boss' } as const;
        await handleWorkspaceEvent(world.app, left);
      } else {
        await world.says('boss', 'privacy forget forget-me');
      }
      world.restarts();
      await goTo(world, '2026-11-24T20:00:00Z');
      world.stage.faults.push('refused');
      await goTo(world, '2026-11-25T08:00:00Z');
      await goTo(world, '2026-11-25T08:01:00Z');
      expect(told(world, 'boss')).toEqual([]);
      const [skipped, paused] = told(world, 'mira').filter((said) => /skipped|Paused/.test(said));
      expect(skipped).toContain('2 posts were skipped');
      expect(paused).toContain('Press Resume as soon as I can post there again.');
      expect(world.stage.told.every(({ member }) => member === 'mira')).toBe(true);
    },
  );
});

describe('sentences about what is not there', () => {
  it('row 15: one day of a skipped range is brought back alone, and a range shows each day once', async () => {
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    for (const days of ['24.12.', '23.12. - 26.12.', '27.12. - 2.1.']) {
      await world.says('boss', `schedule skip ${days}`);
    }
    expect(await world.says('boss', 'schedule list')).toContain(
      `${en.scheduleSkips()}Wed 23 Dec – Sat 2 Jan\n`,
    );
    expect(await world.says('boss', 'schedule unskip 25.12.')).toBe(
      en.scheduleUnskipped({ from: 'Fri 25 Dec', to: 'Fri 25 Dec' }),
    );
    expect(await world.says('boss', 'schedule list')).toContain(
      `${en.scheduleSkips()}Wed 23 Dec – Thu 24 Dec; Sat 26 Dec – Sat 2 Jan\n`,
    );
    expect(await world.says('boss', 'schedule unskip 25.12.')).toBe(
      `from: ${en.scheduleNotSkipped({ day: 'Fri 25 Dec' })}`,
    );
    expect(await world.says('boss', 'schedule change')).toBe(en.scheduleChangeWhat());
  });

  it('row 11: a number that is not there, or not open, is named', async () => {
    expect(await world.says('boss', 'close 9')).toBe(en.nothingOpen());
    await world.says('boss', 'ask d q1');
    expect(await world.says('boss', 'close 9')).toBe(en.notOpen({ number: 9 }));
    expect(await world.says('boss', 'void #9')).toMatch(/^There is no #9 here\.\nWhich question/);
  });

  it('row 13: a question that is open here is not asked a second time', async () => {
    await world.says('boss', 'ask d q1');
    expect(await world.says('boss', 'ask d q1')).toBe(en.askedOpen({ number: 1 }));
    await world.says('boss', 'close 1');
    await later(world, 2_000);
    expect(await world.says('boss', 'ask d q1')).toBe(en.asked());
  });

  it('row 13: a deck whose questions are all open here asks none a second time', async () => {
    for (let question = 1; question <= 4; question += 1)
      expect(await world.says('boss', 'ask d')).toBe(en.asked());
    expect(await world.says('boss', 'ask d')).toBe(en.askedNextOpen({ deck: 'Deck d', number: 1 }));
  });

  it('an answer of another day is named with its date', async () => {
    await world.says('boss', 'ask d q1');
    await world.chooses('mira', 'green');
    expect(await world.chooses('mira', 'red')).toMatch(/^You answered [A-D] at \d\d:\d\d; /);
    await later(world, 23 * 3_600_000);
    expect(await world.chooses('mira', 'red')).toMatch(
      /^You answered [A-D] on \d+ \w+, \d\d:\d\d; /,
    );
  });

  it('a retired question is not asked by hand either, and one that was not retired is not brought back', async () => {
    await world.says('boss', 'question retire d q2');
    expect(await world.says('boss', 'ask d q2')).toBe(
      en.questionIsRetired({ deck: 'd', question: 'q2' }),
    );
    await world.says('boss', 'question unretire d q2');
    expect(await world.says('boss', 'question unretire d q2')).toBe(
      en.questionNotRetired({ stem: 'What about q2?' }),
    );
    expect(await world.says('boss', 'ask d q2')).toBe(en.asked());
  });

  it('a deck whose questions are all retired is not called missing', async () => {
    for (const id of ['q1', 'q2', 'q3', 'q4']) await world.says('boss', `question retire d ${id}`);
    expect(await world.says('boss', 'ask')).toBe(en.askNothing({ deck: 'Deck d' }));
  });

  it('row 17: who was not named is not taken away, and who is can be', async () => {
    await world.says('boss', 'ask d q1');
    expect(await world.says('boss', 'managers remove boss')).toBe(
      en.managerNotNamed({ name: 'boss' }),
    );
    await answers(world, 'mira', newest(world, 'round:'), 'green');
    await world.says('boss', 'managers add mira');
    expect(await world.says('boss', 'managers remove mira')).toBe(
      en.managerRemoved({ name: 'mira' }),
    );
  });
});

describe('practice', () => {
  it('takes a tag, and what one got wrong last', async () => {
    expect(await world.says('mira', 'practice wrong')).toBe(en.practiceNoneWrong());
    for (const [id, word] of [
      ['q1', 'red'],
      ['q2', 'green'],
      ['q3', 'blue'],
    ] as const) {
      await world.says('boss', `ask d ${id}`);
      await answers(world, 'mira', newest(world, 'round:'), word);
      await world.says('boss', 'close');
      await later(world, 2_000);
    }
    const first = cardOf(await world.reply('mira', 'practice wrong'));
    expect(JSON.stringify(first)).toMatch(/What about q[13]\?/);
    expect(JSON.stringify(first)).toContain('1 / 2');
    const offer = cardOf(await world.reply('mira', 'üben falsch 1'));
    const anew = await press(world, 'mira', offer, en.buttonAnew());
    expect(JSON.stringify(anew)).toContain('1 / 1');
    expect(await world.says('jo', 'practice tag:q4')).toContain('What about q4?');
    expect(await world.says('eve', 'practice q4 3')).toContain('1 / 1');
    expect(await world.says('eve', 'practice q9')).toBe(en.noDeck({ deck: 'q9', near: null }));
  });

  it('does not speak of an open question where everything was put away', async () => {
    await world.store.tx('web:local', async (tx) => {
      for (const id of ['q1', 'q2', 'q3', 'q4'])
        await tx.sessions.suspend('mira', 'd', id, world.clock.now());
    });
    expect(await world.says('mira', 'practice d')).toBe(en.practiceNoneLeft());
    await world.says('boss', 'ask d q1');
    expect(await world.says('mira', 'practice d')).toBe(en.practiceNoneLeft());
  });
});

describe('reminders', () => {
  const due = (): readonly string[] => told(world, 'mira');

  it('end with the third one that is not answered, and go on at a press', async () => {
    await world.says('boss', 'ask d q1');
    await answers(world, 'mira', newest(world, 'round:'), 'red');
    await world.says('mira', 'remind at 09:30 daily');
    const reminder = en.reminderDue({ due: 1 });
    for (const day of [24, 25, 26, 27, 28]) await goTo(world, `2026-11-${day}T08:30:30Z`);
    expect(due().map((said) => said.split('\n')[0])).toEqual([
      reminder,
      reminder,
      `${reminder} ${en.reminderLast()}`,
    ]);
    const last = world.stage.told.at(-1)?.card;
    await press(world, 'mira', last ?? { gist: '', blocks: [] }, en.buttonRemindOn());
    await goTo(world, '2026-11-29T08:30:30Z');
    expect(due()).toHaveLength(4);
    expect(due().at(-1)).not.toContain(en.reminderLast());
  });

  it('go on where anything was answered between two of them', async () => {
    await world.says('boss', 'ask d q1');
    await answers(world, 'mira', newest(world, 'round:'), 'red');
    await world.says('mira', 'remind at 09:30 daily');
    await world.says('boss', 'ask d q2');
    const other = newest(world, 'round:');
    await goTo(world, '2026-11-23T08:30:30Z');
    expect(due()).toHaveLength(1);
    await answers(world, 'mira', other, 'red');
    for (const day of [24, 25, 26]) await goTo(world, `2026-11-${day}T08:30:30Z`);
    expect(due()).toHaveLength(4);
    expect(due().filter((said) => said.includes(en.reminderLast()))).toHaveLength(1);
    expect(due().at(-1)).toContain(en.reminderLast());
  });
});

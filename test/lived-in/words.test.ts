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
  expect(lists.split('weekly · ')[0]).toContain(`${en.scheduleSkips()}2026-12-24 – 2027-01-02`);
  expect(lists.split('weekly · ')[1]).not.toContain(en.scheduleSkips());
});

it('row 14: a channel that refuses pauses its schedules with one notice', async () => {
  await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
  await world.says('boss', 'schedule weekly mon 09:30 Europe/Berlin');
  world.stage.faults.push('refused');
  await goTo(world, '2026-11-23T08:00:00Z');
  const notices = told(world, 'boss').filter((said) => said.includes('Paused'));
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain('/quiz schedule resume daily, /quiz schedule resume weekly');
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
      expect(told(world, 'boss')).toEqual([]);
      const [skipped, paused] = told(world, 'mira').filter((said) => /skipped|Paused/.test(said));
      expect(skipped).toContain('2 posts were skipped');
      expect(paused).toContain('/quiz schedule resume daily');
      expect(world.stage.told.every(({ member }) => member === 'mira')).toBe(true);
    },
  );
});

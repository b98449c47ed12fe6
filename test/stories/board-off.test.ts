import { afterEach, beforeEach, expect, it } from 'vitest';
import { wordsIn } from '../../src/i18n/index.ts';
import { closeSound } from './closing.ts';
import { deckOf, decksOf, questions } from './decks.ts';
import { cardOf, passes, press } from '../lived-in/team.ts';
import { openWorld, PLACE, type World } from './world.ts';

const DAY = 24 * 3_600_000;
const en = wordsIn('en');

let world: World;
beforeEach(async () => {
  const decks = decksOf(deckOf('colours', questions(5)));
  // A Sunday evening.
  world = await openWorld({ decks, now: Date.parse('2026-11-22T20:00:00Z') });
  await world.says('boss', 'schedule weekly mon 09:00 Europe/Berlin');
});
afterEach(() => closeSound(world));

const boards = (): number =>
  world.stage.messages.filter(({ name }) => name.startsWith('board:')).length;

it('a channel without a board gets none by the week, and again once it has one', async () => {
  await passes(world, DAY);
  expect(boards()).toBe(1);
  expect(await world.says('boss', 'board off')).toBe(
    en.boardModeSet({ mode: 'off', pausesPost: true }),
  );
  await passes(world, 8 * DAY);
  expect(boards()).toBe(1);
  for (const line of ['schedule resume weekly', 'schedule weekly tue 09:00 another=another'])
    expect(await world.says('boss', line)).toContain(en.boardNoneToPost());
  const again = cardOf(await world.reply('boss', 'board after-close'));
  await press(world, 'boss', again, en.buttonResumeBoard());
  await passes(world, 7 * DAY);
  expect(boards()).toBe(2);
  expect(world.stage.told).toEqual([]);
});

it('a weekly post that an older version left running posts nothing', async () => {
  await world.store.tx(PLACE.workspace, (tx) => tx.channels.setBoard(PLACE.channel, 'off'));
  await passes(world, 8 * DAY);
  expect(boards()).toBe(0);
  expect(world.stage.told).toEqual([]);
});

it('a channel without a weekly post says only that there is no board', async () => {
  await world.says('boss', 'schedule remove weekly');
  expect(await world.says('boss', 'board off')).toBe(
    en.boardModeSet({ mode: 'off', pausesPost: false }),
  );
});

it('the board of the whole workspace is posted whatever the channel shows of its own', async () => {
  await world.says('boss', 'schedule remove weekly');
  await world.says('boss', 'board off');
  await world.says('boss', 'schedule weekly mon 09:00 Europe/Berlin workspace');
  await passes(world, DAY);
  expect(boards()).toBe(1);
});

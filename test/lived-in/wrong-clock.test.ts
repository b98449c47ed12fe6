import { afterEach, expect, it } from 'vitest';
import { closeSound } from '../stories/closing.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { openWorld, type World } from '../stories/world.ts';
import { asked, DAY, goTo, named, told } from './team.ts';

let world: World;

afterEach(() => closeSound(world));

const START = '2026-11-01T20:00:00Z';
const day = (number: number, time: string): string => `2026-11-0${number}T${time}:00Z`;

it.each([
  ['between two posts', '10:00', 4],
  ['at the time of a post', '08:00', 5],
])(
  'row 36: a clock that is a year ahead for one look, %s, costs no morning and is said once',
  async (_, time, posts) => {
    const ids = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6'];
    const decks = decksOf(
      deckOf(
        'd',
        ids.map((id) => question(id)),
      ),
    );
    world = await openWorld({ decks, now: Date.parse(START) });
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await goTo(world, day(2, '08:00'));
    expect(await asked(world)).toEqual(['q1']);

    await goTo(world, new Date(Date.parse(day(2, time)) + 365 * DAY).toISOString());
    const before = (await asked(world)).length;
    await goTo(world, day(2, '10:01'));
    for (const morning of [3, 4, 5]) await goTo(world, day(morning, '08:00'));

    expect((await asked(world)).length - before).toBe(3);
    // Each question stands in the channel, whatever the wrong clock has put off.
    expect(named(world, 'round:')).toHaveLength(posts);
    const notices = told(world, 'boss');
    expect(
      notices.filter((notice) => notice.includes('clock of the server was wrong')),
    ).toHaveLength(1);
    // Beside it: the supply of questions, and what the wrong clock skipped.
    expect(notices).toHaveLength(3);
  },
);

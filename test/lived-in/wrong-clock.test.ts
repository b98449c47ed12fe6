import { afterEach, expect, it, vi } from 'vitest';
import { closeSound } from '../stories/closing.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { openWorld, type World } from '../stories/world.ts';
import type { LateBecause } from '../../src/i18n/en.ts';
import { asked, DAY, en, goTo, named, told } from './team.ts';

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
    const next = 'Tue 3 Nov, 09:00';
    const what =
      'a question every day at 09:00 (Europe/Berlin) from all decks, closes with the next question';
    expect(notices.filter((notice) => notice.includes('clock was set back'))).toEqual([
      en.noticeClock({ now: 'Mon 2 Nov, 11:01', what, next }),
    ]);
    // Beside it: the supply of questions, and what the wrong clock skipped, with the years that it took it for.
    expect(notices).toHaveLength(3);
    const skipped = notices.find((notice) => notice.includes('were skipped')) ?? '';
    expect(skipped).toMatch(/from Tue, 3 Nov 2026, 09:00 to \S+ \d+ Nov 2027, 09:00\. /);
    // Whoever runs the server reads it in the log.
    const said = world.log.filter(({ message }) => message.includes('clock'));
    expect(said.slice(-5)).toContainEqual({
      level: 'warn',
      message: 'the clock was set back',
      fields: { minutes: 365 * 24 * 60 - (time === '10:00' ? 1 : 121) },
    });
    expect(said.map(({ message }) => message)).toContain(
      'nothing was looked at: the machine slept, or its clock was set ahead',
    );
    expect(skipped).toContain('The server was asleep then, or its clock jumped.');
  },
);

it('row 36: a process that did not run says so, and one that could not post says that', async () => {
  world = await openWorld({
    decks: decksOf(deckOf('d', [question('q1')])),
    now: Date.parse(START),
  });
  await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
  await goTo(world, START);
  world.restarts();
  await goTo(world, day(2, '12:00'));
  const due = 'Mon 2 Nov, 09:00';
  const what =
    'a question every day at 09:00 (Europe/Berlin) from all decks, closes with the next question';
  const late = (because: LateBecause, on = due): string =>
    `#team-quiz: ${en.noticeLate({ what, due: on, because })}`;
  expect(told(world, 'boss')).toEqual([late('not running')]);
  const broken = vi.spyOn(world.store, 'tx').mockRejectedValue(new Error('no disk'));
  await goTo(world, day(3, '09:00'));
  broken.mockRestore();
  expect(world.log.splice(0).filter(({ level }) => level === 'error')).toHaveLength(2);
  await goTo(world, day(3, '12:00'));
  expect(told(world, 'boss').at(-1)).toBe(late('not served', 'Tue 3 Nov, 09:00'));
});

it('while the lease is unknown nothing is said to work again', async () => {
  world = await openWorld({
    decks: decksOf(deckOf('d', [question('q1')])),
    now: Date.parse(START),
  });
  const held = vi.spyOn(world.store.leases, 'acquire').mockRejectedValue(new Error('it is held'));
  const turnAfter = async (ms: number): Promise<void> => {
    await world.clock.moveTo(world.clock.now() + ms);
    await world.worker.flush();
  };
  // Every second turn comes before the lease has to be renewed again.
  for (const ms of [10_000, 1_000, 10_000, 1_000]) await turnAfter(ms);
  held.mockRestore();
  await turnAfter(10_000);
  const said = world.log.splice(0).filter(({ message }) => message.startsWith('sending'));
  expect(said.flatMap(({ level, message }) => (level === 'debug' ? [] : [message]))).toEqual([
    'sending failed; the next turn tries again',
    'sending works again',
  ]);
});

it('row 34: what fails at every turn is logged once, and that it works again', async () => {
  world = await openWorld({
    decks: decksOf(deckOf('d', [question('q1')])),
    now: Date.parse(START),
  });
  const held = vi.spyOn(world.store.leases, 'acquire').mockRejectedValue(new Error('it is held'));
  for (const time of ['12:00', '12:01', '12:02']) await goTo(world, day(2, time));
  held.mockRejectedValue(new Error('the disk is full'));
  await goTo(world, day(2, '12:03'));
  held.mockRestore();
  for (const time of ['12:04', '12:05']) await goTo(world, day(2, time));
  const said = world.log.splice(0).filter(({ message }) => message.startsWith('a tick'));
  const failed = 'a tick failed; the next turn tries again';
  expect(
    said.flatMap(({ level, message, fields }) =>
      level === 'debug' ? [] : [[level, message, fields['error']]],
    ),
  ).toEqual([
    ['error', failed, 'it is held'],
    ['error', failed, 'the disk is full'],
    ['info', 'a tick works again', undefined],
  ]);
});

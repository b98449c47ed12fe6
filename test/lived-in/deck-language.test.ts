import { afterEach, expect, it } from 'vitest';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { openWorld, type World } from '../stories/world.ts';

const DAY = 24 * 3_600_000;
let world: World;

afterEach(async () => {
  expect(await world.store.verify()).toEqual([]);
  await world.close();
});

/** The decks of the questions that a channel is asked on four mornings by a schedule that names no deck. */
async function askedFrom(language: string | null): Promise<readonly string[]> {
  const german = {
    ...deckOf(
      'farben',
      ['rot', 'blau'].map((name) => question(name)),
    ),
    language: 'de',
  };
  const english = deckOf(
    'colours',
    ['oauth', 'jwt'].map((name) => question(name)),
  );
  world = await openWorld({ decks: decksOf(german, english) });
  if (language !== null) await world.says('boss', `language ${language}`);
  await world.says('boss', 'schedule daily 09:00 daily');
  for (let day = 0; day < 4; day += 1) {
    world.clock.jumpTo(world.clock.now() + DAY);
    await world.worker.tick();
  }
  const asked = await world.store.tx('web:local', (tx) => tx.rounds.recent('team-quiz', 9));
  return [...new Set(asked.map(({ pinned }) => pinned.deck))];
}

it('a schedule that names no deck asks in the language of its channel', async () => {
  expect(await askedFrom(null)).toEqual(['colours']);
});

it('and in German where the channel speaks German', async () => {
  expect(await askedFrom('de')).toEqual(['farben']);
});

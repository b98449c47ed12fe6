import { expect, it } from 'vitest';
import { deckOf, decksOf, question } from './decks.ts';
import { readReply } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';

const DAY = 24 * 3_600_000;
const decks = decksOf(deckOf('colours', [question('oauth'), question('jwt'), question('bola')]));

/** The same gesture, as a platform delivers it again to a process that remembers nothing. */
async function again(world: World, line: string, idempotencyKey: string): Promise<string> {
  const reply = await world.bot.handle({
    place: PLACE,
    actor: { id: 'boss', name: 'boss', manages: true, locale: null, zone: null },
    intent: { kind: 'line', line },
    idempotencyKey,
  });
  await world.worker.flush();
  return readReply(reply);
}

it('a gesture that is delivered again makes nothing a second time, and is answered as before', async () => {
  const world = await openWorld({ decks });
  expect(await again(world, 'ask colours', 'g1')).toContain('Asked');
  expect(await again(world, 'ask colours', 'g1')).toContain('Asked');
  expect(world.stage.messages).toHaveLength(1);
  expect(await again(world, 'schedule daily 10:00', 'g2')).toContain('Set: a question');
  expect(await again(world, 'schedule daily 10:00', 'g2')).toContain('daily · a question');
  await world.chooses('mira', 'green');
  expect(await again(world, 'leaderboard week channel share', 'g3')).toContain('on its way');
  expect(await again(world, 'leaderboard week channel share', 'g3')).toContain('on its way');
  await world.passes(5_000);
  const shares = world.stage.messages.filter(({ name }) => name.startsWith('share:'));
  expect(shares).toHaveLength(1);
  const schedules = await world.store.tx(PLACE.workspace, (tx) => tx.schedules.list());
  expect(schedules).toHaveLength(1);
  // Another gesture of the same words is another wish.
  expect(await again(world, 'ask colours', 'g4')).toContain('Asked');
  expect(world.stage.messages.filter(({ name }) => name.startsWith('round:'))).toHaveLength(2);
  // Nothing is remembered for longer than anybody delivers again.
  world.clock.jumpTo(world.clock.now() + 2 * DAY);
  await again(world, 'ask colours', 'g5');
  const kept = await world.store.tx(PLACE.workspace, (tx) => tx.idempotencyKeys.claim('g1', 0));
  expect(kept).toBe(true);
  await world.close();
});

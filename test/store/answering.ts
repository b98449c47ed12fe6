// A process that answers without end and says each answer that is committed. Killed by sqlite.test.ts.
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { openWorld } from '../stories/world.ts';

const [file = ':memory:', run = '0'] = process.argv.slice(2);
const world = await openWorld({
  // A question of its own for each run: those of the runs before are still open.
  decks: decksOf(deckOf('d', [question(`q${run}`)])),
  file,
  seed: Number(run) + 1,
});
world.clock.jumpTo(world.clock.now() + Number(run) * 1_000_000);
await world.says('boss', 'ask');
for (let member = 0; ; member += 1) {
  world.clock.jumpTo(world.clock.now() + 1);
  const reply = await world.chooses(`r${run}m${member}`, 'green');
  if (reply.includes('Right')) process.stdout.write(`${member}\n`);
}

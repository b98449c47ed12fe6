import { expect, it } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import type { Place } from '../../src/ports/identity.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { Stage } from './stage.ts';
import { openWorld } from './world.ts';

/** More than the outbox sends at once. */
const CHANNELS = 30;

/** A platform that never answers for one workspace. */
class HalfDeaf extends Stage {
  readonly tried: string[] = [];

  override async post(
    place: Place,
    card: Card,
    name: string,
    options: { replyTo: string | null },
  ): Promise<string> {
    this.tried.push(place.workspace);
    if (place.workspace === 'web:deaf') return new Promise<string>(() => {});
    return super.post(place, card, name, options);
  }
}

it('a workspace that the platform does not answer delays no other by more than seconds', async () => {
  const stage = new HalfDeaf();
  const world = await openWorld({ decks: decksOf(deckOf('d', [question('q')])), stage });
  const ask = (workspace: string, channel: string) =>
    world.bot.handle({
      place: { platform: 'web', workspace, channel },
      actor: { id: channel, name: channel, manages: true, locale: null, zone: null },
      intent: { kind: 'line', line: 'ask' },
    });
  for (let channel = 0; channel < CHANNELS; channel += 1) await ask('web:deaf', `c${channel}`);
  void world.worker.flush();
  await expect.poll(() => stage.tried.length).toBe(20);
  await ask('web:well', 'c');
  void world.worker.flush();
  await world.clock.moveTo(world.clock.now() + 3_000);
  void world.worker.flush();
  await expect.poll(() => stage.tried.includes('web:well')).toBe(true);
  // Nothing was begun twice.
  await expect.poll(() => stage.tried.length).toBe(CHANNELS + 1);
});

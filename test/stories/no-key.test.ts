import { describe, expect, it } from 'vitest';
import { deckOf, decksOf, question } from './decks.ts';
import { codeOf } from './stage.ts';
import { openWorld } from './world.ts';

/** Everything that anybody could see or log before an answer, with the key at that place. */
async function seenBefore(key: number): Promise<string> {
  const decks = decksOf(deckOf('d', [question('q', key), question('other', key)]));
  const world = await openWorld({ decks, seed: 42 });
  const replies = [
    await world.reply('boss', 'ask d q'),
    await world.reply('mira', 'tips'),
    await world.reply('mira', 'decks'),
    await world.reply('mira', 'leaderboard'),
    await world.reply('mira', 'practice d 1'),
    await world.reply('mira', 'me'),
    await world.reply('mira', 'privacy show'),
  ];
  const shown = world.stage.last('round:').card;
  const tips = await world.presses('jo', codeOf(shown, 'Tips'));
  const counts = await world.store.tx('web:local', (tx) =>
    tx.posts.byName(world.stage.last('round:').name),
  );
  const seen = JSON.stringify([
    world.stage.messages,
    world.stage.told,
    replies,
    tips,
    counts?.card,
    world.log,
  ]);
  await world.close();
  return seen;
}

describe('before an answer', () => {
  it('no byte depends on which option is the key', async () => {
    const first = await seenBefore(0);
    for (const key of [1, 2, 3]) expect(await seenBefore(key)).toBe(first);
    for (const word of ['Because', 'explains', 'first point', '"key":true']) {
      expect(first).not.toContain(word);
    }
  });

  it('another member’s choice changes no byte of what I see', async () => {
    const seen = async (choice: string): Promise<string> => {
      const world = await openWorld({ decks: decksOf(deckOf('d', [question('q')])), seed: 7 });
      await world.says('boss', 'ask');
      await world.chooses('jo', choice);
      await world.passes(20_000);
      const mine = JSON.stringify([world.stage.messages, await world.reply('mira', 'tips')]);
      await world.close();
      return mine;
    };
    expect(await seen('red')).toBe(await seen('green'));
  });
});

import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { questionScenes, type QuestionScene } from '../../src/app/rounds/question-scenes.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { codeOf, letterOf } from '../stories/stage.ts';
import { openWorld, PLACE, type World } from '../stories/world.ts';

const words = wordsIn('en');

/** Presses a button or an option of a card, and gives the card that comes back. */
async function pressed(world: World, card: Card, label: string): Promise<Card> {
  const actor = { id: 'ada', name: 'ada', manages: false, locale: null, zone: null };
  const code = codeOf(card, label);
  const intent = { kind: 'press', code, message: 'm', own: false } as const;
  const reply = await world.bot.handle({ place: PLACE, actor, intent });
  await world.worker.flush();
  if (reply.kind !== 'card') throw new Error(`no card but ${reply.kind}`);
  return reply.card;
}

function sceneIn(
  scenes: readonly QuestionScene[],
  kind: QuestionScene['kind'],
  place: number | null,
) {
  const found = scenes.find((scene) => scene.kind === kind && scene.place === place);
  if (found === undefined) throw new Error(`no scene ${kind}`);
  return found.card;
}

describe('the scenes of a question', () => {
  it.each([0, 1, 2, 3])('are the cards that the bot shows to who chooses %i', async (place) => {
    const world = await openWorld({ decks: decksOf(deckOf('d', [question('q1')])), seed: 7 });
    await world.says('boss', 'ask d q1');
    const posted = world.stage.last('round:').card;
    const [round] = await world.store.tx(PLACE.workspace, (tx) => tx.rounds.openIn(PLACE.channel));
    if (round === undefined) throw new Error('no open round');
    const option = round.pinned.question.options[round.dealt[place] ?? 0];
    const scenes = questionScenes(words, round, []);
    expect(posted).toEqual(sceneIn(scenes, 'question', null));
    expect(await pressed(world, posted, 'Tips')).toEqual(sceneIn(scenes, 'tips', null));

    const reply = await pressed(world, posted, letterOf(posted, option?.id ?? ''));
    const expected = sceneIn(scenes, 'reply', place);
    expect(reply.gist).toBe(expected.gist);
    // A first answer adds its standing and what is stored; all else is the scene's.
    const standing = expected.blocks.findIndex(({ kind }) => kind === 'buttons') - 1;
    expect(expected.blocks.filter((_, index) => index !== standing)).toEqual(
      reply.blocks.slice(0, -1).filter((_, index) => index !== standing),
    );
    expect(await pressed(world, reply, words.buttonAllReasons())).toEqual(
      sceneIn(scenes, 'reasons', place),
    );

    await world.says('boss', 'close');
    const spread = [{ option: option?.id ?? '', count: 1 }];
    const closed = questionScenes(words, round, spread);
    expect(world.stage.last('round:').card).toEqual(sceneIn(closed, 'result', null));
    expect(world.stage.last('reveal:').card).toEqual(sceneIn(closed, 'reveal', null));
    await world.close();
  });

  it('ask how sure a member is before the reply where the round does', async () => {
    const deck = { ...deckOf('d', [question('q1')]), asksSure: true };
    const world = await openWorld({ decks: decksOf(deck) });
    await world.says('boss', 'schedule daily 10:00 Europe/Berlin d');
    await world.passes(2 * 3_600_000);
    const posted = world.stage.last('round:').card;
    const [round] = await world.store.tx(PLACE.workspace, (tx) => tx.rounds.openIn(PLACE.channel));
    if (round === undefined) throw new Error('no open round');
    expect(await pressed(world, posted, 'B')).toEqual(
      sceneIn(questionScenes(words, round, []), 'confidence', 1),
    );
    await world.close();
  });
});

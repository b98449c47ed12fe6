import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordsIn } from '../../src/i18n/index.ts';
import { deckOf, decksOf, questions } from './decks.ts';
import { codeOf, readCard, Stage } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';

const MINUTE = 60_000;
const en = wordsIn('en');

let stage: Stage;
let world: World;

beforeEach(async () => {
  stage = new Stage();
  stage.canFind = false;
  world = await openWorld({ decks: decksOf(deckOf('colours', questions(9))), stage });
  await world.says('boss', 'schedule daily 10:00 Europe/Berlin daily closes 10:30');
});

afterEach(() => world.close());

const names = (): readonly string[] => stage.messages.map(({ name }) => name.split(':')[0] ?? '');

/** The question is due, its delivery is not confirmed, and the manager is asked about it. */
async function asked(fault: 'unknown' | 'unknown-but-there'): Promise<void> {
  stage.faults.push(fault);
  await world.passes(65 * MINUTE);
  expect(stage.told.map(({ card }) => readCard(card)).join('\n')).toContain(en.buttonAgain());
}

function presses(label: string): Promise<string> {
  const card = stage.told[0]?.card;
  return world.presses('boss', card === undefined ? '' : codeOf(card, label));
}

describe('a question that closes while nobody knows whether it arrived', () => {
  it('is not revealed before a manager has seen it', async () => {
    await asked('unknown-but-there');
    await world.passes(60 * MINUTE);
    expect(names()).toEqual(['round']);
    expect(await presses(en.buttonThere())).toBe(en.settledThere());
    await world.passes(MINUTE);
    expect(names()).toEqual(['round', 'reveal']);
  });

  it('is taken back where it is not there: its time is over', async () => {
    await asked('unknown');
    await world.passes(60 * MINUTE);
    const again = await presses(en.buttonAgain());
    await world.passes(60 * MINUTE);
    expect(stage.messages).toEqual([]);
    const [round] = await world.store.tx(PLACE.workspace, (tx) =>
      tx.rounds.recent(PLACE.channel, 1),
    );
    expect(round).toBeUndefined();
    expect(again).toContain('/quiz ask colours q');
    expect(stage.told).toHaveLength(1);
  });

  it('is revealed at once where somebody has answered it', async () => {
    await asked('unknown-but-there');
    await world.chooses('ada', 'green');
    await world.passes(60 * MINUTE);
    expect(names()).toEqual(['round', 'reveal']);
    expect(await presses(en.buttonAgain())).toBe(en.settledBefore());
    await world.passes(60 * MINUTE);
    expect(names()).toEqual(['round', 'reveal']);
  });

  it('is known to be there where somebody answered before it was given up', async () => {
    stage.faults.push('unknown-but-there');
    await world.passes(60 * MINUTE + 40_000);
    await world.chooses('ada', 'green');
    await world.passes(60 * MINUTE);
    expect(names()).toEqual(['round', 'reveal']);
    expect(stage.told).toEqual([]);
  });

  it('is posted again where it is open', async () => {
    await asked('unknown');
    expect(await presses(en.buttonAgain())).toBe(en.settledAgain());
    await world.passes(60 * MINUTE);
    expect(names()).toEqual(['round', 'reveal']);
  });
});

describe('a question whose first attempt turns out to be lost after it closed', () => {
  it('is not posted any more, and its owner hears of it', async () => {
    stage.canFind = true;
    await world.passes(60 * MINUTE - 20_000);
    stage.faults.push('never');
    // The process ends in the middle of its request, and the next one begins when the question is over.
    world.clock.jumpTo(world.clock.now() + 20_000);
    void world.worker.tick();
    await new Promise((resolve) => setTimeout(resolve, 50));
    world.restarts();
    world.clock.jumpTo(world.clock.now() + 40 * MINUTE);
    await world.passes(60 * MINUTE);
    expect(stage.messages).toEqual([]);
    expect(stage.told.map(({ card }) => readCard(card))).toEqual([
      expect.stringContaining('/quiz ask colours q'),
    ]);
  });
});

describe('a question that waits in the outbox', () => {
  it('is taken back when a manager takes it out of the boards', async () => {
    stage.faults.push(...Array.from({ length: 9 }, () => 'not-sent' as const));
    await world.passes(63 * MINUTE);
    expect(await world.says('boss', 'void 1 yes')).toBe(en.closedUnposted());
    await world.passes(60 * MINUTE);
    expect(stage.messages).toEqual([]);
  });
});

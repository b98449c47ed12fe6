import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { ClosedStage } from './closed-stage.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { readCard } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const en = wordsIn('en');

let stage: ClosedStage;
let world: World;

beforeEach(async () => {
  stage = new ClosedStage();
  const questions = ['q1', 'q2', 'q3'].map((id) => question(id));
  world = await openWorld({ decks: decksOf(deckOf('colours', questions)), stage });
  await world.says('boss', 'schedule daily 10:00 Europe/Berlin daily');
  for (const member of ['ada', 'bo']) {
    await world.says(member, 'practice');
    await world.store.tx(PLACE.workspace, (tx) => tx.members.setManager(member, true));
  }
  stage.closedFor.add('boss').add('ada');
});

afterEach(() => world.close());

async function settles(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await world.passes(MINUTE);
}

const told = (): readonly string[] =>
  stage.told.map(({ member, card }) => `${member}: ${readCard(card)}`);

describe('a notice that the platform refuses to a manager goes to the next', () => {
  it('of a post that was skipped', async () => {
    world.clock.jumpTo(world.clock.now() + 3 * 24 * HOUR);
    await settles();
    expect(told().filter((line) => line.includes('skipped'))).toEqual([
      expect.stringMatching(/^bo: /),
    ]);
  });

  it('of questions that run out', async () => {
    world.clock.jumpTo(world.clock.now() + 2 * HOUR);
    await settles();
    expect(told()).toEqual([expect.stringMatching(/^bo: #team-quiz: 2 unseen questions are left/)]);
  });

  it('of a post that the channel refused', async () => {
    stage.closedChannels.add('elsewhere');
    await world.says('boss', 'ask', { ...PLACE, channel: 'elsewhere' });
    await settles();
    expect(told()).toEqual([expect.stringMatching(/^bo: .*Invite me first/s)]);
  });

  it('who has done nothing here but a manager’s act, and is named by it in the log', async () => {
    for (const member of ['ada', 'bo'])
      await world.store.tx(PLACE.workspace, (tx) => tx.members.setManager(member, false));
    const actor = { id: 'mia', name: 'Mia', manages: true, locale: null, zone: null };
    const does = (line: string) =>
      world.bot.handle({ place: PLACE, actor, intent: { kind: 'line', line } });
    await does('board live');
    const log = await does('log');
    expect(log.kind === 'card' && readCard(log.card)).toContain('Mia · board live');
    stage.closedChannels.add('elsewhere');
    await world.says('boss', 'ask', { ...PLACE, channel: 'elsewhere' });
    await world.store.tx(PLACE.workspace, (tx) => tx.members.setLeft('boss', world.clock.now()));
    await settles();
    expect(told()).toEqual([expect.stringMatching(/^mia: .*Invite me first/s)]);
  });

  it('and to nobody where no manager takes messages; the first one hears nothing twice', async () => {
    stage.closedFor.add('bo');
    stage.closedChannels.add('elsewhere');
    await world.says('boss', 'ask', { ...PLACE, channel: 'elsewhere' });
    await settles();
    stage.closedFor.clear();
    await settles();
    expect(told()).toEqual([]);
  });

  it('not what is for one member only', async () => {
    await world.says('boss', 'remind at 11:00');
    world.clock.jumpTo(world.clock.now() + 2 * HOUR);
    await settles();
    const reminds = (card: Card): boolean => readCard(card).includes(en.buttonRemindOff());
    expect(stage.refused.filter(({ card }) => reminds(card))).toHaveLength(1);
    expect(stage.told.filter(({ card }) => reminds(card))).toEqual([]);
  });
});

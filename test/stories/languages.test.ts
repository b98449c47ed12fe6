import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deckOf, decksOf, question } from './decks.ts';
import { readCard } from './stage.ts';
import { openWorld, type World } from './world.ts';

const DAY = 24 * 3_600_000;
let world: World;

beforeEach(async () => {
  world = await openWorld({
    decks: decksOf(deckOf('colours', [question('oauth'), question('jwt')])),
  });
  world.locales.set('jana', 'de-AT');
});

afterEach(async () => {
  expect(world.log.filter((line) => line.level === 'error')).toEqual([]);
  await world.close();
});

describe('languages', () => {
  it('answer each member in their own, and post in the channel’s', async () => {
    await world.says('boss', 'ask colours oauth');
    const first = readCard(world.stage.last('round:').card);
    expect(first).toContain('Tue 24 Nov');
    expect(first).toContain('your answer is private');
    const german = await world.chooses('jana', 'red');
    expect(german).toContain('Nicht ganz: Du hast');
    expect(german).toContain('[Rangliste] [Üben] [Fehler melden]');
    expect(await world.chooses('mira', 'green')).toContain('is the strongest');
    expect(await world.says('boss', 'language de')).toContain('ab jetzt Deutsch');
    await world.says('boss', 'close');
    expect(readCard(world.stage.last('reveal:').card)).toContain('Am stärksten');
    await world.says('boss', 'ask colours jwt');
    const card = readCard(world.stage.last('round:').card);
    expect(card).toContain('Noch hat niemand geantwortet');
    expect(card).toContain('Di., 24. Nov.');
    expect(await world.says('mira', 'leaderboard share')).toContain('on its way');
    expect(readCard(world.stage.last('share:').card)).toContain(
      'Rangliste, Woche vom 23. November',
    );
  });

  it('tell later in the language that the platform said before', async () => {
    await world.says('boss', 'ask colours oauth');
    await world.chooses('jana', 'red');
    await world.chooses('mira', 'red');
    world.locales.delete('jana');
    expect(await world.chooses('jana', 'red')).toContain('die erste Antwort zählt');
    await world.says('boss', 'void');
    const told = world.stage.told.map(({ member, card }) => `${member}: ${readCard(card)}`);
    expect(told.find((line) => line.startsWith('jana'))).toContain('aus der Wertung genommen');
    expect(told.find((line) => line.startsWith('mira'))).toContain('taken out of the boards');
  });

  it('say what went wrong in the member’s language', async () => {
    expect(await world.says('jana', 'practisse')).toContain('Meintest du /quiz practice?');
    expect(await world.says('jana', 'practice 99')).toContain('eine ganze Zahl von 1 bis 20');
    expect(await world.says('jana', 'ask')).toContain('Das können nur Manager');
    expect(await world.says('boss', 'language fr')).toContain('expected one of en, de');
    world.stage.mayPostHere = { en: 'Invite me.', de: 'Lade mich ein.' };
    world.locales.set('boss', 'de');
    expect(await world.says('boss', 'schedule daily 09:00')).toContain(
      'Nicht eingerichtet, ich kann hier nicht posten: Lade mich ein.',
    );
    expect(await world.says('jana', 'help')).toContain('Was für dich fällig ist');
  });

  it('warn a manager in theirs, whatever the channel speaks', async () => {
    world.locales.set('boss', 'de');
    await world.says('boss', 'schedule daily 10:00 daily');
    world.clock.jumpTo(world.clock.now() + 2 * DAY);
    await world.passes(60_000);
    const [late] = world.stage.told;
    expect(late?.member).toBe('boss');
    expect(readCard(late?.card ?? { gist: '', blocks: [] })).toContain('Als zu spät ausgelassen');
  });
});

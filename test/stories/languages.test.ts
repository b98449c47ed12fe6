import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deckOf, decksOf, question } from './decks.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { letterOf, readCard } from './stage.ts';
import { openWorld, type World } from './world.ts';

const en = wordsIn('en');
const de = wordsIn('de');
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
  it('say in a manager’s own what is wrong with a deck file', async () => {
    const message = { en: 'x.yaml: does not exist', de: 'x.yaml: gibt es nicht' };
    Object.assign(world.app.decks, { problems: () => [{ file: 'x.yaml', message }] });
    expect(await world.says('boss', 'decks')).toContain(message.en);
    world.locales.set('boss', 'de-DE');
    const german = await world.says('boss', 'decks');
    expect(german).toContain(message.de);
    expect(german).not.toContain(message.en);
  });

  it('say in a member’s own what the commands of a group do', async () => {
    const listed = '/quiz schedule skip Einen Tag oder mehrere auslassen';
    const german = (await world.says('jana', 'schedule')).replaceAll('`', '');
    expect(german).toContain(de.halfCommandAbove({ word: 'schedule' }));
    expect(german).toContain(listed);
    expect(await world.says('boss', 'schedule')).toContain('Leave out a date or a range of dates');
  });

  it('answer each member in their own, and post in the channel’s', async () => {
    await world.says('boss', 'ask colours oauth');
    const first = readCard(world.stage.last('round:').card);
    expect(first).toContain('Tue 24 Nov');
    expect(first).toContain('your answer is private');
    const german = await world.chooses('jana', 'red');
    const { card: asked } = world.stage.last('round:');
    const letter = (word: string): string => `${letterOf(asked, word)}, ${word}`;
    const chosen = letter('red');
    const verdict = { kind: 'near', chosen, keys: letter('green'), best: true } as const;
    expect(german).toContain(`# ${de.verdictNotRight(verdict)}\n`);
    expect(german).toContain('[Alle Gründe] [Rangliste] [Üben] [Fehler melden]');
    expect(await world.chooses('mira', 'green')).toContain(
      `# ${en.verdictStrongest({ chosen: letter('green') })}\n`,
    );
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
    await world.says('boss', 'void 1 yes');
    const told = world.stage.told.map(({ member, card }) => `${member}: ${readCard(card)}`);
    const stem = 'What about oauth?';
    expect(told.toSorted()).toEqual([
      `jana: ${de.toldVoided({ stem })}`,
      `mira: ${en.toldVoided({ stem })}`,
    ]);
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
    const [from, to] = ['Di., 24. Nov., 10:00', 'Mi., 25. Nov., 10:00'];
    const sentence = de.noticeLateMany({ count: 2, channels: 1, from, to, because: 'not running' });
    expect(readCard(late?.card ?? { gist: '', blocks: [] })).toBe(`#team-quiz: ${sentence}`);
    expect(world.stage.told).toHaveLength(1);
  });
});

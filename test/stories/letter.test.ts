import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordsIn } from '../../src/i18n/index.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { readCard } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';

const en = wordsIn('en');
const de = wordsIn('de');
const HOUR = 3_600_000;
const TEAM = ['mira', 'ravi', 'zoe', 'kim', 'lee', 'sam'];
/** Monday, 30 November 2026, 09:00 in Berlin. */
const MONDAY_NINE = Date.parse('2026-11-30T08:00:00Z');

let world: World;

beforeEach(async () => {
  const names = ['sky', 'sea', 'moss', 'ash'];
  world = await openWorld({
    decks: decksOf(
      deckOf(
        'colours',
        names.map((name) => question(name)),
      ),
    ),
  });
  await world.says('boss', 'schedule daily 9 mon-fri');
  await world.says('boss', 'ask colours sky');
  for (const member of TEAM) await world.chooses(member, 'red');
  await world.says('boss', 'close');
});

afterEach(() => world.close());

/** Letters that a member was told, as they read. */
function letters(member: string, words = en): readonly string[] {
  return world.stage.told
    .filter((told) => told.member === member)
    .map(({ card }) => readCard(card))
    .filter((said) => said.startsWith(`# ${words.letterHeading()}`));
}

/** Moves there with a tick at the end, so that other posts of the time between are skipped. */
async function goesTo(at: number): Promise<void> {
  world.clock.jumpTo(at);
  await world.worker.tick();
}

describe('the weekly letter', () => {
  it('comes to nobody who did not ask for it', async () => {
    await goesTo(MONDAY_NINE + 60_000);
    expect(letters('boss')).toEqual([]);
  });

  it('waits while nobody can say whether its reader still manages', async () => {
    await world.says('boss', 'report letter on');
    world.stage.manages = async () => null;
    await goesTo(MONDAY_NINE);
    await goesTo(MONDAY_NINE + HOUR);
    expect(letters('boss')).toEqual([]);
    world.stage.manages = async () => true;
    await goesTo(MONDAY_NINE + 2 * HOUR);
    expect(letters('boss')).toHaveLength(1);
    // A day later is too late; the next one comes in its week.
    world.stage.manages = async () => null;
    for (let hour = 0; hour < 30; hour += 1)
      await goesTo(MONDAY_NINE + 7 * 24 * HOUR + hour * HOUR);
    world.stage.manages = async () => true;
    await goesTo(MONDAY_NINE + 9 * 24 * HOUR);
    expect(letters('boss')).toHaveLength(1);
    await goesTo(MONDAY_NINE + 14 * 24 * HOUR);
    expect(letters('boss')).toHaveLength(2);
  });

  it('ends where its reader manages no more, who is told', async () => {
    await world.says('boss', 'report letter on');
    world.stage.manages = async () => false;
    await goesTo(MONDAY_NINE);
    await goesTo(MONDAY_NINE + 7 * 24 * HOUR);
    const said = world.stage.told.map(({ card }) => readCard(card));
    expect(said.filter((one) => one === en.letterNotYours())).toHaveLength(1);
    expect(letters('boss')).toEqual([]);
  });

  it('comes once on Monday at nine, in three lines, and names no member', async () => {
    expect(await world.says('boss', 'report letter on')).toContain(
      en.letterSet({ first: 'Mon 30 Nov, 09:00' }),
    );
    await goesTo(MONDAY_NINE - 60_000);
    expect(letters('boss')).toEqual([]);
    await goesTo(MONDAY_NINE);
    await world.passes(3 * 60_000);
    const [letter = '', ...more] = letters('boss');
    expect(more).toEqual([]);
    expect(letter).toContain(en.letterWeek({ asked: 1, each: 6 }));
    expect(letter).toContain(
      en.letterMend({ question: 'colours · sky', finding: en.findingNoneRight() }),
    );
    expect(letter).toContain('The last new question of Deck colours comes on Wed 2 Dec.');
    expect(letter).toContain(`[${en.buttonAnalysis()}]`);
    expect(letter).not.toContain(en.buttonReportPage());
    for (const name of TEAM) expect(letter).not.toContain(name);
    await goesTo(MONDAY_NINE + 7 * 24 * HOUR);
    expect(letters('boss')).toHaveLength(2);
  });

  it('comes once though the process died between writing and sending', async () => {
    await world.says('boss', 'report letter on');
    world.clock.jumpTo(MONDAY_NINE);
    const again = await world.store.dueWork.letters(MONDAY_NINE, ['web'], 9);
    expect(again).toHaveLength(1);
    await Promise.all([world.worker.tick(), world.worker.tick()]);
    await world.passes(3 * 60_000);
    expect(letters('boss')).toHaveLength(1);
    expect(await world.store.dueWork.letters(MONDAY_NINE, ['web'], 9)).toEqual([]);
  });

  it('ends when it is switched off, and says if there was none', async () => {
    expect(await world.says('boss', 'report letter off')).toBe(en.letterNone());
    await world.says('boss', 'report letter on');
    expect(await world.says('boss', 'report letter off')).toBe(en.letterEnded());
    await goesTo(MONDAY_NINE);
    expect(letters('boss')).toEqual([]);
  });

  it('is for managers, and comes to none who is not one any more', async () => {
    expect(await world.says('mira', 'report letter on')).toBe(en.onlyManagers());
    await world.says('boss', 'managers add mira');
    await world.says('mira', 'report letter on');
    await world.says('boss', 'managers remove mira');
    await goesTo(MONDAY_NINE);
    expect(letters('mira')).toEqual([]);
    expect(await world.store.dueWork.letters(MONDAY_NINE, ['web'], 9)).toEqual([]);
  });

  it('comes in the manager’s zone and language, with the page where there is one', async () => {
    await world.close();
    world = await openWorld({ decks: decksOf(deckOf('colours', [question('sky')])) });
    Object.assign(world.app, { studioOrigin: () => 'https://quiz.example.com' });
    const actor = { id: 'ana', name: 'ana', manages: true, locale: 'de', zone: 'America/New_York' };
    await world.bot.handle({ place: PLACE, actor, intent: { kind: 'line', line: 'brief an' } });
    await world.says('boss', 'managers add ana');
    await world.says('boss', 'ask colours sky');
    for (const member of TEAM) await world.chooses(member, 'green');
    await world.says('boss', 'close');
    await goesTo(MONDAY_NINE + HOUR);
    expect(letters('ana', de)).toEqual([]);
    await goesTo(MONDAY_NINE + 6 * HOUR);
    const [letter = ''] = letters('ana', de);
    expect(letter).toContain(de.letterWeek({ asked: 1, each: 6 }));
    expect(letter).toContain(`[${de.buttonReportPage()}]`);
    expect(JSON.stringify(world.stage.told)).toContain('https://quiz.example.com/studio/report');
  });

  it('is erased with the member', async () => {
    await world.says('boss', 'report letter on');
    await world.says('boss', 'privacy forget forget-me');
    expect(await world.store.dueWork.letters(MONDAY_NINE, ['web'], 9)).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { text } from '../../src/domain/text.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { codeOf } from './stage.ts';
import { openWorld, PLACE, TUESDAY_NINE, type World } from './world.ts';

const en = wordsIn('en');
const de = wordsIn('de');
const DAY = 24 * 3_600_000;
const TEAM = ['mira', 'ravi', 'zoe', 'kim', 'lee', 'sam'];

const hostile = {
  ...question('formula'),
  ask: text('=HYPERLINK("https://evil.example","win")'),
  tags: ['+1+cmd'],
};
const DECKS = decksOf(
  deckOf('colours', [question('sky'), question('sea'), question('moss'), hostile]),
  deckOf('shapes', [question('cube')]),
);

let world: World;

beforeEach(async () => {
  world = await openWorld({ decks: DECKS });
});

afterEach(() => world.close());

/** Asks a question, has members answer it (`sky: mira green, ravi red`), and closes it. */
async function asks(deck: string, id: string, answers: Readonly<Record<string, string>>) {
  await world.says('boss', `ask ${deck} ${id}`);
  for (const [member, word] of Object.entries(answers)) await world.chooses(member, word);
  await world.says('boss', 'close');
}

function all(word: string, of: readonly string[] = TEAM): Readonly<Record<string, string>> {
  return Object.fromEntries(of.map((member) => [member, word]));
}

describe('/quiz report', () => {
  it('says that there are too few answers, of a deck that was never asked too', async () => {
    expect(await world.says('boss', 'report')).toContain(en.analysisTooFew());
    await asks('colours', 'sky', all('green', TEAM.slice(0, 4)));
    expect(await world.says('boss', 'report')).toContain(en.analysisTooFew());
    expect(await world.says('boss', 'report shapes')).toContain(en.analysisTooFew());
    expect(await world.says('boss', 'report colurs')).toBe(
      en.noDeck({ deck: 'colurs', near: 'colours' }),
    );
  });

  it('is for managers', async () => {
    await asks('colours', 'sky', all('green'));
    expect(await world.says('mira', 'report')).toBe(en.onlyManagers());
  });

  it('says how many were right, what is known least, and which questions to look at', async () => {
    await asks('colours', 'sky', {
      ...all('green', TEAM.slice(0, 3)),
      ...all('red', TEAM.slice(3)),
    });
    await asks('colours', 'sea', all('red'));
    await asks('shapes', 'cube', all('green'));
    const said = await world.says('boss', 'report');
    expect(said).toContain(en.analysisHeading({ deck: null }));
    expect(said).toContain(en.analysisAsked({ asked: 3, judged: 3 }));
    expect(said).toContain(en.analysisRight({ share: '50%', low: '29%', high: '71%' }));
    expect(said).toContain(`colours · sea ${en.findingNoneRight()}`);
    expect(said).toContain(`shapes · cube ${en.findingAllRight()}`);
    expect(said).toContain(
      en.analysisBar({ label: 'sky', share: '50%', low: '19%', high: '81%', of: 6 }),
    );
    expect(said.indexOf('sea: 0%')).toBeLessThan(said.indexOf('sky: 50%'));
    const one = await world.says('boss', 'report shapes');
    expect(one).toContain(en.analysisHeading({ deck: 'Deck shapes' }));
    expect(one).not.toContain('sea');
  });

  it('names no member, and does not change when a fifth of five would be told apart', async () => {
    await asks('colours', 'sky', all('green', TEAM.slice(0, 5)));
    const before = await world.says('boss', 'report');
    for (const name of TEAM) expect(before).not.toContain(name);
    // A newcomer sees the question in a later round: one more answer, and not one figure more.
    await world.passes(DAY);
    await asks('colours', 'sky', { ...all('green', TEAM.slice(0, 5)), newcomer: 'red' });
    const after = await world.says('boss', 'report');
    expect(after).toContain(en.analysisRight({ share: '100%', low: '57%', high: '100%' }));
    expect(after).toContain(en.analysisLearned({ first: '100%', later: '100%' }));
  });

  it('counts neither practice nor open and voided rounds', async () => {
    await asks('colours', 'sky', all('green'));
    const before = await world.says('boss', 'report');
    await world.says('mira', 'practice colours 3');
    expect(await world.says('boss', 'report')).toBe(before);
    await world.says('boss', 'ask colours sea');
    for (const member of TEAM) await world.chooses(member, 'red');
    const open = await world.says('boss', 'report');
    expect(open).toContain(en.analysisAsked({ asked: 2, judged: 1 }));
    await world.says('boss', 'close');
    expect(await world.says('boss', 'report')).toContain('sea');
    await world.says('boss', 'void 2 yes');
    expect(await world.says('boss', 'report')).toBe(open);
  });

  it('judges old answers by a corrected key', async () => {
    await asks('colours', 'sky', all('red'));
    expect(await world.says('boss', 'report')).toContain(en.findingNoneRight());
    const { card } = world.stage.last('round:');
    const letter = ['A', 'B', 'C', 'D'].find((one) =>
      JSON.stringify(card).includes(
        `"letter":"${one}","text":[{"kind":"paragraph","spans":["The red`,
      ),
    );
    await world.says('boss', `rekey 1 ${letter} yes`);
    expect(await world.says('boss', 'report')).toContain(en.findingAllRight());
  });

  it('keeps answers of members who left or were forgotten', async () => {
    await asks('colours', 'sky', all('green', TEAM.slice(0, 5)));
    const before = await world.says('boss', 'report');
    await world.bot.onWorkspaceEvent({
      kind: 'member-left',
      workspace: PLACE.workspace,
      member: 'zoe',
    });
    await world.says('mira', 'privacy forget forget-me');
    expect(await world.says('boss', 'report')).toBe(before);
  });

  it('tells of reported problems', async () => {
    await asks('colours', 'sky', { ...all('green', TEAM.slice(0, 4)), lee: 'red', sam: 'blue' });
    const round = world.stage.last('round:').name.slice('round:'.length);
    await world.bot.handle({
      place: PLACE,
      actor: { id: 'mira', name: 'mira', manages: false, locale: null, zone: null },
      intent: { kind: 'form', code: `1.form.report.${round}`, values: { reason: 'key', note: '' } },
    });
    expect(await world.says('boss', 'report')).toContain(en.findingProblems({ count: 1 }));
  });

  it('speaks German', async () => {
    world.locales.set('boss', 'de');
    await asks('colours', 'sea', all('red'));
    const said = await world.says('boss', 'bericht');
    expect(said).toContain(de.analysisRight({ share: '0 %', low: '0 %', high: '39 %' }));
    expect(said).toContain(de.findingNoneRight());
  });
});

describe('/quiz report csv', () => {
  it('is a table with a row for each question, in which no cell is a formula', async () => {
    await asks('colours', 'sky', all('green'));
    await asks('colours', 'formula', all('red'));
    const card = await world.reply('boss', 'report');
    if (card.kind !== 'card') throw new Error('no card');
    const table = await world.presses('boss', codeOf(card.card, en.buttonAnalysisTable()));
    expect(table).toContain(en.analysisFile());
    expect(table).toContain('report.csv: \uFEFFdeck,question,stem,tags,answers,right,share right');
    expect(table).toContain('colours,sky,What about sky?,sky,6,6,1.0000,0.6097,1.0000');
    expect(table).toContain(`"'=HYPERLINK(""https://evil.example"",""win"")","'+1+cmd",6,0,0.0000`);
    for (const name of TEAM) expect(table).not.toContain(name);
    const one = await world.reply('boss', 'report colours csv');
    expect(one.kind === 'file' ? one.file.name : one.kind).toBe('report-colours.csv');
    expect(await world.says('mira', 'report csv')).toBe(en.onlyManagers());
  });

  it('leaves cells empty where there are too few answers', async () => {
    await asks('colours', 'sky', all('green', TEAM.slice(0, 4)));
    const table = await world.says('boss', 'report csv');
    expect(table).toContain('colours,sky,What about sky?,sky,,,,,,,,,,,,0,');
  });
});

describe('a report over weeks', () => {
  it('shows what was learned between first and later sight', async () => {
    await asks('colours', 'sky', {
      ...all('red', TEAM.slice(0, 4)),
      ...all('green', TEAM.slice(4)),
    });
    await world.clock.moveTo(TUESDAY_NINE + 40 * DAY);
    await asks('colours', 'sky', { ...all('green', TEAM.slice(0, 5)), sam: 'red' });
    expect(await world.says('boss', 'report')).toContain(
      en.analysisLearned({ first: '33%', later: '83%' }),
    );
  });
});

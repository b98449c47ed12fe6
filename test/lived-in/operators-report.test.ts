import path from 'node:path';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsIn } from '../../src/i18n/index.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { openWorld } from '../stories/world.ts';
import { command, operatorsFolder, type Ended } from './program.ts';

const en = wordsIn('en');
const TEAM = ['mira', 'ravi', 'zoe', 'kim', 'lee'];

let folder: string;

function report(...args: readonly string[]): Promise<Ended> {
  const settings = { DATABASE_URL: `sqlite:${path.join(folder, 'kept.db')}` };
  return command(folder, ['report', ...args], settings);
}

beforeAll(async () => {
  folder = operatorsFolder();
  const decks = decksOf(deckOf('colours', [question('sky')]));
  // The command goes by the real clock, and shows the last weeks only.
  const world = await openWorld({ decks, file: path.join(folder, 'kept.db'), now: Date.now() });
  await world.says('boss', 'ask');
  for (const member of TEAM) await world.chooses(member, 'red');
  await world.says('boss', 'close');
  await world.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('deckhand report', () => {
  it('prints lines for a person', async () => {
    const { code, said } = await report();
    expect(code).toBe(0);
    expect(said).toContain(en.analysisRight({ share: '0%', low: '0%', high: '43%' }));
    expect(said).toContain(`colours sky: ${en.findingNoneRight()}`);
    for (const name of TEAM) expect(said).not.toContain(name);
  });

  it('prints JSON and a table, of one deck too', async () => {
    const json: unknown = JSON.parse((await report('--json')).said);
    expect(json).toMatchObject({
      deck: null,
      questions: [
        {
          deck: 'colours',
          question: 'sky',
          tags: ['sky'],
          answers: 5,
          right: { count: 0, of: 5, value: 0, low: 0 },
          discrimination: null,
          options: [{}, { option: 'green', gist: 'green', isKey: true, chosen: 0 }, {}, {}],
          findings: [{ kind: 'none-right' }],
        },
      ],
      decks: [{ name: 'colours', asked: 1, first: { count: 0, of: 5 } }],
      // On a Sunday night an empty week may follow.
      weeks: expect.arrayContaining([expect.objectContaining({ rounds: 1, answers: 5, small: 0 })]),
    });
    const table = await report('--deck', 'colours', '--csv');
    expect(table.said).toMatch(/^\uFEFFdeck,question,stem/);
    expect(table.said).toContain('colours,sky,What about sky?,sky,5,0,0.0000,');
  });

  it('says in one line what is wrong', async () => {
    expect(await report('--deck', 'colour')).toEqual({
      code: 1,
      said: 'deckhand: the deck colour was never asked: did you mean colours?\n',
    });
    expect((await report('--json', '--csv')).said).toBe(
      'deckhand: --json and --csv are two forms of one report: choose one\n',
    );
  });
});

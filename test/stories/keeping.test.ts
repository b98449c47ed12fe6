import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { deckOf, decksOf, question } from './decks.ts';
import { openWorld, type World } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const names = ['oauth', 'jwt', 'bola', 'rate', 'stride', 'cors', 'csrf', 'hsts'];
const decks = decksOf(
  deckOf(
    'colours',
    names.map((name) => question(name)),
  ),
);

/** Some time later, with the worker looking in. */
async function later(world: World, ms: number): Promise<void> {
  world.clock.jumpTo(world.clock.now() + ms);
  await world.worker.tick();
}

async function count(world: World): Promise<number> {
  return (await world.store.tx('web:local', (tx) => tx.members.storedCounts('mira'))).answers;
}

describe('answers that are old', () => {
  it('are forgotten in whole months, and boards of all time keep their points', async () => {
    const world = await openWorld({ decks });
    Object.assign(world.app.defaults, { answersKeptDays: 90 });
    // Ten weeks, a question each: some months are old by then, one is half old.
    for (let week = 0; week < 7; week += 1) {
      await world.says('boss', 'ask colours');
      await world.chooses('mira', week % 2 === 0 ? 'green' : 'red');
      await world.chooses('jo', 'green');
      await world.says('boss', 'close');
      await later(world, 7 * DAY);
      expect(await world.store.verify()).toEqual([]);
    }
    const before = await world.says('mira', 'leaderboard all');
    expect(await count(world)).toBe(7);
    await later(world, 60 * DAY);
    expect(await count(world)).toBeLessThan(7);
    expect(await world.says('mira', 'leaderboard all')).toBe(before);
    expect(await world.store.verify()).toEqual([]);
    await later(world, 200 * DAY);
    expect(await count(world)).toBe(0);
    expect(await world.says('mira', 'leaderboard all')).toBe(before);
    expect(await world.store.verify()).toEqual([]);
    // What comes after counts on top.
    await world.says('boss', 'ask colours hsts');
    await world.chooses('jo', 'green');
    expect(await world.says('jo', 'leaderboard all')).toContain('| 1 | jo (you) | 80 | 8 of 8');
    expect(await world.store.verify()).toEqual([]);
    await world.close();
  });

  it('stay where their question is still open, and without the setting', async () => {
    const world = await openWorld({ decks });
    // A question of a schedule without a closing time stays open until the next one, which skips put off.
    await world.says('boss', 'schedule daily 10:00 daily');
    await later(world, HOUR);
    await world.chooses('mira', 'green');
    await world.says('boss', 'schedule skip from=2026-11-25 to=2028-01-01');
    await later(world, 400 * DAY);
    expect(await count(world)).toBe(1);
    Object.assign(world.app.defaults, { answersKeptDays: 90 });
    await later(world, DAY);
    expect(await count(world)).toBe(1);
    expect(await world.chooses('mira', 'red')).toContain('the first answer counts');
    await world.close();
  });
});

describe('a workspace that removed the bot', () => {
  it('is forgotten after thirty days so that a search of the files finds nothing, and not before', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-purge-'));
    const world = await openWorld({ decks, file: path.join(folder, 'quiz.db') });
    await world.says('boss', 'schedule daily 10:00 daily');
    await world.says('boss', 'ask colours oauth');
    await world.chooses('zorbanetta', 'green');
    await world.says('zorbanetta', 'practice 1');
    await world.says('zorbanetta', 'remind at 16:30');
    const workspace = 'web:local';
    await world.bot.onWorkspaceEvent({ kind: 'workspace-gone', workspace });
    await later(world, 29 * DAY);
    const posts = world.stage.messages.length;
    await world.bot.onWorkspaceEvent({ kind: 'workspace-here', workspace, name: 'Back again' });
    expect(await world.says('zorbanetta', 'me')).toContain('10 in all');
    await world.bot.onWorkspaceEvent({ kind: 'workspace-gone', workspace });
    await later(world, 29 * DAY);
    expect(await count(world)).toBe(0);
    expect(world.stage.messages).toHaveLength(posts);
    await later(world, 2 * DAY);
    expect(world.log.map(({ message }) => message)).toContain(
      'forgot a workspace that had removed the bot',
    );
    expect(await world.store.verify()).toEqual([]);
    await world.close();
    const found = readdirSync(folder).filter((file) =>
      /zorbanetta|Back again|What about oauth/.test(
        readFileSync(path.join(folder, file)).toString('latin1'),
      ),
    );
    expect(found).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('erasing somebody', () => {
  it('leaves everybody else’s standing as it was, whoever answered what', async () => {
    const members = ['ada', 'bo', 'cy', 'dora'];
    const given = fc.array(
      fc.record({
        asked: fc.constantFrom(...names.slice(0, 4)),
        member: fc.constantFrom(...members),
        word: fc.constantFrom('green', 'red', 'blue'),
      }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(given, fc.constantFrom(...members), async (answers, erased) => {
        const world = await openWorld({ decks });
        const questions = [...new Set(answers.map(({ asked }) => asked))];
        for (const asked of questions) {
          await world.says('boss', `ask colours ${asked}`);
          for (const one of answers.filter((each) => each.asked === asked)) {
            world.clock.jumpTo(world.clock.now() + 3_000);
            await world.chooses(one.member, one.word);
          }
        }
        const standings = async (): Promise<readonly string[]> => {
          const all = await world.store.tx('web:local', async (tx) => {
            const rows = [];
            for (const scope of ['team-quiz', '*'])
              for (const period of ['all', 'w2026-11-23', 'm2026-11'])
                for (const { member, points, right, answered } of await tx.boards.top(
                  { scope, period, reader: null },
                  50,
                ))
                  rows.push({ scope, period, member, points, right, answered });
            return rows;
          });
          return all.filter(({ member }) => member !== erased).map((row) => JSON.stringify(row));
        };
        const before = await standings();
        await world.says(erased, 'privacy forget forget-me');
        expect(await standings()).toEqual(before);
        expect(await world.store.verify()).toEqual([]);
        await world.close();
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Database } from '../../src/store/sqlite/driver.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordsIn } from '../../src/i18n/index.ts';
import { studioWordsIn } from '../../src/i18n/studio.ts';
import { makeStudio } from '../../src/studio/index.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { openWorld, PLACE, type World } from '../stories/world.ts';

const en = wordsIn('en');
const words = studioWordsIn('en');
const TEAM = ['mira', 'ravi', 'zoe', 'kim', 'lee'];
/** More answers than are analysed while somebody waits. */
const CROWD = 15_001;

let folder: string;
let file: string;
let world: World;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'deckhand-report-'));
  file = path.join(folder, 'world.db');
  const decks = decksOf(deckOf('colours', [question('sky'), question('sea'), question('moss')]));
  world = await openWorld({ decks, file });
  await world.worker.tick();
});
afterEach(async () => {
  await world.worker.stop();
  await world.close();
  rmSync(folder, { recursive: true });
});

async function closes(id: string, crowd: number): Promise<void> {
  await world.says('boss', `ask colours ${id}`);
  for (const member of TEAM) await world.chooses(member, 'green');
  const database = new Database(file);
  database.pragma('foreign_keys = off');
  database
    .prepare(
      `with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
      insert into answers (workspace, round, member, option_id, is_right, counts, channel, deck, question, week, month, at, eligible, tallied)
      select workspace, id, 'm' || n, 'red', 0, 0, channel, deck, question, '2026-11-23', '2026-11', opened_at, 0, 1
      from rounds, numbers where question = ?`,
    )
    .run(crowd, id);
  database.close();
  await world.says('boss', 'close');
}

/** The overview of the studio; null while the newest answers are still being counted. */
async function content(query = ''): Promise<string | null> {
  const chatMember = async () => ({ id: 'boss', name: 'Ada' });
  await world.store.tx(PLACE.workspace, (tx) => tx.members.setManager('boss', true));
  const studio = makeStudio({ app: world.app, bot: world.bot, chatMember });
  const answer = await studio.request(`/studio/report/content${query}`);
  return answer.status === 204 ? null : answer.text();
}

describe('a report of more answers than can be counted while somebody waits', () => {
  it('shows the last analysis at once, says so, and has the rest counted meanwhile', async () => {
    await closes('sky', 1);
    expect(await world.says('boss', 'report')).toContain(en.analysisAsked({ asked: 1, judged: 1 }));
    await closes('sea', CROWD);
    const behind = await world.says('boss', 'report');
    expect(behind).toContain(en.analysisAsked({ asked: 1, judged: 1 }));
    expect(behind).toContain(en.analysisBehind());
    await world.worker.keepAnalyses();
    const whole = await world.says('boss', 'report');
    expect(whole).toContain(en.analysisAsked({ asked: 2, judged: 2 }));
    expect(whole).not.toContain(en.analysisBehind());
    expect(whole).toContain('15,006 answers');
  });

  it('is counted before anybody asks, from the last closed question on', async () => {
    // Turns without work, one after the other, are no end.
    for (let turn = 0; turn < 3; turn += 1) await world.worker.keepAnalyses();
    await closes('sea', CROWD);
    world.clock.jumpTo(world.clock.now() + 60_000);
    await world.worker.keepAnalyses();
    const said = await world.says('boss', 'report');
    expect(said).toContain(en.analysisAsked({ asked: 1, judged: 1 }));
    expect(said).not.toContain(en.analysisBehind());
  });

  it('opens as a page at once, which is drawn anew when all are counted, and no earlier', async () => {
    await closes('sky', 1);
    expect(await content()).not.toContain('newest=1');
    await closes('sea', CROWD);
    // While the process has no turn, the page asks in vain; what it shows stays.
    const { app } = world;
    Object.assign(app, { wantReport: () => {} });
    const first = (await content()) ?? '';
    expect(first).toContain(words.reportBehind());
    expect(first).toContain('newest=1');
    expect(first).toContain('sky');
    expect(await content('?newest=1')).toBeNull();
    await world.worker.keepAnalyses();
    const whole = (await content('?newest=1')) ?? '';
    expect(whole).not.toContain(words.reportBehind());
    expect(whole).toContain('sea');
  });

  it('says that it is being made where there is no analysis yet, and not that answers are few', async () => {
    await closes('sea', CROWD);
    Object.assign(world.app, { wantReport: () => {} });
    expect(await world.says('boss', 'report')).toContain(en.analysisBehind());
    const page = (await content()) ?? '';
    expect(page).toContain(words.reportComing());
    expect(page).not.toContain(en.analysisTooFew());
    expect(await content('?newest=1')).toBeNull();
  });
});

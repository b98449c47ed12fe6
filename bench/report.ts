import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readReport } from '../src/app/analysis/read-report.ts';
import { contentHash } from '../src/decks/pin.ts';
import { openSqlite } from '../src/store/sqlite/open.ts';
import { MIGRATIONS } from '../src/migrations.ts';
import { fillDatabase, WORKSPACE } from './made-answers.ts';
import { CLASS_SIZE, judgeClass, simulateClass } from '../test/domain/simulated-class.ts';
import { watchEventLoop } from './measure.ts';

const CLASSES = 200;

export async function benchReport(): Promise<void> {
  judgeClasses();
  await timeReports();
}

/** How many planted faults the item analysis finds, and how many sound questions it accuses. */
function judgeClasses(): void {
  let found = 0;
  let planted = 0;
  const missed = new Map<string, number>();
  const accused = new Map<string, number>();
  let sound = 0;
  for (let seed = 1; seed <= CLASSES; seed += 1) {
    const simulated = simulateClass(seed);
    const verdict = judgeClass(simulated);
    found += verdict.found;
    planted += verdict.planted;
    sound += simulated.questions.length - verdict.planted;
    for (const id of verdict.missed) missed.set(id, (missed.get(id) ?? 0) + 1);
    for (const id of verdict.accused) accused.set(id, (accused.get(id) ?? 0) + 1);
  }
  const counts = (map: ReadonlyMap<string, number>): string =>
    [...map].map(([id, count]) => ` (${id}: ${count})`).join('');
  const total = [...accused.values()].reduce((sum, count) => sum + count, 0);
  process.stdout.write(
    `${CLASSES} classes of ${CLASS_SIZE} members: ${found} of ${planted} planted faults found${counts(missed)}\n` +
      `${total} of ${sound} sound questions accused${counts(accused)}\n`,
  );
}

/** How long a report takes over 100 decks and a million answers: the first one, the next, and after a round closed. */
async function timeReports(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-report-'));
  const file = path.join(folder, 'made.db');
  try {
    await (await openSqlite(file, MIGRATIONS)).close();
    fillDatabase(file);
    const store = await openSqlite(file, MIGRATIONS);
    const now = Date.parse('2026-11-28T12:00:00Z');
    const time = async (what: string, deck: string | null): Promise<void> => {
      const from = performance.now();
      const watch = watchEventLoop();
      await readReport(
        { store, decks: { contentHash } },
        { workspace: WORKSPACE, deck, now, zone: 'UTC' },
      );
      const longest = watch.stop();
      const took = Math.round(performance.now() - from);
      process.stdout.write(`${what}: ${took} ms, others waited at most ${longest} ms\n`);
    };
    await time('one deck, first time', 'd0');
    await time('all decks, first time', null);
    await time('all decks, again', null);
    await store.tx(WORKSPACE, (tx) => tx.rounds.setVoid('d7-q3', now));
    await time('all decks, after one changed', null);
    await store.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLibrary, type Library } from '../../src/decks/library.ts';
import { readDeck } from '../../src/decks/reading/read.ts';
import { systemClock } from '../../src/system/clock.ts';
import { silent } from '../adapters/web/start.ts';
import { workTime } from '../work-time.ts';
import { TINY } from './program.ts';

let dir: string;
let library: Library | null;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'decks-'));
  library = null;
});
afterEach(async () => {
  library?.close();
  await rm(dir, { recursive: true, force: true });
});

async function open(): Promise<Library> {
  library = await openLibrary(dir, { log: silent, clock: systemClock() });
  return library;
}

function deckOf(id: string, questions: number): string {
  const items = Array.from(
    { length: questions },
    (_, index) => `  - id: q${index}
    ask: What is ${index}?
    options: [{text: It is ${index}, key: true, why: So}, {text: 'No ${index}', why: No}]
    explain: So
`,
  );
  return `deck: ${id}\ntitle: ${id}\nquestions:\n${items.join('')}`;
}

/** The longest time for which nothing else could run, in milliseconds. */
async function longestStandstill(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

const PATIENT = { timeout: 60_000, interval: 50 };

describe('41: reading decks stands nobody in the way', () => {
  test('a deck of 5,000 questions is read, and any other saved, without a standstill', async () => {
    await writeFile(path.join(dir, 'tiny.yaml'), TINY);
    const opened = await open();
    const large = deckOf('large', 5_000);
    // What other programs and threads of this machine take from a process that does nothing is not ours.
    const busy = new Worker('for (const from = Date.now(); Date.now() - from < 5000; );', {
      eval: true,
    });
    const idle = await longestStandstill(async () => void (await once(busy, 'exit')));
    const standstill = await longestStandstill(async () => {
      await writeFile(path.join(dir, 'large.yaml'), large);
      await expect.poll(() => opened.find('large')?.questions.length, PATIENT).toBe(5_000);
      const before = opened.find('large');
      await writeFile(path.join(dir, 'tiny.yaml'), TINY.replace('title: Tiny', 'title: Small'));
      await expect.poll(() => opened.find('tiny')?.title, PATIENT).toBe('Small');
      // What did not change was not read again.
      expect(opened.find('large')).toBe(before);
    });
    expect(standstill).toBeLessThan(50 + 2 * idle);
  }, 120_000);

  test('a deck of half a megabyte of combining marks is refused at once', () => {
    const deck = TINY.replace('Which one?', `W${'\u0301\u0316'.repeat(130_000)}`);
    const took = workTime(1_000, () => {
      const { problems } = readDeck(deck, 'marks.yaml');
      expect(problems[0]).toMatchObject({ line: 5, rule: 'hidden-character' });
    });
    expect(took).toBeLessThan(1_000);
    // Marks as people write them are none.
    const words = TINY.replace(
      'Which one?',
      'Ti\u1ebf\u0301ng Vi\u1ec7t, \u0e01\u0e33, \u0928\u093f?',
    );
    expect(readDeck(words, 'words.yaml').deck).not.toBeNull();
  });
});

test('42: a folder of decks that another one replaces is seen, and later saves in it', async () => {
  const decks = path.join(dir, 'decks');
  const next = path.join(dir, 'next');
  await mkdir(decks);
  await mkdir(next);
  await writeFile(path.join(decks, 'tiny.yaml'), TINY);
  await writeFile(path.join(next, 'tiny.yaml'), TINY.replace('title: Tiny', 'title: Second'));
  library = await openLibrary(decks, { log: silent, clock: systemClock() });
  const opened = library;
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await rename(decks, path.join(dir, 'old'));
  await rename(next, decks);
  await expect.poll(() => opened.find('tiny')?.title, PATIENT).toBe('Second');
  await writeFile(path.join(decks, 'tiny.yaml'), TINY.replace('title: Tiny', 'title: Third'));
  await expect.poll(() => opened.find('tiny')?.title, PATIENT).toBe('Third');
}, 60_000);

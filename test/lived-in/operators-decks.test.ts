import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLibrary, type Library } from '../../src/decks/library.ts';
import { readDeck } from '../../src/decks/reading/read.ts';
import { systemClock } from '../../src/system/clock.ts';
import type { Log } from '../../src/ports/system.ts';
import { silent } from '../adapters/web/start.ts';
import { workTime } from '../work-time.ts';
import { TINY } from './program.ts';

let dir: string;
let library: Library | null;
let lines: string[];
const note = (line: string): void => void lines.push(line);
const log: Log = { debug() {}, info: note, warn: note, error: note };

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'decks-'));
  library = null;
  lines = [];
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

describe('42: the folder of decks', () => {
  /** Beside the folder of decks one that is to take its place. */
  async function openBesideNext(): Promise<{ decks: string; next: string; opened: Library }> {
    const [decks, next] = [path.join(dir, 'decks'), path.join(dir, 'next')];
    await mkdir(decks);
    await mkdir(next);
    await writeFile(path.join(decks, 'tiny.yaml'), TINY);
    await writeFile(path.join(next, 'tiny.yaml'), TINY.replace('title: Tiny', 'title: Second'));
    library = await openLibrary(decks, { log, clock: systemClock() });
    return { decks, next, opened: library };
  }

  test.each([
    ['at once', 0],
    ['later', 2_500],
  ])(
    'that another one replaces %s is seen, and later saves in it',
    async (_when, wait) => {
      const { decks, next, opened } = await openBesideNext();
      await new Promise((resolve) => setTimeout(resolve, wait));
      await rename(decks, path.join(dir, 'old'));
      await rename(next, decks);
      await expect.poll(() => opened.find('tiny')?.title, PATIENT).toBe('Second');
      await writeFile(path.join(decks, 'tiny.yaml'), TINY.replace('title: Tiny', 'title: Third'));
      await expect.poll(() => opened.find('tiny')?.title, PATIENT).toBe('Third');
    },
    60_000,
  );

  test('that is a link is seen when the link leads elsewhere', async () => {
    const { decks, next } = await openBesideNext();
    const link = path.join(dir, 'link');
    await symlink(decks, link);
    const linked = await openLibrary(link, { log, clock: systemClock() });
    await symlink(next, `${link}.new`);
    await rename(`${link}.new`, link);
    await expect.poll(() => linked.find('tiny')?.title, PATIENT).toBe('Second');
    linked.close();
  }, 60_000);

  test('that goes away, or loses its decks, is logged once', async () => {
    const { decks, opened } = await openBesideNext();
    await rm(decks, { recursive: true });
    await expect.poll(() => lines.length, PATIENT).toBe(1);
    await writeFile(decks, 'a file');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(opened.find('tiny')).not.toBeNull();
    await rm(decks);
    await mkdir(decks);
    await expect.poll(() => opened.find('tiny'), PATIENT).toBeNull();
    expect(lines).toEqual([
      `${decks} cannot be read; the decks stay as they were`,
      `there is no deck in ${decks} any more: nothing of it can be asked until there is one`,
      `${decks} can be read again`,
    ]);
  }, 60_000);
});

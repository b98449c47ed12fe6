// How long a page of the studio takes to open with 100 decks and a million answers, and how long a mark takes as one types.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { saveDeck } from '../src/app/authoring/save-deck.ts';
import { pin } from '../src/decks/pin.ts';
import type { PinnedQuestion } from '../src/domain/deck.ts';
import { readDeck } from '../src/decks/reading/read.ts';
import { fingerprint } from '../src/studio/decks/loaded-deck.ts';
import { makeStudio } from '../src/studio/index.ts';
import { decksOf } from '../test/stories/decks.ts';
import { openWorld, PLACE, type World } from '../test/stories/world.ts';
import { workshop } from '../test/stories/workshop.ts';
import { watchEventLoop } from './measure.ts';

const DECKS = 100;
const ROUNDS = 2_000;
const MEMBERS = 500;
const LIMIT_MS = 200;
const TIMES = 9;

/** Between a change of the text and its marks, in a deck of 100 long questions. */
const MARKS_LIMIT_MS = 100;
const LONG_QUESTIONS = 100;

const SOURCE = readFileSync('decks/http-and-rest.yaml', 'utf8');

function sourceOf(number: number): string {
  return SOURCE.replace(/^deck: .*$/m, `deck: deck-${number}`);
}

async function fill(world: World, file: string): Promise<void> {
  for (let number = 0; number < DECKS; number += 1) {
    const id = `deck-${number}`;
    const source = sourceOf(number);
    const saved = await saveDeck(world.app, PLACE.workspace, {
      id,
      source,
      base: 0,
      member: 'boss',
    });
    if (saved.kind !== 'saved') throw new Error(`${id} was not saved: ${saved.kind}`);
  }
  await world.says('boss', 'schedule daily 09:00');
  const pinned: PinnedQuestion[] = [];
  for (let number = 0; number < DECKS; number += 1) {
    const { deck } = readDeck(sourceOf(number), 'http');
    if (deck === null) throw new Error('the deck cannot be read');
    for (const question of deck.questions.slice(0, ROUNDS / DECKS))
      pinned.push(pin(deck, question));
  }
  if (pinned.length !== ROUNDS) throw new Error('the deck has too few questions');
  await world.store.tx(PLACE.workspace, async (tx) => {
    for (const [number, one] of pinned.entries()) {
      await tx.rounds.add({
        id: `r${number}`,
        channel: PLACE.channel,
        pinned: one,
        dealt: [0, 1, 2, 3],
        openedAt: number + 1,
        closesAt: number + 2,
        keys: [one.question.options[0]?.id ?? ''],
        schedule: null,
        slot: null,
        asksSure: false,
        ordinal: number + 1,
        isRepeat: false,
        day: '2026-11-24',
        zone: 'UTC',
      });
      await tx.rounds.close(`r${number}`, number + 2);
    }
  });
  const { Database } = await import('../src/store/sqlite/driver.ts');
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  database.exec(`
    with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n < ${MEMBERS - 1})
    insert into answers (workspace, round, member, option_id, is_right, counts, channel, deck, question, week, month, at, eligible, tallied)
    select rounds.workspace, rounds.id, 'm' || n, case n % 2 when 1 then json_extract(keys, '$[0]') else 'x' end, n % 2, 0, rounds.channel, rounds.deck, rounds.question,
      '2026-11-23', '2026-11', rounds.opened_at, 0, 1
    from rounds, numbers where rounds.id like 'r%'`);
  database.close();
}

/** A deck as long as people write them: the longest questions of ours. */
function longDeck(): string {
  const source = readFileSync('decks/api-security.yaml', 'utf8');
  const start = source.indexOf('  - id: ');
  const questions = source.slice(start).split(/^(?=  - id: )/m);
  const many = Array.from({ length: LONG_QUESTIONS }, (_, at) =>
    (questions[at % questions.length] ?? '').replace(/- id: (\S+)/, `- id: $1-${at}`),
  );
  return source.slice(0, start).replace(/^deck: .*$/m, 'deck: long') + many.join('');
}

/** Types into a question of a long deck and waits for the marks: as the whole deck's YAML, and as a form. */
async function measureMarks(studio: ReturnType<typeof makeStudio>): Promise<void> {
  let source = longDeck();
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'hx-request': 'true' };
  const post = async (address: string, fields: Record<string, string>): Promise<number> => {
    const from = performance.now();
    const body = new URLSearchParams(fields).toString();
    const answer = await studio.request(address, { method: 'POST', headers: form, body });
    await answer.text();
    if (answer.status >= 400) throw new Error(`${address}: ${answer.status}`);
    return performance.now() - from;
  };
  await post('/studio/new', { deck: 'long', title: 'Long', style: 'fact' });
  const page = async (address: string): Promise<string> => (await studio.request(address)).text();
  const seenIn = (html: string, id: string): string =>
    new RegExp(`id="${id}" name="seen" value="([^"]+)"`).exec(html)?.[1] ?? '';
  const address = '/studio/decks/long/yaml';
  const middle = source.indexOf(' the ', Math.floor(source.length / 2));
  const typing: number[] = [];
  let seen = seenIn(await page(address), 'seen');
  for (let time = 0; time < TIMES + 2; time += 1) {
    source = `${source.slice(0, middle)} ${time}${source.slice(middle)}`;
    const took = await post(address, { seen, source });
    seen = fingerprint(source);
    if (time >= 2) typing.push(took);
  }
  printMarks('marks as one types, in the YAML of 100 long questions', typing);
  const forms: number[] = [];
  const question = '/studio/decks/long/questions/50';
  for (let time = 0; time < TIMES + 2; time += 1) {
    const html = await page(question);
    const yaml = /<textarea id="source"[^>]*>([\s\S]*?)<\/textarea>/.exec(html)?.[1] ?? '';
    const changed = yaml
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    const took = await post(`${question}/yaml`, {
      seen: seenIn(html, 'yaml-seen'),
      source: changed.replace(' the ', ` the ${time} `),
    });
    if (time >= 2) forms.push(took);
  }
  printMarks('the same in one question beside its form', forms);
}

function printMarks(what: string, times: readonly number[]): void {
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  if (median > MARKS_LIMIT_MS) process.exitCode = 1;
  process.stdout.write(`${what}: ${Math.round(median)} ms\n`);
}

/** The first look at a report that was never made, and how long until it is whole. */
async function measureFirstReport(studio: ReturnType<typeof makeStudio>): Promise<void> {
  const from = performance.now();
  const watch = watchEventLoop();
  await (await studio.request('/studio/report/content')).text();
  const first = Math.round(performance.now() - from);
  if (first > LIMIT_MS) process.exitCode = 1;
  let status = 204;
  while (status === 204) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const answer = await studio.request('/studio/report/content?newest=1');
    await answer.text();
    ({ status } = answer);
  }
  const longest = watch.stop();
  const whole = Math.round(performance.now() - from);
  process.stdout.write(
    `/studio/report/content, never made before: ${first} ms, whole after ${whole} ms; others waited at most ${longest} ms\n`,
  );
}

/** The overview of a process that starts on this database. */
async function measureRestart(file: string): Promise<void> {
  const world = await openWorld({ decks: decksOf(), file });
  try {
    const member = { id: 'boss', name: 'Boss' };
    const parts = { app: world.app, bot: world.bot, chatMember: async () => member };
    const studio = makeStudio(parts);
    const from = performance.now();
    await (await studio.request('/studio/report/content')).text();
    const took = Math.round(performance.now() - from);
    process.stdout.write(`/studio/report/content after a restart: ${took} ms\n`);
  } finally {
    await world.close();
  }
}

async function measure(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-bench-'));
  const file = path.join(folder, 'bench.db');
  const world = await openWorld({ decks: decksOf(), file });
  try {
    await fill(world, file);
    const member = { id: 'boss', name: 'Boss' };
    const parts = { app: world.app, bot: world.bot, chatMember: async () => member };
    await world.store.tx(PLACE.workspace, (tx) => tx.members.setManager('boss', true));
    const studio = makeStudio(parts);
    await measureFirstReport(studio);
    for (const address of [
      '/studio',
      '/studio/decks/deck-7',
      '/studio/decks/deck-7/questions/3',
      '/studio/decks/deck-7/yaml',
      '/studio/decks/deck-7/versions',
      '/studio/suggestions',
      '/studio/schedules',
      '/studio/settings',
      '/studio/report',
      '/studio/report/content',
      // What a page loads after it is there.
      '/studio/decks/deck-7/facts',
      '/studio/schedules/calendar',
    ]) {
      const times: number[] = [];
      for (let time = 0; time < TIMES; time += 1) {
        const from = performance.now();
        const answer = await studio.request(address);
        await answer.text();
        if (answer.status !== 200) throw new Error(`${address}: ${answer.status}`);
        times.push(performance.now() - from);
      }
      const [first = 0] = times;
      const median = times.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
      const isPart = /facts|calendar|content/.test(address);
      if (!isPart && median > LIMIT_MS) process.exitCode = 1;
      process.stdout.write(
        `${address}: ${Math.round(median)} ms, the first time ${Math.round(first)} ms\n`,
      );
    }
    await measureMarks(studio);
    await measureRestart(file);
  } finally {
    await workshop.close();
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await measure();

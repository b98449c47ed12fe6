// npm run bench -- soak: 100,000 clicks with faults through the bot and the store; memory and event-loop delay.
import { importer, workshop } from '../test/stories/workshop.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { RoundCounters } from '../src/app/rounds/answer-counter.ts';
import { makeBot } from '../src/app/bot/bot.ts';
import type { App } from '../src/app/context.ts';
import { Worker } from '../src/app/worker.ts';
import { MIGRATIONS } from '../src/migrations.ts';
import { encodeAction } from '../src/domain/action.ts';
import { wordsIn } from '../src/i18n/index.ts';
import type { Bot } from '../src/ports/bot.ts';
import type { Chat } from '../src/ports/chat.ts';
import { PostError } from '../src/ports/errors.ts';
import { openProgress } from '../src/cli/progress.ts';
import { Database } from '../src/store/sqlite/driver.ts';
import { openSqlite, type SqliteStore } from '../src/store/sqlite/open.ts';
import { openMetrics } from '../src/system/metrics.ts';
import { deckOf, decksOf, question } from '../test/stories/decks.ts';
import { seededChance, VirtualClock } from '../test/stories/clock.ts';
import { Stage } from '../test/stories/stage.ts';
import { TUESDAY_NINE } from '../test/stories/world.ts';

const CLICKS = Number(process.argv[2] ?? 100_000);
const MEMBERS = 400;
const CHANNELS = 4;
const AT_ONCE = 20;
const DAY_MS = 24 * 3_600_000;
const MOST_MEMORY_MB = 256;
const MOST_DELAY_MS = 50;
const MEGABYTE = 1024 * 1024;
const random = seededChance(7);

/** A platform that forgets what it was given, and fails now and then in each of the three ways. */
function forgetfulChat(): Chat {
  const stage = new Stage();
  const advice = { en: 'planted', de: 'geplant' };
  return {
    platform: stage.platform,
    limits: stage.limits,
    start: async () => {},
    stop: async () => {},
    post: async () => {
      const dice = random.below(100);
      if (dice < 3) throw new PostError({ failure: 'not-sent', code: 'planted', advice });
      if (dice < 4) throw new PostError({ failure: 'unknown', code: 'planted', advice });
      return `m-${random.id()}`;
    },
    edit: async () => {},
    tell: async () => {},
    find: async () => ({ kind: 'absent' }),
    mayPost: async () => null,
    manages: async () => true,
    forget: async () => {},
  };
}

function appOn(store: SqliteStore, clock: VirtualClock, counters: RoundCounters): App {
  const names = Array.from({ length: 300 }, (_, index) => question(`q${index}`));
  const chat = forgetfulChat();
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return {
    store,
    decks: decksOf(deckOf('soak', names)),
    workshop,
    importer,
    studioOrigin: () => null,
    clock,
    random,
    log: silent,
    metrics: openMetrics(),
    chats: new Map([[chat.platform, chat]]),
    words: (language) => wordsIn(language),
    defaults: { zone: 'Europe/Berlin', language: 'en', reviewsADay: 10, answersKeptDays: null },
    wake: () => {},
    wantReport: () => {},
    counters,
  };
}

const placeOf = (channel: number) => ({
  platform: 'web' as const,
  workspace: 'web:local',
  channel: `c${channel}`,
});

function actor(member: string) {
  return { id: member, name: member, manages: member === 'boss', locale: null, zone: null };
}

/** One day: each channel is asked, members press, some twice, some nonsense, some practise. */
async function liveADay(bot: Bot, store: SqliteStore, clock: VirtualClock): Promise<number> {
  for (let channel = 0; channel < CHANNELS; channel += 1)
    await bot.handle({
      place: placeOf(channel),
      actor: actor('boss'),
      intent: { kind: 'line', line: 'ask soak' },
    });
  const rounds = store.database
    .prepare(
      'select id, channel from rounds where closed_at is null order by opened_at desc limit ?',
    )
    .raw()
    .all(CHANNELS)
    .map((row) => (Array.isArray(row) ? row.map(String) : []));
  let clicks = 0;
  for (const [round = '', channel = ''] of rounds) {
    const place = { platform: 'web' as const, workspace: 'web:local', channel };
    for (let member = 0; member < MEMBERS; member += AT_ONCE) {
      clock.jumpTo(clock.now() + 1_000);
      const batch = Array.from({ length: AT_ONCE }, (_, index) => {
        const dice = random.below(100);
        const code =
          dice < 2
            ? `1.nonsense.${dice}`
            : encodeAction({ kind: 'answer', round, option: random.below(4) });
        const intent =
          dice < 97
            ? ({ kind: 'press', code, message: 'm', own: false } as const)
            : ({ kind: 'line', line: dice < 98 ? 'practice soak 2' : 'me' } as const);
        return bot.handle({ place, actor: actor(`m${member + index}`), intent });
      });
      await Promise.all(batch);
      clicks += AT_ONCE;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return clicks;
}

/** Another program holds the database for a moment, as a backup tool does. */
async function disturb(file: string): Promise<void> {
  const other = new Database(file);
  other.exec('begin immediate');
  await new Promise((resolve) => setTimeout(resolve, 30));
  other.exec('rollback');
  other.close();
}

async function soak(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-soak-'));
  const file = path.join(folder, 'soak.db');
  const store = await openSqlite(file, MIGRATIONS);
  const clock = new VirtualClock(TUESDAY_NINE);
  const counters = new RoundCounters();
  const app = appOn(store, clock, counters);
  const bot = makeBot(app);
  const worker = new Worker({ app, counters, owner: 'soak', leaseNames: new Map() });
  const progress = openProgress();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let clicks = 0;
  let peak = 0;
  let told = 0;
  while (clicks < CLICKS) {
    clicks += await liveADay(bot, store, clock);
    const quiet = random.below(3) === 0 ? disturb(file) : Promise.resolve();
    await worker.tick();
    await quiet;
    clock.jumpTo(clock.now() + DAY_MS);
    await worker.tick();
    peak = Math.max(peak, process.memoryUsage.rss());
    progress.show(`${clicks} of ${CLICKS} clicks`);
    if (clicks - told >= CLICKS / 10) {
      told = clicks;
      progress.end();
      process.stdout.write(`${clicks} clicks: ${memory()}\n`);
    }
  }
  delay.disable();
  progress.end();
  const found = await store.verify();
  const disk = diskP99(folder);
  await store.close();
  rmSync(folder, { recursive: true });
  const peakMb = Math.round(peak / MEGABYTE);
  const p99 = delay.percentile(99) / 1e6;
  process.stdout.write(
    `memory at most ${peakMb} MB (limit ${MOST_MEMORY_MB}); event loop delayed by ${p99.toFixed(1)} ms at p99 (limit ${MOST_DELAY_MS} beside the disk, which takes ${disk.toFixed(1)} ms for a commit at p99), ${(delay.max / 1e6).toFixed(0)} ms at most; ${found.length === 0 ? 'the data is sound' : found.join('; ')}\n`,
  );
  if (peakMb > MOST_MEMORY_MB || p99 > MOST_DELAY_MS + disk || found.length > 0)
    process.exitCode = 1;
}

/** What the disk itself takes for a commit: no process that waits for it can be quicker. */
function diskP99(folder: string): number {
  const database = new Database(path.join(folder, 'raw.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('create table t (x integer)');
  const times = Array.from({ length: 300 }, (_, index) => {
    const from = performance.now();
    database.exec(`insert into t values (${index})`);
    return performance.now() - from;
  });
  database.close();
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}

function memory(): string {
  const { rss, heapUsed, external } = process.memoryUsage();
  const mb = (bytes: number): number => Math.round(bytes / MEGABYTE);
  return `${mb(rss)} MB resident, ${mb(heapUsed)} MB heap, ${mb(external)} MB external`;
}

await soak();

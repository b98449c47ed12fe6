import type { App } from '../../src/app/context.ts';
import { makeBot } from '../../src/app/bot/bot.ts';
import { RoundCounters } from '../../src/app/rounds/answer-counter.ts';
import { Worker } from '../../src/app/worker.ts';
import type { Decks } from '../../src/ports/decks.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Log } from '../../src/ports/system.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { memoryStore } from '../memory-store.ts';
import { MIGRATIONS } from '../../src/migrations.ts';
import { importer, workshop } from './workshop.ts';
import { seededChance, VirtualClock } from './clock.ts';
import { codeOf, letterOf, readReply, Stage } from './stage.ts';
import type { Reply } from '../../src/domain/reply.ts';
import type { Bot } from '../../src/ports/bot.ts';
import type { Place, Platform } from '../../src/ports/identity.ts';

/** Tuesday, 24 November 2026, 09:00 in Berlin. */
export const TUESDAY_NINE = Date.parse('2026-11-24T08:00:00Z');
export const PLACE: Place = { platform: 'web', workspace: 'web:local', channel: 'team-quiz' };

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function recordingLog(lines: LogLine[]): Log {
  const at =
    (level: string) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      lines.push({ level, message, fields });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export const noMetrics = { count: () => {}, gauge: () => {}, observe: () => {} };

export interface World {
  readonly clock: VirtualClock;
  /** What the platform says of a member's language; nothing for most. */
  readonly locales: Map<string, string>;
  readonly store: Store;
  readonly app: App;
  readonly bot: Bot;
  readonly worker: Worker;
  readonly stage: Stage;
  readonly log: LogLine[];
  /** A member types. `boss` manages. */
  says(member: string, line: string, place?: Place): Promise<string>;
  reply(member: string, line: string, place?: Place): Promise<Reply>;
  /** A member presses the button of that label on the newest question (or on a card's code). */
  presses(member: string, code: string, place?: Place): Promise<string>;
  /** A member chooses the option that holds that word in the newest question on stage. */
  chooses(member: string, word: string, place?: Place): Promise<string>;
  /** Time passes with the worker running. */
  passes(ms: number): Promise<void>;
  /** The process ends and another one begins, at the same moment. */
  restarts(): void;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly decks: Decks;
  readonly now?: number;
  readonly seed?: number;
  readonly file?: string;
  readonly platform?: Platform;
  readonly stage?: Stage;
}

let openStore = (file: string | undefined): Promise<Store> =>
  file === undefined ? memoryStore() : openSqlite(file, MIGRATIONS);

/** Puts the worlds of this test file on another engine. */
export function playOn(open: () => Promise<Store>): void {
  openStore = open;
}

/** The real app on a real SQLite with a virtual clock and a stage instead of a platform. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const clock = new VirtualClock(options.now ?? TUESDAY_NINE);
  const random = seededChance(options.seed ?? 1);
  const store = await openStore(options.file);
  const stage = options.stage ?? new Stage();
  const log: LogLine[] = [];
  const counters = new RoundCounters();
  const app: App = {
    store,
    decks: options.decks,
    workshop,
    importer,
    studioOrigin: () => null,
    clock,
    random,
    log: recordingLog(log),
    metrics: noMetrics,
    chats: new Map([[stage.platform, stage]]),
    words: (language) => wordsIn(language),
    defaults: { zone: 'Europe/Berlin', language: 'en', reviewsADay: 10, answersKeptDays: null },
    wake: () => {},
    wantReport: (workspace) => worker.wantReport(workspace),
    counters,
  };
  const begun = (): Worker =>
    new Worker({ app, counters, owner: 'this-process', leaseNames: new Map() });
  let worker = begun();
  const bot = makeBot(app);
  const locales = new Map<string, string>();
  const interaction = (member: string, place: Place) => ({
    place,
    actor: {
      id: member,
      name: member,
      manages: member === 'boss',
      locale: locales.get(member) ?? null,
      zone: null,
    },
  });
  const reply = async (member: string, line: string, place: Place = PLACE): Promise<Reply> => {
    const answer = await bot.handle({
      ...interaction(member, place),
      intent: { kind: 'line', line },
    });
    await worker.flush();
    return answer;
  };
  const presses = async (member: string, code: string, place: Place = PLACE): Promise<string> => {
    const intent = { kind: 'press', code, message: 'm', own: false } as const;
    const answer = await bot.handle({ ...interaction(member, place), intent });
    await worker.flush();
    return readReply(answer);
  };
  return {
    locales,
    clock,
    store,
    app,
    bot,
    get worker() {
      return worker;
    },
    restarts() {
      worker = begun();
    },
    stage,
    log,
    reply,
    presses,
    says: async (member, line, place) => readReply(await reply(member, line, place)),
    chooses: (member, word, place) => {
      const { card } = stage.last('round:');
      return presses(member, codeOf(card, letterOf(card, word)), place);
    },
    async passes(ms) {
      const end = clock.now() + ms;
      while (clock.now() < end) {
        await clock.moveTo(Math.min(end, clock.now() + 20_000));
        await worker.tick();
      }
    },
    close: () => store.close(),
  };
}

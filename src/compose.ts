import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { App } from './app/context.ts';
import { makeBot } from './app/bot/bot.ts';
import { RoundCounters } from './app/rounds/answer-counter.ts';
import { firstRun } from './app/rounds/first-question.ts';
import { FLUSH_MS, TICK_MS, Worker } from './app/worker.ts';
import type { Config } from './config.ts';
import { openLibrary } from './decks/library.ts';
import { contentHash, pin } from './decks/pin.ts';
import { openPainter } from './charts/index.ts';
import type { Chat } from './ports/chat.ts';
import type { Random, Clock, Log, Painter } from './ports/system.ts';
import { openForBot } from './store/open.ts';
import type { Store } from './ports/store.ts';
import { openHttp } from './system/http.ts';
import type { HttpServer } from './ports/http.ts';
import { openMetrics, type PrometheusMetrics } from './system/metrics.ts';
import { mountOperations } from './system/health.ts';
import { wordsIn } from './i18n/index.ts';
import type { Place, Platform } from './ports/identity.ts';

export const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

/** The one channel of the local chat. */
const LOCAL_CHAT: Place = { platform: 'web', workspace: 'web:local', channel: 'team-quiz' };

/** What the process stands on; tests bring their own. */
export interface System {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Ends the process: a platform is deaf and stays so, or the database is gone. Logs the sentence. */
  readonly onFatal: (why: string) => void;
}

export interface Running {
  /** Where a person opens the local chat; null: it is off. */
  readonly webUrl: string | null;
  /** Where Slack's events, health and metrics are served; null: nowhere. */
  readonly httpUrl: string | null;
  readonly platforms: readonly Platform[];
  stop(): Promise<void>;
}

/** What every platform is made from. */
interface Parts {
  readonly config: Config;
  readonly system: System;
  readonly store: Store;
  readonly metrics: PrometheusMetrics;
  readonly painter: Painter;
  readonly http: HttpServer | null;
}

/**
 * Puts the parts together and starts them: store, decks, platforms, worker. The only file that knows every part.
 * @throws StartError, DecksError: one line that names what is wrong and the fix
 */
// oxlint-disable-next-line eslint/max-lines-per-function -- every part once, in the order in which they start and stop
export async function compose(config: Config, system: System): Promise<Running> {
  const { clock, random, log } = system;
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const work of stops.splice(0).reverse()) await work();
  };
  try {
    // Decks first: a start in the wrong folder makes no database there.
    const library = await openLibrary(config.decksDir, { log, clock });
    stops.push(() => library.close());
    const database = await openForBot(config.database, MIGRATIONS, system);
    stops.push(() => database.close());
    const { store } = database;
    const metrics = openMetrics();
    const http = config.http === null ? null : openHttp({ ...config.http, setting: 'PORT' });
    const chats = await makeChats({
      config,
      system,
      store,
      metrics,
      http,
      painter: await openPainter(log),
    });

    const counters = new RoundCounters();
    let wake = (): void => {};
    const app: App = {
      store,
      decks: {
        all: () => library.decks(),
        find: (id) => library.find(id),
        problems: () => library.problems(),
        pin,
        contentHash,
      },
      studioOrigin: () => null,
      clock,
      random,
      log,
      metrics,
      chats,
      words: (language) => wordsIn(language, config.language),
      defaults: {
        zone: config.zone,
        language: config.language,
        reviewsADay: config.reviewsADay,
        answersKeptDays: config.answersKeptDays,
      },
      wake: () => wake(),
      counters,
    };
    const bot = makeBot(app);
    const worker = new Worker({
      app,
      counters,
      owner: random.id(),
      leaseNames: leaseNames(config),
      ownerGone: database.ownerGone,
    });
    stops.push(() => worker.stop());

    let ready = false;
    if (http !== null)
      mountOperations(http, {
        clock,
        metrics,
        outbox: store.outbox,
        isReady: () => ready,
        lastTickAt: () => worker.lastTickAt(),
        connections: () => [...chats.values()].map((chat) => chat.health?.() ?? null),
      });
    const port = (await http?.listen()) ?? null;
    if (http !== null) stops.push(() => http.close());
    for (const chat of chats.values()) {
      stops.push(() => chat.stop());
      await chat.start(bot);
    }
    if (chats.has('web')) await firstRun(app, LOCAL_CHAT);
    wake = () => void worker.flush();
    await worker.tick();
    stops.push(
      clock.every(FLUSH_MS, database.check),
      clock.every(TICK_MS, () => worker.tick()),
      clock.every(FLUSH_MS, () => worker.flush()),
    );
    ready = true;
    stops.push(() => {
      ready = false;
      wake = () => {};
    });
    return {
      webUrl: config.web === null ? null : `http://${config.web.host}:${config.web.port}`,
      httpUrl: config.http === null ? null : `http://${config.http.host}:${port}`,
      platforms: [...chats.keys()],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The platforms that are configured; one that is not is not even loaded. A third one is one more paragraph here. */
async function makeChats(parts: Parts): Promise<ReadonlyMap<Platform, Chat>> {
  const { config, system, store, metrics, painter, http } = parts;
  const { clock, random, log, onFatal } = system;
  const chats = new Map<Platform, Chat>();
  if (config.web !== null) {
    const { createWeb } = await import('./adapters/web/index.ts');
    const own = openHttp({ ...config.web, setting: 'WEB_PORT' });
    const tools = { clock, random, log };
    chats.set('web', createWeb({ ...config.web, http: own, state: store.webChat, ...tools }));
  }
  if (config.slack !== null) {
    const { createSlack } = await import('./adapters/slack/index.ts');
    const tools = { clock, random, log, metrics, painter, http, onFatal };
    chats.set('slack', createSlack({ ...config.slack, ...tools }));
  }
  if (config.discord !== null) {
    const { createDiscord } = await import('./adapters/discord/index.ts');
    const tools = { clock, random, log, metrics, painter, onFatal };
    chats.set('discord', createDiscord({ ...config.discord, ...tools }));
  }
  return chats;
}

/** One instance for each token: the lease is called after the token's fingerprint, which tells nothing of it. */
function leaseNames(config: Config): ReadonlyMap<Platform, string> {
  const named = (platform: Platform, secret: string): readonly [Platform, string] => [
    platform,
    `${platform}:${createHash('sha256').update(secret).digest('base64url').slice(0, 16)}`,
  ];
  return new Map([
    ['web', 'web'] as const,
    ...(config.slack === null ? [] : [named('slack', config.slack.botToken)]),
    ...(config.discord === null ? [] : [named('discord', config.discord.token)]),
  ]);
}

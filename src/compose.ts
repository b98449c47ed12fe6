import { httpAddress } from './domain/urls.ts';
import type { App } from './app/context.ts';
import { makeBot } from './app/bot/bot.ts';
import { RoundCounters } from './app/rounds/answer-counter.ts';
import { firstRun } from './app/rounds/first-question.ts';
import { Connections, type ExclusiveConnection } from './app/connections.ts';
import { FLUSH_MS, RENEW_MS, TICK_MS, Worker } from './app/worker.ts';
import type { Config } from './config.ts';
import { connectionLease, leaseNames } from './config/lease-names.ts';
import type { SlackConfig, SlackOAuthConfig } from './config/slack.ts';
import { openLibrary } from './decks/library.ts';
import { openWorkshop } from './decks/editing/workshop.ts';
import { openImporter } from './decks/importing/importer.ts';
import { contentHash, pin } from './decks/pin.ts';
import { openPainter } from './charts/index.ts';
import type { WebChat } from './adapters/web/index.ts';
import type { Chat } from './ports/chat.ts';
import type { Random, Clock, Log, Painter } from './ports/system.ts';
import { openForBot } from './store/open.ts';
import type { Store } from './ports/store.ts';
import { openHttp } from './system/http.ts';
import type { HttpHandler, HttpServer } from './ports/http.ts';
import { stopAll } from './system/stop-all.ts';
import { openMetrics, type PrometheusMetrics } from './system/metrics.ts';
import { mountOperations } from './system/health.ts';
import type { StudioServer } from './studio/index.ts';
import type { StudioParts } from './studio/parts.ts';
import { MIGRATIONS } from './migrations.ts';
import { wordsIn } from './i18n/index.ts';
import type { Place, Platform } from './ports/identity.ts';

type SlackSettings = SlackConfig | SlackOAuthConfig;

/** The thread in which decks are read and linted for the studio. */
const WORKSHOP_THREAD = new URL(
  import.meta.url.endsWith('.ts')
    ? './cli/deck-workshop-thread.ts'
    : './cli/deck-workshop-thread.js',
  import.meta.url,
);

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
  /** Those that another process is connected to. */
  readonly standingBy: readonly Platform[];
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
  const stop = (): Promise<void> => stopAll(stops.splice(0).reverse());
  try {
    // Decks first: a start in the wrong folder makes no database there.
    const library = await openLibrary(config.decksDir, { log, clock });
    stops.push(() => library.close());
    const workshop = openWorkshop(WORKSHOP_THREAD, clock);
    stops.push(() => workshop.close());
    const database = await openForBot(config.database, MIGRATIONS, system);
    stops.push(() => database.close());
    const { store } = database;
    const metrics = openMetrics();
    const http = config.http === null ? null : openHttp({ ...config.http, setting: 'PORT', log });
    const { chats, web } = await makeChats({
      config,
      system,
      store,
      metrics,
      http,
      painter: openPainter(log),
    });

    const counters = new RoundCounters();
    let wake = (): void => {};
    let wantReport = (_workspace: string): void => {};
    const app: App = {
      store,
      decks: {
        all: () => library.decks(),
        find: (id) => library.find(id),
        problems: () => library.problems(),
        pin,
        contentHash,
      },
      workshop,
      importer: openImporter(clock),
      studioOrigin: (platform) => (platform === 'web' ? webOrigin(config) : config.publicOrigin),
      clock,
      random,
      log,
      metrics,
      chats,
      words: (language) => wordsIn(language, config.language),
      defaults: {
        // The machine's own zone is asked for when a place first needs it: that loads ICU.
        get zone() {
          return config.zone;
        },
        language: config.language,
        reviewsADay: config.reviewsADay,
        answersKeptDays: config.answersKeptDays,
      },
      wake: () => wake(),
      wantReport: (workspace) => wantReport(workspace),
      counters,
    };
    const bot = makeBot(app);
    const owner = random.id();
    const connect = async (platform: Platform): Promise<void> => {
      const chat = chats.get(platform);
      if (chat === undefined) return;
      stops.push(() => chat.stop());
      await chat.start(bot);
    };
    const exclusive = exclusiveConnections(config, connect);
    const connections = new Connections(exclusive, {
      leases: store.leases,
      now: () => clock.now(),
      log,
      owner,
      ownerGone: database.ownerGone,
      onFatal: system.onFatal,
    });
    const worker = new Worker({
      app,
      counters,
      owner,
      leaseNames: leaseNames(config),
      serves: (platform) => connections.serves(platform),
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
        // A process that stands by is ready: it waits.
        connections: () =>
          [...chats].map(([platform, chat]) =>
            connections.serves(platform) ? (chat.health?.() ?? null) : null,
          ),
      });
    openStudio({ config, http, web }, { app, bot });
    const port = (await http?.listen()) ?? null;
    if (http !== null) stops.push(() => http.close());
    stops.push(() => connections.stop());
    for (const platform of chats.keys())
      if (exclusive.every((one) => one.platform !== platform)) await connect(platform);
    stops.push(clock.every(RENEW_MS, () => connections.renew()));
    await connections.start();
    if (chats.has('web')) await firstRun(app, LOCAL_CHAT);
    wake = () => void worker.flush();
    wantReport = (workspace) => worker.wantReport(workspace);
    await worker.tick();
    stops.push(
      clock.every(FLUSH_MS, database.check),
      clock.every(TICK_MS, () => worker.tick()),
      clock.every(FLUSH_MS, () => worker.flush()),
      clock.every(TICK_MS, () => worker.keepAnalyses()),
    );
    ready = true;
    stops.push(() => {
      ready = false;
      wake = () => {};
    });
    return {
      webUrl: config.web === null ? null : httpAddress(config.web.host, config.web.port),
      httpUrl: config.http === null || port === null ? null : httpAddress(config.http.host, port),
      platforms: [...chats.keys()],
      standingBy: [...chats.keys()].filter((platform) => !connections.serves(platform)),
      stop,
    };
  } catch (error) {
    // Why it did not start counts, not what went wrong on the way back.
    await stop().catch(() => undefined);
    throw error;
  }
}

/** Where members open the local chat. */
function webOrigin({ web }: Config): string | null {
  if (web === null) return null;
  return web.publicOrigin ?? httpAddress(web.host, web.port);
}

/** The local chat with its own server. */
interface LocalChat {
  readonly http: HttpServer;
  readonly chat: WebChat;
}

/** Mounts the studio on every server of this process; in the local chat its members are known by their browser. */
function openStudio(
  {
    config,
    http,
    web,
  }: { readonly config: Config; readonly http: HttpServer | null; readonly web: LocalChat | null },
  parts: Omit<StudioParts, 'chatMember'>,
): void {
  const { publicOrigin } = config;
  if (http !== null && config.http !== null)
    mountStudio(http, { host: config.http.host, publicOrigin }, { ...parts, chatMember: null });
  if (web === null || config.web === null) return;
  const { host, publicOrigin: ownOrigin } = config.web;
  mountStudio(
    web.http,
    { host, publicOrigin: ownOrigin },
    { ...parts, chatMember: (cookies) => web.chat.visitor(cookies) },
  );
}

/** Loads the studio at its first request, since its pages need the renderers of every platform. */
function mountStudio(http: HttpServer, server: StudioServer, parts: StudioParts): void {
  let opening: Promise<HttpHandler> | null = null;
  http.mount('/studio/*', async (request, response) => {
    opening ??= import('./studio/index.ts').then((studio) => studio.serveStudio(server, parts));
    const handle = await opening;
    await handle(request, response);
  });
}

/** The platforms that are configured; one that is not is not even loaded. A third one is one more paragraph here. */
async function makeChats(
  parts: Parts,
): Promise<{ readonly chats: ReadonlyMap<Platform, Chat>; readonly web: LocalChat | null }> {
  const { config, system, store, metrics, painter } = parts;
  const { clock, random, log, onFatal } = system;
  const chats = new Map<Platform, Chat>();
  let web: LocalChat | null = null;
  if (config.web !== null) {
    const { createWeb } = await import('./adapters/web/index.ts');
    const own = openHttp({ ...config.web, setting: 'WEB_PORT', log });
    const tools = { clock, random, log, metrics };
    const chat = createWeb({ ...config.web, http: own, state: store.webChat, ...tools });
    web = { http: own, chat };
    chats.set('web', chat);
  }
  if (config.slack !== null) chats.set('slack', await makeSlack(config.slack, parts));
  if (config.discord !== null) {
    const { createDiscord } = await import('./adapters/discord/index.ts');
    const tools = { clock, random, log, metrics, painter, onFatal };
    chats.set('discord', createDiscord({ ...config.discord, ...tools }));
  }
  return { chats, web };
}

async function makeSlack(settings: SlackSettings, parts: Parts): Promise<Chat> {
  const { config, system, store, metrics, painter, http } = parts;
  const { clock, random, log, onFatal } = system;
  const tools = { clock, random, log, metrics, painter, http };
  if (settings.kind === 'one') {
    const { createSlack } = await import('./adapters/slack/index.ts');
    return createSlack({ ...settings, ...tools, onFatal });
  }
  const { createSlackForMany } = await import('./adapters/slack/many.ts');
  const { openCipher } = await import('./system/cipher.ts');
  const { installations, leases } = store;
  const host = config.http?.host ?? '127.0.0.1';
  const cipher = openCipher(settings.encryptionKeys);
  return createSlackForMany({ ...settings, ...tools, host, installations, leases, cipher });
}

/** Socket Mode and the gateway: a second connection of the same token would get every event, or half of them. */
function exclusiveConnections(
  { slack, discord }: Config,
  connect: (platform: Platform) => Promise<void>,
): readonly ExclusiveConnection[] {
  const found: ExclusiveConnection[] = [];
  if (slack?.kind === 'one' && slack.appToken !== null) {
    const lease = connectionLease('slack-socket', slack.appToken);
    found.push({ platform: 'slack', lease, connect: () => connect('slack') });
  }
  if (discord !== null) {
    const shards = discord.shards === null ? '' : `:${discord.shards.ids.join('+')}`;
    const lease = `${connectionLease('discord-gateway', discord.token)}${shards}`;
    found.push({ platform: 'discord', lease, connect: () => connect('discord') });
  }
  return found;
}

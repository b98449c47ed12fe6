import { createWeb } from '../../../src/adapters/web/index.ts';
import { openSqlite, type SqliteStore } from '../../../src/store/sqlite/open.ts';
import { memoryStore } from '../../memory-store.ts';
import { noMetrics } from '../../stories/world.ts';
import { MIGRATIONS } from '../../../src/migrations.ts';
import type { WebChatStore } from '../../../src/ports/web-chat.ts';
import type { WebChat } from '../../../src/adapters/web/index.ts';
import type { Log, Metrics } from '../../../src/ports/system.ts';
import { systemRandom } from '../../../src/system/random.ts';
import { openHttp } from '../../../src/system/http.ts';
import { systemClock } from '../../../src/system/clock.ts';
import type { Bot } from '../../../src/ports/bot.ts';

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export function openStore(file?: string): Promise<SqliteStore> {
  return file === undefined ? memoryStore() : openSqlite(file, MIGRATIONS);
}

export interface Started {
  readonly chat: WebChat;
  readonly url: string;
  readonly state: WebChatStore;
}

export async function startWeb(
  bot: Bot,
  settings: { state?: WebChatStore; port?: number; log?: Log; metrics?: Metrics } = {},
): Promise<Started> {
  const state = settings.state ?? (await openStore()).webChat;
  const chat = createWeb({
    host: '127.0.0.1',
    http: openHttp({ host: '127.0.0.1', port: settings.port ?? 0, setting: 'WEB_PORT' }),
    state,
    clock: systemClock(),
    random: systemRandom(),
    log: settings.log ?? silent,
    metrics: settings.metrics ?? noMetrics,
  });
  await chat.start(bot);
  return { chat, url: chat.url() ?? '', state };
}

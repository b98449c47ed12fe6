import { readFileSync } from 'node:fs';
import { Database, type Connection } from '../../../src/store/sqlite/driver.ts';
import { createWeb } from '../../../src/adapters/web/index.ts';
import { openWebChatStore } from '../../../src/store/web-chat.ts';
import type { WebChatStore } from '../../../src/ports/web-chat.ts';
import type { WebChat } from '../../../src/adapters/web/index.ts';
import type { Log, Painter } from '../../../src/ports/system.ts';
import { systemRandom } from '../../../src/system/random.ts';
import { systemClock } from '../../../src/system/clock.ts';
import type { Bot } from '../../../src/ports/bot.ts';

const MIGRATION = new URL('../../../migrations/0002_web.sql', import.meta.url);

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
export const noPainter: Painter = { paint: async () => null };

export function openDatabase(file = ':memory:'): Connection {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  const made = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'web_messages'").get();
  if (made === undefined) db.exec(readFileSync(MIGRATION, 'utf8'));
  return db;
}

export interface Started {
  readonly chat: WebChat;
  readonly url: string;
  readonly state: WebChatStore;
}

export async function startWeb(
  bot: Bot,
  settings: { state?: WebChatStore; port?: number; painter?: Painter; log?: Log } = {},
): Promise<Started> {
  const state = settings.state ?? openWebChatStore(openDatabase());
  const chat = createWeb({
    host: '127.0.0.1',
    port: settings.port ?? 0,
    state,
    clock: systemClock(),
    random: systemRandom(),
    log: settings.log ?? silent,
    painter: settings.painter ?? noPainter,
  });
  await chat.start(bot);
  return { chat, url: chat.url() ?? '', state };
}

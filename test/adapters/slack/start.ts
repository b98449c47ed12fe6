import { createSlack } from '../../../src/adapters/slack/index.ts';
import type { SlackOptions } from '../../../src/adapters/slack/index.ts';
import type { Timings } from '../../../src/adapters/slack/timings.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import type { Log, LogFields } from '../../../src/ports/system.ts';
import { systemRandom } from '../../../src/system/random.ts';
import { systemClock } from '../../../src/system/clock.ts';
import { openHttp } from '../../../src/system/http.ts';
import type { StandIn } from './standin/index.ts';
import type { Bot } from '../../../src/ports/bot.ts';

export type Mode = 'socket' | 'http';

/** What was counted and logged, for tests to look at. */
export interface Records {
  readonly lines: readonly { readonly level: string; readonly text: string }[];
  readonly counted: ReadonlyMap<string, number>;
  readonly gaveUp: readonly string[];
}

export interface Started {
  readonly chat: Chat;
  readonly records: Records;
  /** `http://…/slack/events`; empty in Socket Mode. */
  readonly eventsUrl: string;
  readonly close: () => Promise<void>;
}

export interface Overrides extends Partial<Omit<SlackOptions, 'timings'>> {
  readonly timings?: Partial<Timings>;
}

/** The adapter on real sockets against a stand-in, with its real HTTP server, log and counters at hand. */
export async function startSlack(
  standIn: StandIn,
  mode: Mode,
  bot: Bot,
  overrides: Overrides = {},
): Promise<Started> {
  const http = openHttp({ host: '127.0.0.1', port: 0, setting: 'PORT' });
  const port = await http.listen();
  const { records, log, metrics, gaveUp } = recorder();
  const chat = createSlack({
    botToken: standIn.botToken,
    appToken: mode === 'socket' ? standIn.appToken : null,
    signingSecret: mode === 'http' ? standIn.signingSecret : null,
    apiUrl: standIn.apiUrl,
    clock: systemClock(),
    random: systemRandom(),
    log,
    metrics,
    painter: { paint: () => Promise.resolve(null) },
    http,
    onFatal: (why) => gaveUp.push(why),
    ...overrides,
  });
  const eventsUrl = mode === 'http' ? `http://127.0.0.1:${port}/slack/events` : '';
  standIn.deliverTo(mode === 'http' ? eventsUrl : null);
  const close = async (): Promise<void> => {
    await chat.stop();
    await http.close();
  };
  try {
    await chat.start(bot);
  } catch (error) {
    await close();
    throw error;
  }
  return { chat, records, eventsUrl, close };
}

export function recorder() {
  const lines: { level: string; text: string }[] = [];
  const counted = new Map<string, number>();
  const gaveUp: string[] = [];
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}): void => {
      lines.push({ level, text: `${message} ${JSON.stringify(fields)}` });
    };
  const log: Log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  const metrics = {
    count(name: string, labels: Readonly<Record<string, string>> = {}) {
      const key = [name, ...Object.values(labels)].join(' ');
      counted.set(key, (counted.get(key) ?? 0) + 1);
    },
    gauge: () => undefined,
    observe: () => undefined,
  };
  const records: Records = { lines, counted, gaveUp };
  return { records, log, metrics, gaveUp };
}

/** Waits up to 3 s until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited in vain until ${what}`);
}

import { createDiscord } from '../../../src/adapters/discord/index.ts';
import type { DiscordOptions } from '../../../src/adapters/discord/index.ts';
import type { Timings } from '../../../src/adapters/discord/timings.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import type { Log, LogFields } from '../../../src/ports/system.ts';
import { systemRandom } from '../../../src/system/random.ts';
import { systemClock } from '../../../src/system/clock.ts';
import type { StandIn } from './standin/index.ts';
import type { Bot } from '../../../src/ports/bot.ts';

/** What was counted and logged, for tests to look at. */
export interface Records {
  readonly lines: readonly { readonly level: string; readonly text: string }[];
  readonly counted: ReadonlyMap<string, number>;
  readonly gaveUp: readonly string[];
}

export interface Started {
  readonly chat: Chat;
  readonly records: Records;
}

export interface Overrides extends Partial<Omit<DiscordOptions, 'timings'>> {
  readonly timings?: Partial<Timings>;
}

/** The adapter over real sockets against a stand-in, not yet started, with its log and counters at hand. */
export function makeDiscord(standIn: StandIn, overrides: Overrides = {}): Started {
  const { records, log, metrics, gaveUp } = recorder();
  const chat = createDiscord({
    token: standIn.token,
    apiUrl: standIn.apiUrl,
    devGuild: null,
    shards: null,
    clock: systemClock(),
    random: systemRandom(),
    log,
    metrics,
    painter: { paint: () => Promise.resolve(null) },
    onFatal: (why) => gaveUp.push(why),
    ...overrides,
  });
  return { chat, records };
}

export async function startDiscord(
  standIn: StandIn,
  bot: Bot,
  overrides: Overrides = {},
): Promise<Started> {
  const made = makeDiscord(standIn, overrides);
  try {
    await made.chat.start(bot);
  } catch (error) {
    await made.chat.stop();
    throw error;
  }
  return made;
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

/** Waits up to 10 s until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited in vain until ${what}`);
}

import { createDiscord } from '../../../src/adapters/discord/index.ts';
import type { DiscordOptions } from '../../../src/adapters/discord/index.ts';
import type { Timings } from '../../../src/adapters/discord/timings.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import { systemRandom } from '../../../src/system/random.ts';
import { systemClock } from '../../../src/system/clock.ts';
import { recorder } from '../harness.ts';
import type { Records } from '../harness.ts';
import type { StandIn } from './standin/index.ts';
import type { Bot } from '../../../src/ports/bot.ts';

export interface Started {
  readonly chat: Chat;
  readonly records: Records;
}

export interface Overrides extends Partial<Omit<DiscordOptions, 'timings'>> {
  readonly timings?: Partial<Timings>;
}

/** The adapter over real sockets against a stand-in, not yet started, with its log and counters at hand. */
export function makeDiscord(standIn: StandIn, overrides: Overrides = {}): Started {
  const { records, ...watched } = recorder();
  const chat = createDiscord({
    token: standIn.token,
    apiUrl: standIn.apiUrl,
    devGuild: null,
    shards: null,
    clock: systemClock(),
    random: systemRandom(),
    ...watched,
    painter: { paint: () => Promise.resolve(null) },
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

import { createSlack } from '../../../src/adapters/slack/index.ts';
import type { SlackOptions } from '../../../src/adapters/slack/index.ts';
import type { Timings } from '../../../src/adapters/slack/timings.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import { systemRandom } from '../../../src/system/random.ts';
import { systemClock } from '../../../src/system/clock.ts';
import { openHttp } from '../../../src/system/http.ts';
import { recorder } from '../harness.ts';
import type { Records } from '../harness.ts';
import type { StandIn } from './standin/index.ts';
import type { Bot } from '../../../src/ports/bot.ts';

export type Mode = 'socket' | 'http';

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
  const { records, ...watched } = recorder();
  const chat = createSlack({
    botToken: standIn.botToken,
    appToken: mode === 'socket' ? standIn.appToken : null,
    signingSecret: mode === 'http' ? standIn.signingSecret : null,
    apiUrl: standIn.apiUrl,
    clock: systemClock(),
    random: systemRandom(),
    ...watched,
    painter: { paint: () => Promise.resolve(null) },
    http,
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

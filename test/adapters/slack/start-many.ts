import { randomBytes } from 'node:crypto';
import { createSlackForMany, type ManyOptions } from '../../../src/adapters/slack/many.ts';
import type { Bot } from '../../../src/ports/bot.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openCipher } from '../../../src/system/cipher.ts';
import { systemClock } from '../../../src/system/clock.ts';
import { openHttp } from '../../../src/system/http.ts';
import { systemRandom } from '../../../src/system/random.ts';
import { recorder, type Records } from '../harness.ts';
import { CLIENT, type Consent } from './standin/oauth.ts';
import type { StandIn } from './standin/index.ts';

export const KEY = randomBytes(32);

export interface StartedMany {
  readonly chat: Chat;
  readonly records: Records;
  /** Where people reach it. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** The adapter for many workspaces on real sockets against a stand-in; several on one store stand for processes. */
export async function startMany(
  standIn: StandIn,
  store: Pick<Store, 'installations' | 'leases'>,
  bot: Bot,
  overrides: Partial<ManyOptions> = {},
): Promise<StartedMany> {
  const http = openHttp({ host: '127.0.0.1', port: 0, setting: 'PORT' });
  const origin = `http://127.0.0.1:${await http.listen()}`;
  const { records, ...watched } = recorder();
  const chat = createSlackForMany({
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    stateSecret: 'a-state-secret-of-the-tests',
    signingSecret: standIn.signingSecret,
    publicOrigin: origin,
    host: '127.0.0.1',
    apiUrl: standIn.apiUrl,
    installations: store.installations,
    leases: store.leases,
    cipher: openCipher([KEY]),
    clock: systemClock(),
    random: systemRandom(),
    ...watched,
    painter: { paint: () => Promise.resolve(null) },
    http,
    ...overrides,
  });
  standIn.state.redirectUris.push(`${origin}/slack/oauth_redirect`);
  standIn.deliverTo(`${origin}/slack/events`);
  await chat.start(bot);
  return {
    chat,
    records,
    origin,
    async close() {
      await chat.stop();
      await http.close();
    },
  };
}

/** A page as somebody sees it. */
export interface Seen {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** A browser that keeps its cookies, as whoever installs the app has. */
export class InstallBrowser {
  private cookies = new Map<string, string>();

  constructor(
    private readonly origin: string,
    private readonly language = 'en',
  ) {}

  cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async open(url: string): Promise<Seen> {
    const cookie = this.cookie();
    const response = await fetch(new URL(url, this.origin), {
      redirect: 'manual',
      headers: { 'accept-language': this.language, ...(cookie === '' ? {} : { cookie }) },
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value);
    }
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  /** Where the button of the install page leads. */
  async begin(): Promise<string> {
    const { text } = await this.open('/slack/install');
    const href = /<a href="([^"]+)"/.exec(text)?.[1] ?? '';
    return href.replaceAll('&amp;', '&');
  }

  /** Opens the install page, consents on Slack's, and comes back. */
  async install(standIn: StandIn, consent: Consent): Promise<Seen> {
    return this.open(standIn.state.oauth.consent(await this.begin(), consent));
  }
}

/** A workspace of the stand-in by its number. */
export function team(number: number, enterprise: string | null = null) {
  return { id: `T${number}`, name: `Team ${number}`, enterprise };
}

/** The channel of a workspace that the app may post into. */
export function channelIn(id: string): string {
  return `C0TEAMQUIZ-${id}`;
}

import { expect } from 'vitest';
import type { Card } from '../../../src/domain/card.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import { closeAfterEach } from '../harness.ts';
import { asking, recordingBot } from '../recording-bot.ts';
import type { RecordingBot } from '../recording-bot.ts';
import { CHANNEL, GUILD, startStandIn } from './standin/index.ts';
import type { Message, StandIn } from './standin/index.ts';
import { shownText } from './standin/read.ts';
import { directChannel } from './standin/routes.ts';
import { startDiscord } from './start.ts';
import type { Overrides, Started } from './start.ts';

export const PLACE = {
  platform: 'discord',
  workspace: `discord:${GUILD}`,
  channel: CHANNEL,
} as const;
export const ALONE = { replyTo: null } as const;
/** Ada manages the server, Bo and Cy do not, Eve is of another one. */
export const ADA = '910000000000000001';
export const BO = '910000000000000002';
export const CY = '910000000000000003';
export const EVE = '910000000000000009';

export interface Scene extends Started {
  readonly standIn: StandIn;
  readonly bot: RecordingBot;
}

const closing = closeAfterEach();

/** A stand-in that ends with the test, which fails if a limit was broken. */
export async function openStandIn(): Promise<StandIn> {
  const standIn = await startStandIn();
  closing(() => standIn.close());
  closing(() => {
    expect(standIn.state.unlawful).toEqual([]);
    return Promise.resolve();
  });
  return standIn;
}

/** A stand-in and an adapter that is started on it; both end with the test. */
export async function scene(
  overrides: Overrides = {},
  prepare: (standIn: StandIn) => void = () => undefined,
): Promise<Scene> {
  const standIn = await openStandIn();
  prepare(standIn);
  const bot = recordingBot();
  const started = await startDiscord(standIn, bot, overrides);
  closing(() => started.chat.stop());
  return { ...started, standIn, bot };
}

/** Posts a question and gives the message as it is in the channel. */
export async function posted(
  { chat, standIn }: { readonly chat: Chat; readonly standIn: StandIn },
  card: Card = asking('Which flow?', ['One', 'Two']),
  name = 'round:one',
): Promise<Message> {
  const id = await chat.post(PLACE, card, name, ALONE);
  const found = standIn.state.messages.find((message) => message.id === id);
  if (found === undefined) throw new Error('the post is not in the channel');
  return found;
}

/** What only that member sees, in order. */
export function privately(standIn: StandIn, member: string): readonly string[] {
  return standIn.state.messages
    .filter((message) => message.only === member || message.channel === directChannel(member))
    .map((message) => shownText(message.components));
}

/** The calls that reached Discord, as `POST channels/1/messages`. */
export function calls(standIn: StandIn, shape: RegExp): readonly unknown[] {
  return standIn.state.calls
    .filter(({ method, path }) => shape.test(`${method} ${path}`))
    .map(({ body }) => body);
}

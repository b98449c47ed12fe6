import { expect } from 'vitest';
import type { Card } from '../../../src/domain/card.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import { closeAfterEach } from '../harness.ts';
import { asking, recordingBot } from '../recording-bot.ts';
import type { RecordingBot } from '../recording-bot.ts';
import { CHANNEL, startStandIn, TEAM } from './standin/index.ts';
import type { Message, StandIn } from './standin/index.ts';
import { shownText } from './standin/read.ts';
import { startSlack } from './start.ts';
import type { Mode, Overrides, Started } from './start.ts';

export const PLACE = { platform: 'slack', workspace: `slack:${TEAM}`, channel: CHANNEL } as const;
export const ALONE = { replyTo: null } as const;

export interface Scene extends Started {
  readonly standIn: StandIn;
  readonly bot: RecordingBot;
}

const closing = closeAfterEach();

/** A stand-in and an adapter that is started on it; both end with the test, which fails if a limit was broken. */
export async function scene(mode: Mode, overrides: Overrides = {}): Promise<Scene> {
  const standIn = await startStandIn();
  closing(() => standIn.close());
  const bot = recordingBot();
  const started = await startSlack(standIn, mode, bot, overrides);
  closing(started.close);
  closing(() => {
    expect(standIn.state.unlawful).toEqual([]);
    return Promise.resolve();
  });
  return { ...started, standIn, bot };
}

/** Posts a question and gives the message as it is in the channel. */
export async function posted(
  { chat, standIn }: { readonly chat: Chat; readonly standIn: StandIn },
  card: Card = asking('Which flow?', ['One', 'Two']),
): Promise<Message> {
  const ts = await chat.post(PLACE, card, 'round:one', ALONE);
  const found = standIn.state.messages.find((message) => message.ts === ts);
  if (found === undefined) throw new Error('the post is not in the channel');
  return found;
}

/** What only that member sees, in order. */
export function privately(standIn: StandIn, member: string): readonly string[] {
  return standIn.state.messages
    .filter((message) => message.only === member || message.channel === `D${member}`)
    .map((message) => shownText(message.blocks));
}

/** The calls of one method that reached Slack. */
export function calls(standIn: StandIn, method: string): number {
  return standIn.state.calls.filter((call) => call.method === method).length;
}

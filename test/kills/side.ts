import * as discord from '../adapters/discord/standin/index.ts';
import * as discordRead from '../adapters/discord/standin/read.ts';
import * as slack from '../adapters/slack/standin/index.ts';
import * as slackRead from '../adapters/slack/standin/read.ts';

/** A public message, as the kill loop sees it on any platform. */
export interface Shown {
  readonly id: string;
  /** Which of the channels. */
  readonly channel: number;
  /** The message it answers; null: none. */
  readonly answers: string | null;
  /** Codes of its answer buttons, in order; empty once it is closed. */
  readonly codes: readonly string[];
  /** Presses the button with that code. True: the platform was told in time that all is well. */
  press(member: number, code: string): Promise<boolean>;
}

/** One platform of the kill loop: its stand-in, and many members who do things there. */
export interface Side {
  readonly environment: Readonly<Record<string, string>>;
  /** What that member is called in the database. */
  memberId(member: number): string;
  /** A command of the manager in one of the channels; nobody waits for the answer. */
  command(line: string, channel: number): void;
  /** All that stands in the channels for everybody, ever. */
  shown(): readonly Shown[];
  /** Broken limits, in words. */
  unlawful(): readonly string[];
  close(): Promise<void>;
}

export async function slackSide(members: number, channels: number): Promise<Side> {
  const standIn = await slack.startStandIn();
  const memberId = (member: number): string => `U0MEMBER${member}`;
  const channelIds = Array.from({ length: channels }, (_, index) => `${slack.CHANNEL}${index}`);
  for (let member = 0; member < members; member += 1) {
    const id = memberId(member);
    const person = { id, name: `Member ${member}`, team: slack.TEAM, admin: false, deleted: false };
    standIn.state.people.set(id, person);
  }
  return {
    environment: {
      SLACK_BOT_TOKEN: standIn.botToken,
      SLACK_APP_TOKEN: standIn.appToken,
      SLACK_API_URL: standIn.apiUrl,
    },
    memberId,
    command: (line, channel) => {
      void standIn.command('U0ADA', line, channelIds[channel] ?? '').catch(() => undefined);
    },
    shown: () =>
      standIn.state.messages
        .filter(({ channel, only }) => channelIds.includes(channel) && only === null)
        .map((message) => ({
          id: message.ts,
          channel: channelIds.indexOf(message.channel),
          answers: message.thread,
          codes: answerCodes(slackRead.shownButtons(message.blocks)),
          press: async (member, code) =>
            (await standIn.press(memberId(member), message, code)).status === 200,
        })),
    unlawful: () => standIn.state.unlawful,
    close: () => standIn.close(),
  };
}

export async function discordSide(members: number, channels: number): Promise<Side> {
  const standIn = await discord.startStandIn();
  const memberId = (member: number): string => String(920_000_000_000_000_000n + BigInt(member));
  const model = standIn.state.channels.get(discord.CHANNEL);
  if (model === undefined) throw new Error('the stand-in has no channel');
  const channelIds = Array.from(
    { length: channels },
    (_, index) => `9300000000000000${10 + index}`,
  );
  for (const id of channelIds) standIn.state.channels.set(id, { ...model, id });
  for (let member = 0; member < members; member += 1) {
    const id = memberId(member);
    const names = { username: `member${member}`, global_name: `Member ${member}` };
    standIn.state.people.set(id, { id, ...names, guild: discord.GUILD, manages: false });
  }
  return {
    environment: { DISCORD_TOKEN: standIn.token, DISCORD_API_URL: standIn.apiUrl },
    memberId,
    command: (line, channel) => {
      const manager = '910000000000000001';
      void standIn.command(manager, line, channelIds[channel] ?? '').catch(() => undefined);
    },
    shown: () =>
      standIn.state.messages
        .filter(({ channel, only }) => channelIds.includes(channel) && only === null)
        .map((message) => ({
          id: message.id,
          channel: channelIds.indexOf(message.channel),
          answers: message.replyTo,
          codes: answerCodes(discordRead.shownButtons(message.components)),
          // 4 is a reply at once, made after the commit; a deferred one promises nothing yet.
          press: async (member, code) =>
            (await standIn.press(memberId(member), message, code)).type === 4,
        })),
    unlawful: () => standIn.state.unlawful,
    close: () => standIn.close(),
  };
}

function answerCodes(
  buttons: readonly { readonly code?: string | null | undefined }[],
): readonly string[] {
  return buttons.flatMap(({ code }) => (code?.includes('.answer.') === true ? [code] : []));
}

import { setTimeout as pause } from 'node:timers/promises';
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

/** What a single member read. */
export interface Told {
  readonly id: string;
  readonly member: string;
  readonly text: () => string;
}

/** One platform of the kill loop: its stand-in, and many members who do things there. */
export interface Side {
  readonly platform: 'Slack' | 'Discord';
  readonly environment: Readonly<Record<string, string>>;
  /** What that member is called in the database. */
  memberId(member: number): string;
  /** A command of the manager in one of the channels; nobody waits for the answer. */
  command(line: string, channel: number): void;
  /** All that stands in the channels for everybody, ever. */
  shown(): readonly Shown[];
  /** What single members read, as far as it is there and kept. */
  told(): readonly Told[];
  /** Forgets old things that single members read, and what the program asked of the platform. */
  tidy(): void;
  /** A call that is made often, or now and then one that is not, goes wrong next time. False: one waits already. */
  plant(dice: number): boolean;
  /** Cuts the program's connection; resolves when there is one again, or none came. */
  drop(): Promise<void>;
  /** Broken limits, in words. */
  unlawful(): readonly string[];
  close(): Promise<void>;
}

const MOST_AWAY_MS = 60_000;
const LOOK_MS = 10;
/** More private messages than this are not kept. */
const MOST_TOLD = 1_500;

/** Drops the oldest of what single members read. */
function dropTold(messages: { readonly only: string | null }[]): void {
  let over = messages.filter(({ only }) => only !== null).length - MOST_TOLD;
  if (over <= 0) return;
  const kept = messages.filter(({ only }) => {
    if (only === null || over <= 0) return true;
    over -= 1;
    return false;
  });
  messages.splice(0, messages.length, ...kept);
}

interface Plans<Name, Fault> {
  /** Of what each press brings. */
  readonly often: readonly (readonly [Name, Fault])[];
  /** Of posts and edits: one in so many, since there are fewer of them. */
  readonly seldom: readonly (readonly [Name, Fault])[];
}
const SELDOM = 25;

/** Lets the next call of one name go wrong, unless one already will. */
function plantOne<Name, Fault>(
  faults: Map<Name, Fault[]>,
  { often, seldom }: Plans<Name, Fault>,
  dice: number,
): boolean {
  const plans = dice % SELDOM === 0 ? seldom : often;
  const [name, fault] = plans[Math.floor(dice / SELDOM) % plans.length] ?? [];
  if (name === undefined || fault === undefined || (faults.get(name)?.length ?? 0) > 0)
    return false;
  faults.set(name, [fault]);
  return true;
}

const SLACK_FAULTS: Plans<string, slack.Fault> = {
  often: [
    ['response_url', { kind: 'status', status: 500 }],
    ['response_url', { kind: 'status', status: 503 }],
    ['response_url', { kind: 'status', status: 429 }],
  ],
  seldom: [
    ['chat.postMessage', { kind: 'status', status: 503 }],
    ['chat.postMessage', { kind: 'rate', seconds: 1 }],
    ['chat.postMessage', { kind: 'reset-after' }],
    ['chat.postMessage', { kind: 'error-after', code: 'internal_error' }],
    ['chat.update', { kind: 'status', status: 500 }],
    ['chat.update', { kind: 'rate', seconds: 1 }],
    ['chat.update', { kind: 'reset-after' }],
    ['users.info', { kind: 'status', status: 500 }],
  ],
};

const DISCORD_FAULTS: Plans<discord.Route, discord.Fault> = {
  often: [
    ['callback', { kind: 'status', status: 500 }],
    ['callback', { kind: 'reset-after' }],
    ['callback', { kind: 'status-after', status: 502 }],
  ],
  seldom: [
    ['post', { kind: 'status', status: 503 }],
    ['post', { kind: 'rate', seconds: 1, global: false }],
    ['post', { kind: 'reset-after' }],
    ['post', { kind: 'status-after', status: 502 }],
    ['edit', { kind: 'status', status: 500 }],
    ['edit', { kind: 'rate', seconds: 1, global: false }],
    ['edit', { kind: 'reset-after' }],
  ],
};

async function connected(isBack: () => boolean): Promise<void> {
  for (let waited = 0; waited < MOST_AWAY_MS && !isBack(); waited += LOOK_MS) await pause(LOOK_MS);
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
    platform: 'Slack',
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
    told: () =>
      standIn.state.messages.flatMap(({ ts, only, blocks }) =>
        only === null ? [] : [{ id: ts, member: only, text: () => slackRead.shownText(blocks) }],
      ),
    tidy: () => {
      const { messages, calls, triggers } = standIn.state;
      dropTold(messages);
      calls.splice(0);
      triggers.clear();
    },
    plant: (dice) => plantOne(standIn.state.faults, SLACK_FAULTS, dice),
    drop: () => {
      const before = standIn.socket.made();
      standIn.socket.drop();
      return connected(() => standIn.socket.made() > before);
    },
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
    platform: 'Discord',
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
    told: () =>
      standIn.state.messages.flatMap(({ id, only, loading, components }) =>
        only === null || loading
          ? []
          : [{ id, member: only, text: () => discordRead.shownText(components) }],
      ),
    tidy: () => {
      dropTold(standIn.state.messages);
      standIn.state.calls.splice(0);
    },
    plant: (dice) => plantOne(standIn.state.faults, DISCORD_FAULTS, dice),
    drop: () => {
      const sessions = (): number => standIn.gateway.identifies() + standIn.gateway.resumes();
      const before = sessions();
      standIn.gateway.drop();
      return connected(() => sessions() > before);
    },
    unlawful: () => standIn.state.unlawful,
    close: () => standIn.close(),
  };
}

function answerCodes(
  buttons: readonly { readonly code?: string | null | undefined }[],
): readonly string[] {
  return buttons.flatMap(({ code }) => (code?.includes('.answer.') === true ? [code] : []));
}

import type { Card } from '../../../domain/card.ts';
import { text } from '../../../domain/text.ts';
import type { Random, Clock } from '../../../ports/system.ts';
import { fit } from '../../../fit/index.ts';
import type { ChangeFeed } from './change-feed.ts';
import { LIMITS } from '../render/index.tsx';
import type { TextFile } from '../../../domain/reply.ts';
import type { WebMember, WebMessage, WebChatStore } from '../../../ports/web-chat.ts';

/** What is said in the channel: every message goes through here, is kept, and wakes the open windows. */
export interface ChannelPosts {
  /** The bot's public message, once for each name. */
  post(card: Card, name: string, replyTo: string | null): Promise<WebMessage>;
  /** Changes a message of the bot; null when there is none of that id. */
  change(message: string, card: Card): Promise<WebMessage | null>;
  /** What only one member sees. */
  postPrivately(member: string, card: Card, file?: TextFile): Promise<void>;
  /** The same, in one sentence. */
  note(member: string, sentence: string): Promise<void>;
  /** Plain text of a member. */
  say(member: WebMember, line: string): Promise<void>;
}

interface Parts {
  readonly state: WebChatStore;
  readonly live: ChangeFeed;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether pictures can be drawn; else their description stands in their place. */
  readonly pictures: boolean;
}

export function openChannelPosts({ state, live, clock, random, pictures }: Parts): ChannelPosts {
  const limits = { ...LIMITS, pictures };
  const empty = { name: null, author: null, onlyFor: null, replyTo: null } as const;

  async function add(
    message: Omit<Parameters<WebChatStore['append']>[0], 'id' | 'sentAt'>,
  ): Promise<WebMessage> {
    const added = await state.append({ ...message, id: random.id(), sentAt: clock.now() });
    live.changed();
    return added;
  }

  function postPrivately(member: string, card: Card, file?: TextFile): Promise<WebMessage> {
    const body = {
      kind: 'card',
      card: fit(card, limits),
      ...(file === undefined ? {} : { file }),
    } as const;
    return add({ ...empty, onlyFor: member, body });
  }

  return {
    post: (card, name, replyTo) =>
      add({ ...empty, name, replyTo, body: { kind: 'card', card: fit(card, limits) } }),
    async change(message, card) {
      const body = { kind: 'card', card: fit(card, limits) } as const;
      const changed = await state.edit(message, body, clock.now());
      live.changed();
      return changed;
    },
    postPrivately: async (member, card, file) => void (await postPrivately(member, card, file)),
    note: async (member, sentence) =>
      void (await postPrivately(member, {
        gist: sentence,
        blocks: [{ kind: 'text', text: text(sentence), tone: 'normal' }],
      })),
    say: async (author, line) =>
      void (await add({ ...empty, author, body: { kind: 'line', line } })),
  };
}

import type { Card } from '../../../domain/card.ts';
import type { Random, Clock } from '../../../ports/system.ts';
import type { ChangeFeed } from './change-feed.ts';
import { fitted } from '../render/index.tsx';
import { sentenceCard } from '../../shared/sentence-card.ts';
import type { TextFile } from '../../../domain/reply.ts';
import type { WebMember, WebMessage, WebChatStore } from '../../../ports/web-chat.ts';

/** Writes the channel's messages: each is stored and wakes the open windows. */
export interface ChannelPosts {
  /** The bot's public message, once for each name. */
  post(card: Card, name: string, replyTo: string | null): Promise<WebMessage>;
  /** Changes a message of the bot; null if there is none of that id. */
  change(message: string, card: Card): Promise<WebMessage | null>;
  /** A message that only one member sees. */
  postPrivately(member: string, card: Card, file?: TextFile): Promise<void>;
  /** The same for one sentence. */
  note(member: string, sentence: string): Promise<void>;
  /** A member's plain text. */
  say(member: WebMember, line: string): Promise<void>;
}

interface Parts {
  readonly state: WebChatStore;
  readonly feed: ChangeFeed;
  readonly clock: Clock;
  readonly random: Random;
}

export function openChannelPosts({ state, feed, clock, random }: Parts): ChannelPosts {
  const empty = { name: null, author: null, onlyFor: null, replyTo: null } as const;

  async function add(
    message: Omit<Parameters<WebChatStore['append']>[0], 'id' | 'sentAt'>,
  ): Promise<WebMessage> {
    const added = await state.append({ ...message, id: random.id(), sentAt: clock.now() });
    feed.changed();
    return added;
  }

  function postPrivately(member: string, card: Card, file?: TextFile): Promise<WebMessage> {
    const body = {
      kind: 'card',
      card: fitted(card),
      ...(file === undefined ? {} : { file }),
    } as const;
    return add({ ...empty, onlyFor: member, body });
  }

  return {
    post: (card, name, replyTo) =>
      add({ ...empty, name, replyTo, body: { kind: 'card', card: fitted(card) } }),
    async change(message, card) {
      const body = { kind: 'card', card: fitted(card) } as const;
      const changed = await state.edit(message, body, clock.now());
      feed.changed();
      return changed;
    },
    postPrivately: async (member, card, file) => void (await postPrivately(member, card, file)),
    note: async (member, sentence) => void (await postPrivately(member, sentenceCard(sentence))),
    say: async (author, line) =>
      void (await add({ ...empty, author, body: { kind: 'line', line } })),
  };
}

import { z } from 'zod';
import type { Block, Card } from '../../../domain/card.ts';
import type { Localized } from '../../../domain/language.ts';
import type { Found } from '../../../ports/chat.ts';
import { toPostError } from './errors.ts';
import { dataBlock } from '../render/data-blocks.ts';
import { blockId, fitted, renderMessage } from '../render/index.ts';
import type { Message } from '../render/index.ts';
import { has } from './workspace.ts';
import type { Workspace } from './workspace.ts';
import type { Place } from '../../../ports/identity.ts';
import { PostError } from '../../../ports/errors.ts';

/** Slack adds nothing of its own to a message: no links, no names, no previews. */
const LITERAL = {
  mrkdwn: false,
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
} as const;

const posted = z.object({ ts: z.string().min(1) });

/** A card and the unique name of its post. */
interface NamedCard {
  readonly card: Card;
  readonly name: string;
}

/** Posts into a channel, once. The outbox's sender keeps the channel's pace. Rejects with PostError. */
export async function post(
  workspace: Workspace,
  {
    place,
    replyTo,
    ...named
  }: NamedCard & { readonly place: Place; readonly replyTo: string | null },
): Promise<string> {
  const thread = replyTo === null ? {} : { thread_ts: replyTo };
  return withPictures(workspace, named, async (message) => {
    const { postMessage } = workspace.clients.noRetry.chat;
    const sent = await postMessage({ channel: place.channel, ...message, ...LITERAL, ...thread });
    return posted.parse(sent).ts;
  });
}

/** Changes a posted message. Rejects with PostError. */
export async function edit(
  workspace: Workspace,
  { place, message, ...named }: NamedCard & { readonly place: Place; readonly message: string },
): Promise<void> {
  await withPictures(workspace, named, (rendered) =>
    workspace.clients.noRetry.chat.update({
      channel: place.channel,
      ts: message,
      ...rendered,
      parse: 'none',
      link_names: false,
    }),
  );
}

/**
 * Sends a card with its pictures. When Slack refuses the blocks, nothing was posted. A workspace that does not take
 * blocks of data gets pictures as files; Slack refuses a file that it has not finished reading, so the card is sent again
 * after a while, and at last with its alt texts. Rejects with PostError.
 */
async function withPictures<T>(
  workspace: Workspace,
  { card, name }: NamedCard,
  call: (message: Message) => Promise<T>,
): Promise<T> {
  const { pictures, dataBlocks } = workspace;
  const send = async (message: Message): Promise<T> => {
    try {
      return await call(message);
    } catch (error) {
      throw toPostError(error);
    }
  };
  const drawn = fitted(card, true);
  if (dataBlocks.areTaken() && drawn.blocks.some(isDrawnBySlack)) {
    try {
      return await send(renderMessage(drawn, name, { kind: 'data' }));
    } catch (error) {
      if (!refusesBlocks(error)) throw error;
      dataBlocks.refused();
    }
  }
  const shown = fitted(card, pictures !== null);
  const files = pictures === null ? new Map() : await pictures.filesOf(shown);
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send(renderMessage(shown, name, { kind: 'files', files }));
    } catch (error) {
      if (files.size === 0 || !refusesBlocks(error)) throw error;
      if (pictures === null || !(await pictures.waitUntilRead(attempt))) break;
    }
  }
  return send(renderMessage(fitted(card, false), name));
}

function isDrawnBySlack(block: Block): boolean {
  return block.kind === 'picture' && dataBlock(block.picture) !== null;
}

function refusesBlocks(error: unknown): boolean {
  return (
    error instanceof PostError &&
    error.failure === 'refused' &&
    error.code.startsWith('invalid_blocks')
  );
}

/** Writes to one member; Slack opens the direct message itself when the channel is a member (chat.postMessage). Rejects with PostError. */
export async function tell(workspace: Workspace, member: string, card: Card): Promise<void> {
  try {
    const { postMessage } = workspace.clients.noRetry.chat;
    await postMessage({
      channel: member,
      ...renderMessage(fitted(card, false), null),
      ...LITERAL,
    });
  } catch (error) {
    throw toPostError(error);
  }
}

const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      user: z.string().optional(),
      bot_id: z.string().optional(),
      blocks: z.array(z.object({ block_id: z.string().optional() })).default([]),
    }),
  ),
  has_more: z.boolean().default(false),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
});

/** A post beyond these pages is older than anything that is looked for. */
const MAX_PAGES = 5;
/** The two machines' clocks may differ by this much. */
const SKEW_MS = 60_000;

export interface PostQuery {
  readonly place: Place;
  readonly name: string;
  /** Epoch ms. */
  readonly since: number;
  readonly replyTo: string | null;
}

/** Looks for a post by the block_id of its first block. Rejects with PostError. */
export async function find(
  workspace: Workspace,
  { place, name, since, replyTo }: PostQuery,
): Promise<Found> {
  const needed = historyScope(place.channel);
  if (workspace.scopes !== null && needed.every((scope) => !has(workspace, scope))) {
    return cannotTell(needed);
  }
  const wanted = blockId(name);
  const oldest = String((since - SKEW_MS) / 1000);
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const asked = {
      channel: place.channel,
      oldest,
      limit: 100,
      inclusive: true,
      ...(cursor === '' ? {} : { cursor }),
    };
    let listed: z.infer<typeof history>;
    try {
      const { conversations } = workspace.clients.withRetries;
      listed = history.parse(
        replyTo === null
          ? await conversations.history(asked)
          : await conversations.replies({ ...asked, ts: replyTo }),
      );
    } catch (error) {
      const failed = toPostError(error);
      if (failed.code === 'missing_scope') return cannotTell(needed);
      throw failed;
    }
    const ours = listed.messages.find(
      (message) =>
        (message.user === workspace.botUser || message.bot_id === workspace.bot) &&
        message.blocks.some((block) => block.block_id === wanted),
    );
    if (ours !== undefined) return { kind: 'there', message: ours.ts };
    cursor = listed.response_metadata?.next_cursor ?? '';
    if (!listed.has_more || cursor === '') return { kind: 'absent' };
  }
  return { kind: 'cannot-tell', why: 'The channel has had too many messages since.' };
}

/** conversations.history: channels:history for public channels, groups:history for private ones, im:history. */
function historyScope(channel: string): readonly string[] {
  if (channel.startsWith('D')) return ['im:history'];
  return channel.startsWith('G') ? ['groups:history'] : ['channels:history', 'groups:history'];
}

function cannotTell(needed: readonly string[]): Found {
  return {
    kind: 'cannot-tell',
    why: `Without the scope ${needed.join(' or ')} the app cannot read back its own posts.`,
  };
}

const ARCHIVED: Localized = {
  en: 'This channel is archived, so I cannot post here.',
  de: 'Dieser Kanal ist archiviert, deshalb kann ich hier nicht posten.',
};
const NOT_INVITED: Localized = {
  en: 'I am not in this channel yet: type /invite @Deckhand in it, then try again.',
  de: 'Ich bin noch nicht in diesem Kanal: Tippe dort /invite @Deckhand, dann versuche es noch einmal.',
};

const info = z.object({
  channel: z.object({
    name: z.string().optional(),
    is_archived: z.boolean().default(false),
    is_member: z.boolean().default(false),
    is_im: z.boolean().default(false),
    is_private: z.boolean().default(false),
  }),
});

/**
 * Null if we may post there, else what is missing. Calls conversations.info (channels:read, groups:read); without
 * these scopes nothing speaks against it. Rejects with PostError when Slack cannot be reached.
 */
export async function mayPost(workspace: Workspace, place: Place): Promise<Localized | null> {
  try {
    const answer = await workspace.clients.withRetries.conversations.info({
      channel: place.channel,
    });
    const { channel } = info.parse(answer);
    if (channel.is_im) return null;
    if (channel.is_archived) return ARCHIVED;
    if (channel.is_member) return null;
    if (!channel.is_private && has(workspace, 'chat:write.public')) return null;
    return NOT_INVITED;
  } catch (error) {
    const failed = toPostError(error);
    if (failed.code === 'missing_scope') return null;
    if (failed.failure === 'refused') return failed.advice;
    throw failed;
  }
}

import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Card } from '../../../domain/card.ts';
import type { Localized } from '../../../domain/language.ts';
import type { Found } from '../../../ports/chat.ts';
import type { Log, Painter } from '../../../ports/system.ts';
import { pause, toPostError } from './errors.ts';
import { markerOf } from './post-marker.ts';
import type { PostMarker } from './post-marker.ts';
import { mayReadBack, missingForPosts } from './permissions.ts';
import { draw, NOTHING_DRAWN } from './pictures.ts';
import type { Drawn } from './pictures.ts';
import { fitted, renderMessage } from '../render/index.ts';
import type { Rest } from './rest.ts';
import type { MemberRights } from './member-rights.ts';
import { guildIn } from '../ids.ts';
import type { Place } from '../../../ports/identity.ts';
import { PostError } from '../../../ports/errors.ts';

/** What posting needs. */
export interface PostContext {
  readonly rest: Rest;
  readonly rights: MemberRights;
  readonly painter: Painter;
  readonly log: Log;
  /** The bot's own user id. */
  readonly self: string;
  /** Whether Discord has reported an outage of this server. */
  readonly isUnavailable: (guild: string) => boolean;
}

const MISSING_PERMISSIONS = '50013';
const NO_HISTORY_FOR_REPLIES = '160002';
/** Pause during an outage of a server. */
const UNAVAILABLE_MS = 60_000;

const posted = z.object({ id: z.string().min(1) });

interface NewPost {
  readonly place: Place;
  readonly card: Card;
  readonly name: string;
  /** The message to answer; null for none. */
  readonly replyTo: string | null;
}

/** Posts into a channel, once: the nonce makes Discord itself refuse a second one. Rejects with PostError. */
export async function post(
  context: PostContext,
  { place, card, name, replyTo }: NewPost,
): Promise<string> {
  const marker = markerOf(place, name);
  const send = async (drawn: Drawn, answered: string | null): Promise<string> => {
    const body = {
      ...messageBody(card, drawn, marker),
      nonce: marker.nonce,
      enforce_nonce: true,
      ...(answered === null
        ? {}
        : { message_reference: { type: 0, message_id: answered, fail_if_not_exists: false } }),
    };
    const route = Routes.channelMessages(place.channel);
    return sending(context, place, async () => {
      const answer = await context.rest.api.post(route, { body, files: drawn.uploads });
      return posted.parse(answer).id;
    });
  };
  let answers = replyTo;
  return withPictures(context, card, async (drawn) => {
    try {
      return await send(drawn, answers);
    } catch (error) {
      // Surely not there. Without the history Discord refuses an answer, but not a plain message.
      if (!isRefusal(error, NO_HISTORY_FOR_REPLIES) || answers === null) throw error;
      answers = null;
      return send(drawn, null);
    }
  });
}

interface Edit {
  readonly place: Place;
  readonly message: string;
  readonly card: Card;
  readonly name: string;
}

/** Changes a posted message; its marker stays. Rejects with PostError. */
export async function edit(
  context: PostContext,
  { place, message, card, name }: Edit,
): Promise<void> {
  const marker = markerOf(place, name);
  await withPictures(context, card, (drawn) =>
    sending(context, place, async () => {
      await context.rest.api.patch(Routes.channelMessage(place.channel, message), {
        body: messageBody(card, drawn, marker),
        files: drawn.uploads,
      });
    }),
  );
}

/** Sends a direct message. Its buttons carry the server that it is about. Rejects with PostError. */
export async function tell(
  context: PostContext,
  place: Place,
  member: string,
  card: Card,
): Promise<void> {
  await sending(context, place, async () => {
    const { api } = context.rest;
    const opened = await api.post(Routes.userChannels(), { body: { recipient_id: member } });
    const guild = guildIn(place.workspace);
    const shown = renderMessage(fitted(card, false), { guild });
    await api.post(Routes.channelMessages(posted.parse(opened).id), { body: shown });
  });
}

function messageBody(card: Card, { files, attachments }: Drawn, marker: PostMarker): object {
  const shown = fitted(card, files.size > 0);
  return { ...renderMessage(shown, { files, ids: marker }), attachments };
}

/**
 * Sends a card with its pictures. When a permission is missing, surely nothing was sent. It may be the permission for
 * files, so the card then goes out with its alt texts.
 */
async function withPictures<T>(
  context: PostContext,
  card: Card,
  send: (drawn: Drawn) => Promise<T>,
): Promise<T> {
  const drawn = await draw(fitted(card, true), context.painter, context.log);
  try {
    return await send(drawn);
  } catch (error) {
    if (!isRefusal(error, MISSING_PERMISSIONS) || drawn.uploads.length === 0) throw error;
    return send(NOTHING_DRAWN);
  }
}

function isRefusal(error: unknown, code: string): boolean {
  return error instanceof PostError && error.failure === 'refused' && error.code === code;
}

/** Calls Discord unless it is known to refuse. Rejects with PostError. */
async function sending<T>(context: PostContext, place: Place, work: () => Promise<T>): Promise<T> {
  context.rest.guard();
  if (context.isUnavailable(guildIn(place.workspace))) {
    throw pause('server_unavailable', UNAVAILABLE_MS);
  }
  try {
    return await work();
  } catch (error) {
    throw toPostError(error);
  }
}

const listed = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    nonce: z.union([z.string(), z.number()]).nullish(),
    components: z
      .array(
        z.object({
          id: z.number().nullish(),
          components: z.array(z.object({ id: z.number().nullish() })).nullish(),
        }),
      )
      .nullish(),
  }),
);

/** Get Channel Messages: limit 100. */
const PAGE = 100;
/** A post beyond these pages is older than anything that is looked for. */
const MAX_PAGES = 5;
/** The epoch of snowflakes, and the lowest bit of their time (API reference, snowflakes). */
const EPOCH = 1_420_070_400_000;
const TIME_BITS = 22n;

/** Looks for a post by its marker. Rejects with PostError. */
export async function find(
  context: PostContext,
  place: Place,
  name: string,
  since: number,
): Promise<Found> {
  const marker = markerOf(place, name);
  try {
    const rights = await context.rights.ours(place);
    if (!mayReadBack(rights.permissions)) {
      const why = 'Without Read Message History the bot cannot look for its own posts here.';
      return { kind: 'cannot-tell', why };
    }
    let after = BigInt(Math.max(0, since - EPOCH)) << TIME_BITS;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = new URLSearchParams({ after: String(after), limit: String(PAGE) });
      const route = Routes.channelMessages(place.channel);
      const messages = listed.parse(await context.rest.api.get(route, { query }));
      const ours = messages.find((one) => one.author.id === context.self && carries(one, marker));
      if (ours !== undefined) return { kind: 'there', message: ours.id };
      if (messages.length < PAGE) return { kind: 'absent' };
      for (const { id } of messages) if (BigInt(id) > after) after = BigInt(id);
    }
    return { kind: 'cannot-tell', why: 'The channel has had too many messages since.' };
  } catch (error) {
    throw toPostError(error);
  }
}

function carries(sent: z.output<typeof listed>[number], marker: PostMarker): boolean {
  const [container] = sent.components ?? [];
  const [first] = container?.components ?? [];
  return (
    sent.nonce === marker.nonce ||
    (container?.id === marker.container && first?.id === marker.first)
  );
}

/** Null if we may post there, else what is missing. Rejects with PostError when Discord cannot be reached. */
export async function mayPost(context: PostContext, place: Place): Promise<Localized | null> {
  try {
    const { permissions, channelType } = await context.rights.ours(place);
    const missing = missingForPosts(permissions, channelType);
    if (missing.length === 0) return null;
    const rights = missing.join(', ');
    return {
      en: `I cannot post in this channel yet: in its settings, under Permissions, give me ${rights}.`,
      de: `Ich kann in diesem Kanal noch nicht posten: Gib mir in seinen Einstellungen unter Berechtigungen ${rights}.`,
    };
  } catch (error) {
    const failed = toPostError(error);
    if (failed.failure === 'refused') return failed.advice;
    throw failed;
  }
}

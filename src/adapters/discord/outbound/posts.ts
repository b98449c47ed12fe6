import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Card } from '../../../domain/card.ts';
import type { Localized } from '../../../domain/language.ts';
import type { Found, PostOptions } from '../../../ports/chat.ts';
import type { Log, Painter } from '../../../ports/system.ts';
import { later, toPostError } from './errors.ts';
import { markerOf } from './post-marker.ts';
import type { Marker } from './post-marker.ts';
import { mayReadBack, missingForPosts } from './permissions.ts';
import { draw, NOTHING_DRAWN } from './pictures.ts';
import type { Drawn } from './pictures.ts';
import { fitted, renderMessage } from '../render/index.ts';
import type { Rest } from './rest.ts';
import type { Rights } from './member-rights.ts';
import { guildIn } from '../ids.ts';
import { guildSuffix } from '../render/custom-id.ts';
import type { Place } from '../../../ports/identity.ts';
import { PostError } from '../../../ports/errors.ts';

/** What posts are made with. */
export interface Desk {
  readonly rest: Rest;
  readonly rights: Rights;
  readonly painter: Painter;
  readonly log: Log;
  /** The bot's own user id. */
  readonly self: string;
  /** Whether Discord has said that this server is out of order for now. */
  readonly isUnavailable: (guild: string) => boolean;
}

const MISSING_PERMISSIONS = '50013';
const NO_HISTORY_FOR_REPLIES = '160002';
/** A server that is out of order is asked again then. */
const UNAVAILABLE_MS = 60_000;

const posted = z.object({ id: z.string().min(1) });

/** Posts into a channel, once: the nonce makes Discord itself refuse a second one. Rejects with PostError. */
export async function post(
  desk: Desk,
  place: Place,
  card: Card,
  name: string,
  options: PostOptions,
): Promise<string> {
  const marker = markerOf(place, name);
  const send = async (drawn: Drawn, replyTo: string | null): Promise<string> => {
    const body = {
      ...message(card, drawn, marker),
      nonce: marker.nonce,
      enforce_nonce: true,
      ...(replyTo === null
        ? {}
        : { message_reference: { type: 0, message_id: replyTo, fail_if_not_exists: false } }),
    };
    const route = Routes.channelMessages(place.channel);
    return sending(desk, place, async () => {
      const answer = await desk.rest.api.post(route, { body, files: drawn.uploads });
      return posted.parse(answer).id;
    });
  };
  let { replyTo } = options;
  return withPictures(desk, card, async (drawn) => {
    try {
      return await send(drawn, replyTo);
    } catch (error) {
      // Surely not there: without the history an answer is refused, and a plain message is not.
      if (!isRefusal(error, NO_HISTORY_FOR_REPLIES) || replyTo === null) throw error;
      replyTo = null;
      return send(drawn, null);
    }
  });
}

/** Changes a posted message; its marker stays. Rejects with PostError. */
export async function edit(
  desk: Desk,
  place: Place,
  messageId: string,
  card: Card,
  name: string,
): Promise<void> {
  const marker = markerOf(place, name);
  await withPictures(desk, card, (drawn) =>
    sending(desk, place, async () => {
      await desk.rest.api.patch(Routes.channelMessage(place.channel, messageId), {
        body: message(card, drawn, marker),
        files: drawn.uploads,
      });
    }),
  );
}

/** Writes to one member directly. Its buttons say from which server it is. Rejects with PostError. */
export async function tell(desk: Desk, place: Place, member: string, card: Card): Promise<void> {
  await sending(desk, place, async () => {
    const { api } = desk.rest;
    const opened = await api.post(Routes.userChannels(), { body: { recipient_id: member } });
    const shown = renderMessage(fitted(card, false), {
      suffix: guildSuffix(guildIn(place.workspace)),
    });
    await api.post(Routes.channelMessages(posted.parse(opened).id), { body: shown });
  });
}

function message(card: Card, { files, attachments }: Drawn, marker: Marker): object {
  const shown = fitted(card, files.size > 0);
  return { ...renderMessage(shown, { files, marker }), attachments };
}

/**
 * Sends a card with its pictures. When a permission is missing, surely nothing was sent, and it may be the one for
 * files: the card then goes out with its alt texts.
 */
async function withPictures<T>(
  desk: Desk,
  card: Card,
  send: (drawn: Drawn) => Promise<T>,
): Promise<T> {
  const drawn = await draw(fitted(card, true), desk.painter, desk.log);
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

async function sending<T>(desk: Desk, place: Place, work: () => Promise<T>): Promise<T> {
  desk.rest.guard();
  if (desk.isUnavailable(guildIn(place.workspace))) {
    throw later('server_unavailable', UNAVAILABLE_MS);
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

/** Get Channel Messages: limit 100. A post that is not on the first pages was made before anybody would ask. */
const PAGE = 100;
const PAGES_MOST = 5;
/** The epoch of snowflakes, and where their time begins (API reference, snowflakes). */
const EPOCH = 1_420_070_400_000;
const TIME_BITS = 22n;

/** Looks for a post by its marker. Rejects with PostError. */
export async function find(desk: Desk, place: Place, name: string, since: number): Promise<Found> {
  const marker = markerOf(place, name);
  try {
    const rights = await desk.rights.ours(place);
    if (!mayReadBack(rights.permissions)) {
      const why = 'Without Read Message History the bot cannot look for its own posts here.';
      return { kind: 'cannot-tell', why };
    }
    let after = BigInt(Math.max(0, since - EPOCH)) << TIME_BITS;
    for (let page = 0; page < PAGES_MOST; page += 1) {
      const query = new URLSearchParams({ after: String(after), limit: String(PAGE) });
      const route = Routes.channelMessages(place.channel);
      const messages = listed.parse(await desk.rest.api.get(route, { query }));
      const ours = messages.find((one) => one.author.id === desk.self && carries(one, marker));
      if (ours !== undefined) return { kind: 'there', message: ours.id };
      if (messages.length < PAGE) return { kind: 'absent' };
      for (const { id } of messages) if (BigInt(id) > after) after = BigInt(id);
    }
    return { kind: 'cannot-tell', why: 'The channel has had too many messages since.' };
  } catch (error) {
    throw toPostError(error);
  }
}

function carries(sent: z.output<typeof listed>[number], marker: Marker): boolean {
  const [container] = sent.components ?? [];
  const [first] = container?.components ?? [];
  return (
    sent.nonce === marker.nonce ||
    (container?.id === marker.container && first?.id === marker.first)
  );
}

/** Null when we may post there, else what is missing. Rejects with PostError when Discord cannot be asked. */
export async function mayPost(desk: Desk, place: Place): Promise<Localized | null> {
  try {
    const { permissions, channelType } = await desk.rights.ours(place);
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

import type { RawFile, REST } from 'discord.js';
import { InteractionResponseType, MessageFlags, Routes } from 'discord-api-types/v10';
import type { Card } from '../../../domain/card.ts';
import type { Localized } from '../../../domain/language.ts';
import type { Log, Metrics, Painter } from '../../../ports/system.ts';
import { clipString } from '../../../fit/index.ts';
import { openInteractionCallback } from './interaction-callback.ts';
import { toPostError } from './errors.ts';
import { formModal } from '../render/modals.ts';
import { draw, fileComponent, NOTHING_DRAWN, withFile } from './pictures.ts';
import type { InteractionToken, ReplyTarget } from './interaction-token.ts';
import { fitted, renderMessage } from '../render/index.ts';
import { writeResponse } from '../render/written.ts';
import { refusalCard, sentenceCard, withButton } from '../../shared/sentence-card.ts';
import type { Timings } from '../timings.ts';
import type { Reply, TextFile } from '../../../domain/reply.ts';
import type { Suggestion } from '../../../ports/bot.ts';

/** The adapter's own sentences, about things that the bot cannot know. */
export const SENTENCES = {
  slow: {
    en: 'That took too long to open. Please try it again.',
    de: 'Das Öffnen hat zu lange gedauert. Bitte versuche es noch einmal.',
  },
  failed: {
    en: 'Something went wrong on our side. Please try again in a minute.',
    de: 'Bei uns ist etwas schiefgegangen. Bitte versuche es in einer Minute noch einmal.',
  },
  outside: {
    en: 'I work in servers: type /quiz in a channel of a server that has me.',
    de: 'Ich arbeite auf Servern: Tippe /quiz in einem Kanal eines Servers, der mich hat.',
  },
  notAMember: {
    en: 'You are not in that server any more, so this button does nothing.',
    de: 'Du bist nicht mehr auf jenem Server, deshalb bewirkt dieser Knopf nichts.',
  },
  advance: { en: 'One more step:', de: 'Noch ein Schritt:' },
  open: { en: 'Open the form', de: 'Formular öffnen' },
} as const satisfies Readonly<Record<string, Localized>>;

/** Completion: 25 choices, names and values of 100. */
const MAX_CHOICES = 25;
const MAX_CHOICE = 100;

/** The initial response to an interaction: as JSON, or with files beside it. */
export type InitialResponse =
  { readonly json: string | Uint8Array } | { readonly body: object; readonly uploads: RawFile[] };

/** Brings private replies to members. They may be lost, so none is repeated. */
export interface Replies {
  /** A reply as the initial response. */
  responseTo(to: ReplyTarget, reply: Reply): Promise<InitialResponse>;
  /** Announces that the reply takes longer. A press on a private message keeps that message for `followUp`. */
  deferral(to: ReplyTarget): InitialResponse;
  /** The response to a completion. */
  suggestions(found: readonly Suggestion[]): InitialResponse;
  /** Sends the initial response: outside every rate limit, and due within 3 s. Never throws. */
  respond(token: InteractionToken, response: InitialResponse): Promise<void>;
  /** Sends the reply to an interaction that was deferred. */
  followUp(to: ReplyTarget, reply: Reply): Promise<void>;
  /** Closes the kept connections. */
  close(): void;
}

const PRIVATE = { ephemeral: true } as const;

/** Unknown interaction: the 3 s are over. Already acknowledged: another process with this token was faster. */
const OUTCOMES: Readonly<Record<string, 'late' | 'taken'>> = { '10062': 'late', '40060': 'taken' };

export function openReplies(tools: {
  readonly api: REST;
  readonly painter: Painter;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timings: Timings;
}): Replies {
  const { api, painter, log, metrics, timings } = tools;
  const callback = openInteractionCallback(api, timings.requestMs);
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      metrics.count('discord_replies', { outcome: 'sent' });
    } catch (error) {
      const { code } = toPostError(error);
      const outcome = OUTCOMES[code] ?? 'lost';
      metrics.count('discord_replies', { outcome });
      log.warn('a private reply did not arrive', { code, outcome });
    }
  };

  return {
    async responseTo(to, reply) {
      if (reply.kind === 'form' && to.form === null) {
        return inJson(InteractionResponseType.Modal, formModal(reply.form));
      }
      const type =
        reply.kind === 'replace' && to.isPrivate
          ? InteractionResponseType.UpdateMessage
          : InteractionResponseType.ChannelMessageWithSource;
      const card = cardOf(to, reply);
      const file = fileOf(reply);
      if (file !== null || isPictured(card)) return responseWithFiles(type, card, file, tools);
      return { json: writeResponse(type, renderMessage(fitted(card, false), PRIVATE)) };
    },
    deferral(to) {
      metrics.count('discord_deferred');
      return to.isPrivate
        ? inJson(InteractionResponseType.DeferredMessageUpdate)
        : inJson(InteractionResponseType.DeferredChannelMessageWithSource, {
            flags: MessageFlags.Ephemeral,
          });
    },
    suggestions(found) {
      const choices = choicesOf(found);
      return inJson(InteractionResponseType.ApplicationCommandAutocompleteResult, { choices });
    },
    respond: (token, response) =>
      attempt(() => {
        if ('json' in response) return callback.send(token, response.json);
        const { body, uploads } = response;
        const route = Routes.interactionCallback(token.id, token.token);
        return api.post(route, { body, auth: false, files: uploads });
      }),
    async followUp(to, reply) {
      const { application, token, language } = to.token;
      // A form can only be opened at once.
      const late = reply.kind === 'form' && to.form === null;
      const card = late ? sentenceCard(SENTENCES.slow[language]) : cardOf(to, reply);
      const { data, uploads } = await privateMessage(card, fileOf(reply), { painter, log });
      const options = { body: data, files: uploads, auth: false };
      // Discord deferred either the waiting reply or the pressed message itself, which only `replace` changes.
      await attempt(() =>
        to.isPrivate && reply.kind !== 'replace'
          ? api.post(Routes.webhook(application, token), options)
          : api.patch(Routes.webhookMessage(application, token), options),
      );
    },
    close: () => callback.close(),
  };
}

/** @param data left out where a response of the type has none */
function inJson(type: InteractionResponseType, data?: object): InitialResponse {
  return { json: JSON.stringify({ type, data }) };
}

function isPictured({ blocks }: Card): boolean {
  return blocks.some(({ kind }) => kind === 'picture');
}

async function responseWithFiles(
  type: InteractionResponseType,
  card: Card,
  file: TextFile | null,
  tools: { readonly painter: Painter; readonly log: Log },
): Promise<InitialResponse> {
  const { data, uploads } = await privateMessage(card, file, tools);
  return uploads.length === 0 ? inJson(type, data) : { body: { type, data }, uploads };
}

async function privateMessage(
  card: Card,
  file: TextFile | null,
  { painter, log }: { readonly painter: Painter; readonly log: Log },
): Promise<{ readonly data: object; readonly uploads: RawFile[] }> {
  const pictured = isPictured(card);
  const pictures = pictured ? await draw(fitted(card, true), painter, log) : NOTHING_DRAWN;
  const { files, attachments, uploads } = file === null ? pictures : withFile(pictures, file);
  const message = renderMessage(fitted(card, files.size > 0), { files, ...PRIVATE });
  const components = [...message.components, ...(file === null ? [] : [fileComponent(file)])];
  const announced = pictured || file !== null ? { attachments } : {};
  return { data: { ...message, components, ...announced }, uploads };
}

function choicesOf(found: readonly Suggestion[]): readonly { name: string; value: string }[] {
  return found
    .filter(({ value }) => value !== '' && value.length <= MAX_CHOICE)
    .slice(0, MAX_CHOICES)
    .map(({ label, value }) => {
      const name = label.trim() === '' ? value : label;
      return { name: clipString(name, MAX_CHOICE, (text) => text.length), value };
    });
}

/**
 * A reply as a card. A form's submission can be answered neither beside a field nor with another form, so it gets a
 * sentence with a button that opens the form.
 */
function cardOf({ form, token: { language } }: ReplyTarget, reply: Reply): Card {
  switch (reply.kind) {
    case 'card':
    case 'replace':
    case 'file':
      return reply.card;
    case 'refused':
      if (form === null) return sentenceCard(reply.sentence);
      return refusalCard(reply.sentence, language, form);
    case 'form':
      return withButton(SENTENCES.advance[language], SENTENCES.open[language], reply.form.does);
    default:
      return reply satisfies never;
  }
}

function fileOf(reply: Reply): TextFile | null {
  return reply.kind === 'file' ? reply.file : null;
}

import type { REST } from '@discordjs/rest';
import { InteractionResponseType, MessageFlags, Routes } from 'discord-api-types/v10';
import type { Action } from '../../../domain/action.ts';
import type { Card } from '../../../domain/card.ts';
import type { Language, Localized } from '../../../domain/language.ts';
import type { Log, Metrics, Painter } from '../../../ports/system.ts';
import { clipString } from '../../../fit/index.ts';
import { openCallback } from './interaction-callback.ts';
import { toPostError } from './errors.ts';
import { formModal } from '../render/modals.ts';
import { draw, fileComponent, NOTHING_DRAWN, withFile } from './pictures.ts';
import type { Drawn } from './pictures.ts';
import type { InteractionToken } from '../inbound/receive.ts';
import { fitted, renderMessage, sentenceCard } from '../render/index.ts';
import type { Timings } from '../timings.ts';
import type { Reply, TextFile } from '../../../domain/reply.ts';
import type { Suggestion } from '../../../ports/bot.ts';

/** The adapter's own sentences: what the bot cannot know about. */
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
  again: { en: 'Try again', de: 'Noch einmal' },
} as const satisfies Readonly<Record<string, Localized>>;

/** Completion: 25 choices, names and values of 100. */
const MOST_CHOICES = 25;
const LONGEST_CHOICE = 100;

export interface Answers {
  /** The initial response: outside every rate limit, and the one that Discord waits 3 s for. Never throws. */
  now(ticket: InteractionToken, reply: Reply, own: boolean, form: Action | null): Promise<void>;
  /** Says that it takes longer. A press on a private message keeps that message for `after`. Never throws. */
  defer(ticket: InteractionToken, own: boolean): Promise<void>;
  /** What a deferred reply becomes. Never throws. */
  after(ticket: InteractionToken, reply: Reply, own: boolean, form: Action | null): Promise<void>;
  /** Answers a completion. Never throws. */
  suggest(ticket: InteractionToken, suggestions: readonly Suggestion[]): Promise<void>;
  /** Lets go of the connections that are kept. */
  close(): void;
}

/** Unknown interaction: the 3 s are over. Already acknowledged: another process with this token was quicker. */
const OUTCOMES: Readonly<Record<string, string>> = { '10062': 'late', '40060': 'taken' };

/** How private replies reach a member. They may be lost, so none is repeated. */
export function openAnswers(tools: {
  readonly api: REST;
  readonly painter: Painter;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timings: Timings;
}): Answers {
  const { api, painter, log, metrics, timings } = tools;
  const quick = openCallback(api, timings.requestMs);
  const tried = async (work: () => Promise<unknown>): Promise<void> => {
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
  const callback = async (
    ticket: InteractionToken,
    body: object,
    drawn: Drawn = NOTHING_DRAWN,
  ): Promise<void> => {
    if (drawn.uploads.length === 0) return quick.send(ticket, body);
    const route = Routes.interactionCallback(ticket.id, ticket.token);
    await api.post(route, { body, auth: false, files: drawn.uploads });
  };

  const shownOf = async (
    card: Card,
    file: TextFile | null,
  ): Promise<{ readonly data: object; readonly drawn: Drawn }> => {
    const pictured = card.blocks.some((block) => block.kind === 'picture');
    const pictures = pictured ? await draw(fitted(card, true), painter, log) : NOTHING_DRAWN;
    const drawn = file === null ? pictures : withFile(pictures, file);
    const { files, attachments } = drawn;
    const message = renderMessage(fitted(card, files.size > 0), { files, ephemeral: true });
    const components = [...message.components, ...(file === null ? [] : [fileComponent(file)])];
    const uploads = pictured || file !== null;
    return { data: { ...message, components, ...(uploads ? { attachments } : {}) }, drawn };
  };

  return {
    async now(ticket, reply, own, form) {
      await tried(async () => {
        if (reply.kind === 'form' && form === null) {
          const data = formModal(reply.form);
          await callback(ticket, { type: InteractionResponseType.Modal, data });
          return;
        }
        const { data, drawn } = await shownOf(cardOf(reply, form, ticket.language), fileOf(reply));
        const type =
          reply.kind === 'replace' && own
            ? InteractionResponseType.UpdateMessage
            : InteractionResponseType.ChannelMessageWithSource;
        await callback(ticket, { type, data }, drawn);
      });
    },
    async defer(ticket, own) {
      const body = own
        ? { type: InteractionResponseType.DeferredMessageUpdate }
        : {
            type: InteractionResponseType.DeferredChannelMessageWithSource,
            data: { flags: MessageFlags.Ephemeral },
          };
      metrics.count('discord_deferred');
      await tried(() => callback(ticket, body));
    },
    async after(ticket, reply, own, form) {
      await tried(async () => {
        // A form can only be opened at once.
        const card =
          reply.kind === 'form' && form === null
            ? sentenceCard(SENTENCES.slow[ticket.language])
            : cardOf(reply, form, ticket.language);
        const { data, drawn } = await shownOf(card, fileOf(reply));
        const { application, token } = ticket;
        const options = { body: data, files: drawn.uploads, auth: false };
        // What was deferred is either the waiting reply or the pressed message itself, which only `replace` changes.
        await (own && reply.kind !== 'replace'
          ? api.post(Routes.webhook(application, token), options)
          : api.patch(Routes.webhookMessage(application, token), options));
      });
    },
    close: () => quick.close(),
    async suggest(ticket, suggestions) {
      const choices = suggestions
        .filter(({ value }) => value !== '' && value.length <= LONGEST_CHOICE)
        .slice(0, MOST_CHOICES)
        .map(({ label, value }) => ({
          name: clipString(
            label.trim() === '' ? value : label,
            LONGEST_CHOICE,
            (text) => text.length,
          ),
          value,
        }));
      const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
      await tried(() => callback(ticket, { type, data: { choices } }));
    },
  };
}

/**
 * A reply as a card. A form's submission can be answered neither beside a field nor with another form, so it gets a
 * sentence with a button that opens the form.
 * @param form what the submitted form does; null: it was none
 */
function cardOf(reply: Reply, form: Action | null, language: Language): Card {
  switch (reply.kind) {
    case 'card':
    case 'replace':
    case 'file':
      return reply.card;
    case 'refused':
      return withButton(reply.sentence, SENTENCES.again[language], form);
    case 'form':
      return withButton(SENTENCES.advance[language], SENTENCES.open[language], reply.form.does);
    default:
      return reply satisfies never;
  }
}

function fileOf(reply: Reply): TextFile | null {
  return reply.kind === 'file' ? reply.file : null;
}

function withButton(sentence: string, label: string, does: Action | null): Card {
  const card = sentenceCard(sentence);
  if (does === null) return card;
  const buttons = [{ label, does, weight: 'primary' }] as const;
  return { ...card, blocks: [...card.blocks, { kind: 'buttons', buttons }] };
}

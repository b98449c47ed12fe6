import type { Card } from '../../../domain/card.ts';
import type { Localized } from '../../../domain/language.ts';
import type { Log, Metrics } from '../../../ports/system.ts';
import { toPostError } from './errors.ts';
import { sendFile } from './file-message.ts';
import type { Delivery } from '../inbound/receive.ts';
import { fitted, renderMessage } from '../render/index.ts';
import type { ResponseUrls } from './response-url.ts';
import { cardView, formView } from '../render/views.ts';
import type { ViewMetadata } from '../render/views.ts';
import { languageIn } from './workspace.ts';
import type { Workspace } from './workspace.ts';
import { sentenceCard } from '../../shared/sentence-card.ts';
import type { Reply } from '../../../domain/reply.ts';

type Command = Extract<Delivery, { kind: 'command' }>;
type Press = Extract<Delivery, { kind: 'press' }>;

/** The adapter's own sentences: what the bot cannot know about. */
export const SENTENCES = {
  slow: {
    en: 'That took too long to open. Please press it again.',
    de: 'Das Öffnen hat zu lange gedauert. Bitte drücke noch einmal.',
  },
  file: {
    en: 'I have sent you the file as a direct message.',
    de: 'Ich habe dir die Datei als Direktnachricht geschickt.',
  },
  noFile: {
    en: 'The file could not be sent: the app needs the scopes im:write and files:write. Please tell a workspace admin.',
    de: 'Die Datei ließ sich nicht schicken: Die App braucht die Scopes im:write und files:write. Bitte sag es einem Workspace-Admin.',
  },
  working: { en: 'Still working on it …', de: 'Einen Moment noch …' },
  failed: {
    en: 'Something went wrong on our side. Please try again in a minute.',
    de: 'Bei uns ist etwas schiefgegangen. Bitte versuche es in einer Minute noch einmal.',
  },
} as const satisfies Readonly<Record<string, Localized>>;

export interface Answers {
  /** The body of a command's acknowledgement that shows a reply at once; null when it needs a call of its own. */
  inline(reply: Reply): object | null;
  /** Brings a command's reply to the member after the acknowledgement. Never throws. */
  toCommand(command: Command, reply: Reply): Promise<void>;
  /** Brings the reply to a press to the member after the acknowledgement. Never throws. */
  toPress(press: Press, reply: Reply): Promise<void>;
}

/** How private replies reach a member: by response_url first, else by a call. They may be lost, so none is repeated. */
export function openAnswers(
  workspaceOf: (id: string) => Workspace | null,
  urls: ResponseUrls,
  log: Log,
  metrics: Metrics,
): Answers {
  const lost = (code: string): void => {
    metrics.count('slack_replies', { outcome: 'lost' });
    log.warn('a private reply did not arrive', { code });
  };

  /** By response_url; if Slack surely did not take it, by chat.postEphemeral. */
  const say = async (to: Command | Press, message: object, card: Card): Promise<void> => {
    const outcome = to.responseUrl === null ? 'refused' : await urls.send(to.responseUrl, message);
    if (outcome === 'sent') return metrics.count('slack_replies', { outcome: 'sent' });
    if (outcome === 'lost') return lost('response_url');
    const { place, actor } = to.interaction;
    const workspace = workspaceOf(place.workspace);
    if (workspace === null) return lost('no_token');
    try {
      await workspace.clients.noRetry.chat.postEphemeral({
        channel: place.channel,
        user: actor.id,
        ...renderMessage(fitted(card, false), null),
        parse: 'none',
        link_names: false,
      });
      metrics.count('slack_replies', { outcome: 'sent' });
    } catch (error) {
      lost(toPostError(error).code);
    }
  };

  /** The card of a reply, after its file has gone ahead as a direct message; what to do where it could not. */
  const delivered = async (to: Command | Press, reply: Reply): Promise<Card | null> => {
    if (reply.kind !== 'file') return cardOf(reply);
    const { place, actor } = to.interaction;
    const workspace = workspaceOf(place.workspace);
    const language = languageIn(workspace, actor.id);
    const sent = workspace !== null && (await sendFile(workspace, actor.id, reply.file, log));
    return sentenceCard((sent ? SENTENCES.file : SENTENCES.noFile)[language]);
  };

  const sayCard = (to: Command | Press, card: Card, replace: boolean): Promise<void> => {
    const thread = to.kind === 'press' && to.thread !== null ? { thread_ts: to.thread } : {};
    const how = replace
      ? { replace_original: true }
      : { response_type: 'ephemeral', replace_original: false, ...thread };
    return say(to, { ...how, ...ephemeral(card) }, card);
  };

  const open = async (
    to: Command | Press,
    view: ReturnType<typeof cardView>,
    method: 'open' | 'update',
  ): Promise<void> => {
    const workspace = workspaceOf(to.interaction.place.workspace);
    if (workspace === null) return lost('no_token');
    const { views } = workspace.clients.noRetry;
    try {
      await (method === 'update' && to.kind === 'press' && to.view !== null
        ? views.update({ view_id: to.view.id, view })
        : views.open({ trigger_id: to.trigger, view }));
      metrics.count('slack_replies', { outcome: 'sent' });
    } catch (error) {
      const { code } = toPostError(error);
      const late = code === 'expired_trigger_id' || code === 'exchanged_trigger_id';
      if (!late || to.responseUrl === null) return lost(code);
      const language = languageIn(workspace, to.interaction.actor.id);
      await sayCard(to, sentenceCard(SENTENCES.slow[language]), false);
    }
  };

  return {
    inline(reply) {
      const card = reply.kind === 'file' ? null : cardOf(reply);
      return card === null ? null : { response_type: 'ephemeral', ...ephemeral(card) };
    },
    async toCommand(command, reply) {
      const card = await delivered(command, reply);
      if (card !== null) return sayCard(command, card, false);
      if (reply.kind !== 'form') return;
      const metadata = { channel: command.interaction.place.channel, home: false };
      return open(command, formView(reply.form, metadata), 'open');
    },
    async toPress(press, reply) {
      const metadata: Omit<ViewMetadata, 'code'> = press.view?.metadata ?? {
        channel: press.interaction.place.channel,
        home: false,
      };
      const card = await delivered(press, reply);
      // A view cannot be answered with a message: the card is shown in a view too.
      const method = press.view?.type === 'modal' ? 'update' : 'open';
      if (card === null) {
        return reply.kind === 'form'
          ? open(press, formView(reply.form, metadata), method)
          : undefined;
      }
      if (press.view !== null) return open(press, cardView(card, metadata), method);
      return sayCard(press, card, reply.kind === 'replace' && press.own);
    },
  };
}

/** A private message: without pictures, as a file that nobody shares may not be seen in it. */
function ephemeral(card: Card): object {
  const { text, blocks } = renderMessage(fitted(card, false), null);
  return { text, blocks, mrkdwn: false, unfurl_links: false, unfurl_media: false };
}

/** The card of a reply; null for a form. */
export function cardOf(reply: Reply): Card | null {
  switch (reply.kind) {
    case 'card':
    case 'replace':
    case 'file':
      return reply.card;
    case 'refused':
      return sentenceCard(reply.sentence);
    case 'form':
      return null;
    default:
      return reply satisfies never;
  }
}

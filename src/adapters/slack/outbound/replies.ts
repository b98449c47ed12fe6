import type { Card } from '../../../domain/card.ts';
import type { Localized } from '../../../domain/language.ts';
import type { Log, Metrics } from '../../../ports/system.ts';
import { toPostError } from './errors.ts';
import { sendFile } from './file-message.ts';
import { privateMessage } from '../render/index.ts';
import { writeResponse, type Shown } from '../render/written.ts';
import type { ReplyTarget, ViewSeen } from './reply-target.ts';
import type { ResponseUrls } from './response-url.ts';
import { cardView, formView, homeView } from '../render/views.ts';
import { languageIn } from './workspace.ts';
import type { Workspace } from './workspace.ts';
import { sentenceCard } from '../../shared/sentence-card.ts';
import type { Reply, TextFile } from '../../../domain/reply.ts';
import type { Interaction } from '../../../ports/bot.ts';

/** The adapter's own sentences, about things that the bot cannot know. */
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
  noFiles: {
    en: 'To take a file here, the app needs the scope files:read. Ask a workspace admin to add it, or import the file in the studio: /quiz studio',
    de: 'Um hier eine Datei anzunehmen, braucht die App den Scope files:read. Bitte einen Workspace-Admin darum, oder importiere die Datei im Studio: /quiz studio',
  },
  working: { en: 'Still working on it …', de: 'Einen Moment noch …' },
  failed: {
    en: 'Something went wrong on our side. Please try again in a minute.',
    de: 'Bei uns ist etwas schiefgegangen. Bitte versuche es in einer Minute noch einmal.',
  },
} as const satisfies Readonly<Record<string, Localized>>;

/** Brings private replies to members. They may be lost, so none is repeated, and nothing here throws. */
export interface Replies {
  /** The body of an acknowledgement that shows the reply at once; null if the reply needs a call of its own. */
  inline(reply: Reply): object | null;
  /** Sends the reply to a command or press after its acknowledgement. */
  send(to: ReplyTarget, reply: Reply): Promise<void>;
  /** Shows a card in place of a view. */
  updateView(interaction: Interaction, view: ViewSeen, card: Card): Promise<void>;
  /** Publishes a card as the member's App Home. */
  showHome(interaction: Interaction, card: Card): Promise<void>;
}

interface Parts {
  readonly workspaceOf: (id: string) => Workspace | null;
  readonly responseUrls: ResponseUrls;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function openReplies(parts: Parts): Replies {
  return {
    inline(reply) {
      const card = reply.kind === 'file' ? null : cardOf(reply);
      return card === null ? null : { response_type: 'ephemeral', ...privateMessage(card) };
    },
    async send(to, reply) {
      const card = lacksFiles(parts, to.interaction, reply)
        ? sentenceFor(parts, to.interaction, SENTENCES.noFiles)
        : reply.kind === 'file'
          ? await cardBesideFile(parts, to.interaction, reply.file)
          : cardOf(reply);
      const metadata = to.view?.metadata ?? {
        channel: to.interaction.place.channel,
        home: false,
      };
      if (card !== null && to.view === null) {
        return sendCard(parts, to, { card, replace: reply.kind === 'replace' && to.isPrivate });
      }
      // A view cannot be answered with a message, so the card is shown in a view too.
      if (card !== null) return openView(parts, to, cardView(card, metadata));
      if (reply.kind === 'form') return openView(parts, to, formView(reply.form, metadata));
    },
    updateView: (interaction, { id, metadata }, card) =>
      attempt(parts, interaction, ({ clients }) =>
        clients.noRetry.views.update({ view_id: id, view: cardView(card, metadata) }),
      ),
    showHome: (interaction, card) =>
      attempt(parts, interaction, ({ clients }) =>
        clients.noRetry.views.publish({
          user_id: interaction.actor.id,
          view: homeView(card, interaction.place.channel),
        }),
      ),
  };
}

/** Whether a form asks for a file that this installation may not read: Slack would refuse to open it. */
function lacksFiles({ workspaceOf }: Parts, { place }: Interaction, reply: Reply): boolean {
  const scopes = workspaceOf(place.workspace)?.scopes ?? null;
  const asks =
    reply.kind === 'form' && reply.form.fields.some(({ input }) => input.kind === 'file');
  return asks && scopes !== null && !scopes.has('files:read');
}

function sentenceFor(
  { workspaceOf }: Parts,
  { place, actor }: Interaction,
  sentence: Localized,
): Card {
  return sentenceCard(sentence[languageIn(workspaceOf(place.workspace), actor.id)]);
}

function reportSent({ metrics }: Parts): void {
  metrics.count('slack_replies', { outcome: 'sent' });
}

function reportLost({ metrics, log }: Parts, code: string): void {
  metrics.count('slack_replies', { outcome: 'lost' });
  log.warn('a private reply did not arrive', { code });
}

/** Calls Slack once and counts how it ended. */
async function attempt(
  parts: Parts,
  { place }: Interaction,
  call: (workspace: Workspace) => Promise<unknown>,
  onFailure: (code: string) => Promise<void> | void = (code) => reportLost(parts, code),
): Promise<void> {
  const workspace = parts.workspaceOf(place.workspace);
  if (workspace === null) return reportLost(parts, 'no_token');
  try {
    await call(workspace);
    reportSent(parts);
  } catch (error) {
    await onFailure(toPostError(error).code);
  }
}

/** The card to show, after its file has been sent ahead as a direct message. */
async function cardBesideFile(
  { workspaceOf, log }: Parts,
  { place, actor }: Interaction,
  file: TextFile,
): Promise<Card> {
  const workspace = workspaceOf(place.workspace);
  const sent = workspace !== null && (await sendFile(workspace, { member: actor.id, file }, log));
  const sentence = sent ? SENTENCES.file : SENTENCES.noFile;
  return sentenceCard(sentence[languageIn(workspace, actor.id)]);
}

/** By response_url; if Slack surely did not take it, by chat.postEphemeral. */
async function sendCard(
  parts: Parts,
  to: ReplyTarget,
  { card, replace }: { readonly card: Card; readonly replace: boolean },
): Promise<void> {
  const message = privateMessage(card);
  const thread = to.thread === null ? {} : { thread_ts: to.thread };
  const how: Shown = replace
    ? { replace_original: true }
    : { response_type: 'ephemeral', replace_original: false, ...thread };
  const outcome =
    to.responseUrl === null
      ? 'refused'
      : await parts.responseUrls.send(to.responseUrl, writeResponse(how, message));
  if (outcome === 'sent') return reportSent(parts);
  if (outcome === 'lost') return reportLost(parts, 'response_url');
  const { place, actor } = to.interaction;
  await attempt(parts, to.interaction, ({ clients }) =>
    clients.noRetry.chat.postEphemeral({
      channel: place.channel,
      user: actor.id,
      text: message.text,
      blocks: message.blocks,
      parse: 'none',
      link_names: false,
    }),
  );
}

/** Opens a view, or changes the modal that was pressed. */
async function openView(
  parts: Parts,
  to: ReplyTarget,
  view: ReturnType<typeof cardView>,
): Promise<void> {
  const { interaction, responseUrl, trigger } = to;
  const pressed = to.view?.type === 'modal' ? to.view.id : null;
  await attempt(
    parts,
    interaction,
    ({ clients: { noRetry } }) =>
      pressed === null
        ? noRetry.views.open({ trigger_id: trigger, view })
        : noRetry.views.update({ view_id: pressed, view }),
    (code) => {
      const late = code === 'expired_trigger_id' || code === 'exchanged_trigger_id';
      if (!late || responseUrl === null) return reportLost(parts, code);
      const workspace = parts.workspaceOf(interaction.place.workspace);
      const sentence = SENTENCES.slow[languageIn(workspace, interaction.actor.id)];
      return sendCard(parts, to, { card: sentenceCard(sentence), replace: false });
    },
  );
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

import { decodeAction } from '../../../domain/action.ts';
import type { Card } from '../../../domain/card.ts';
import type { Clock } from '../../../ports/system.ts';
import { cardOf, SENTENCES } from '../outbound/replies.ts';
import type { Replies } from '../outbound/replies.ts';
import type { Delivery } from './delivery.ts';
import { cardView, formView } from '../render/views.ts';
import { withDeadline } from '../../shared/deadline.ts';
import { languageIn } from '../outbound/workspace.ts';
import type { Workspace } from '../outbound/workspace.ts';
import { refusalCard, sentenceCard } from '../../shared/sentence-card.ts';
import type { Acknowledgement } from '../../shared/acknowledgement.ts';
import type { BotCaller } from './call-bot.ts';
import type { Reply } from '../../../domain/reply.ts';
import type { Interaction } from '../../../ports/bot.ts';

type Form = Extract<Delivery, { kind: 'form' }>;

/** Submitted forms and App Home: what Slack shows in views, not in messages. */
export interface ViewSubmissions {
  submit(form: Form): Promise<Acknowledgement<object>>;
  /** Makes a member's App Home again. */
  refreshHome(interaction: Interaction): Promise<void>;
}

export function openViewSubmissions(tools: {
  readonly caller: BotCaller;
  readonly replies: Replies;
  readonly workspaceOf: (id: string) => Workspace | null;
  readonly clock: Clock;
  readonly acknowledgeMs: number;
}): ViewSubmissions {
  const { caller, replies, workspaceOf, clock, acknowledgeMs } = tools;
  const refreshHome = async (interaction: Interaction): Promise<void> => {
    const card = cardOf(await caller.reply({ ...interaction, intent: { kind: 'home' } }));
    if (card !== null) await replies.showHome(interaction, card);
  };
  return {
    refreshHome,
    async submit({ interaction, fields, view }) {
      const work = caller.reply(interaction);
      const { place, actor } = interaction;
      const language = languageIn(workspaceOf(place.workspace), actor.id);
      const does = decodeAction(view.metadata.code);
      const cardFor = (reply: Reply): Card => {
        const isRefused = reply.kind === 'refused' && does !== null;
        if (isRefused) return refusalCard(reply.sentence, language, does);
        return cardOf(reply) ?? sentenceCard(SENTENCES.slow[language]);
      };
      const refresh = async (): Promise<void> => {
        if (view.metadata.home) await refreshHome(interaction);
      };
      const reply = await withDeadline(work, acknowledgeMs, clock);
      if (reply !== null) {
        return {
          body: responseTo({ fields, view }, reply) ?? {
            response_action: 'update',
            view: cardView(cardFor(reply), view.metadata),
          },
          followUp: reply.kind === 'refused' ? null : refresh,
        };
      }
      const working = cardView(sentenceCard(SENTENCES.working[language]), view.metadata);
      return {
        body: { response_action: 'update', view: working },
        followUp: async () => {
          await replies.updateView(interaction, view, cardFor(await work));
          await refresh();
        },
      };
    },
  };
}

/** What a form's submission is answered with, unless it is a card (view submissions, response actions). */
function responseTo(form: Pick<Form, 'fields' | 'view'>, reply: Reply): object | null {
  const [first] = form.fields;
  if (reply.kind === 'refused' && first !== undefined) {
    // Slack shows a sentence beside a field and nowhere else.
    const field = form.fields.includes(reply.field) ? reply.field : first;
    return { response_action: 'errors', errors: { [field]: reply.sentence } };
  }
  if (reply.kind !== 'form') return null;
  return { response_action: 'update', view: formView(reply.form, form.view.metadata) };
}

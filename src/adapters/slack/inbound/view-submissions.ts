import type { Clock } from '../../../ports/system.ts';
import { cardOf, SENTENCES } from '../outbound/replies.ts';
import type { Delivery } from './receive.ts';
import { cardView, formView, homeView } from '../render/views.ts';
import { withDeadline } from '../../shared/deadline.ts';
import { languageIn } from '../outbound/workspace.ts';
import type { Workspace } from '../outbound/workspace.ts';
import { sentenceCard } from '../../shared/sentence-card.ts';
import type { Plan } from './acknowledgement.ts';
import type { Reply } from '../../../domain/reply.ts';
import type { Interaction } from '../../../ports/bot.ts';

type Form = Extract<Delivery, { kind: 'form' }>;

/** Forms that are submitted, and App Home: what is shown in views of Slack's, not in messages. */
export interface Pages {
  submit(form: Form): Promise<Plan>;
  /** Makes a member's App Home anew. Rejects with the SDK's error. */
  publishHome(interaction: Interaction): Promise<void>;
}

export function openViewSubmissions(
  ask: (interaction: Interaction) => Promise<Reply>,
  workspaceOf: (id: string) => Workspace | null,
  tools: { readonly clock: Clock; readonly acknowledgeMs: number },
): Pages {
  const publishHome = async (interaction: Interaction): Promise<void> => {
    const workspace = workspaceOf(interaction.place.workspace);
    const card = cardOf(await ask({ ...interaction, intent: { kind: 'home' } }));
    if (workspace === null || card === null) return;
    const view = homeView(card, interaction.place.channel);
    await workspace.clients.noRetry.views.publish({ user_id: interaction.actor.id, view });
  };
  return {
    publishHome,
    async submit(form) {
      const work = ask(form.interaction);
      const { metadata } = form.view;
      const { place, actor } = form.interaction;
      const language = languageIn(workspaceOf(place.workspace), actor.id);
      const slow = SENTENCES.slow[language];
      const refresh = async (): Promise<void> => {
        if (metadata.home) await publishHome(form.interaction);
      };
      const reply = await withDeadline(work, tools.acknowledgeMs, tools.clock);
      if (reply !== null) {
        return {
          body: responseTo(form, reply, slow),
          after: reply.kind === 'refused' ? null : refresh,
        };
      }
      const waiting = cardView(sentenceCard(SENTENCES.working[language]), metadata);
      return {
        body: { response_action: 'update', view: waiting },
        after: async () => {
          const card = cardOf(await work) ?? sentenceCard(slow);
          const workspace = workspaceOf(form.interaction.place.workspace);
          const view = cardView(card, metadata);
          await workspace?.clients.noRetry.views.update({ view_id: form.view.id, view });
          await refresh();
        },
      };
    },
  };
}

/** What a form's submission is answered with (view submissions, response actions). */
function responseTo(form: Form, reply: Reply, slow: string): object {
  if (reply.kind === 'refused' && form.fields.includes(reply.field)) {
    return { response_action: 'errors', errors: { [reply.field]: reply.sentence } };
  }
  const { metadata } = form.view;
  const view =
    reply.kind === 'form'
      ? formView(reply.form, metadata)
      : cardView(cardOf(reply) ?? sentenceCard(slow), metadata);
  return { response_action: 'update', view };
}

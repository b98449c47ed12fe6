import type { Context } from 'hono';
import type { Random, Log } from '../../../ports/system.ts';
import { formPart } from '../render/form.tsx';
import type { OpenForm } from '../render/form.tsx';
import type { ChannelPosts } from '../outbound/posts.ts';
import { PAGE, pageLanguage } from '../render/page-text.ts';
import type { Reply } from '../../../domain/reply.ts';
import type { WebMember } from '../../../ports/web-chat.ts';
import type { Bot, Interaction } from '../../../ports/bot.ts';

/** Forms that stand open in windows, by id, oldest first: a refused one is shown again as it was filled in. */
export type Forms = Map<string, OpenForm>;

const MOST_FORMS = 200;

interface Parts {
  readonly bot: Bot;
  readonly room: ChannelPosts;
  readonly random: Random;
  readonly log: Log;
}

/** Gives the bot what a member did. Cards come back over the event stream, a form as the answer itself. */
export async function dispatch(
  parts: Parts,
  forms: Forms,
  c: Context,
  member: WebMember,
  interaction: Interaction,
): Promise<Response> {
  const { room, log } = parts;
  let reply: Reply;
  try {
    reply = await parts.bot.handle(interaction);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.error('the bot failed on an input', { kind: interaction.intent.kind, error: why });
    await room.note(member.id, PAGE.unchanged[pageLanguage(c.req.header('accept-language'))]);
    return c.body(null, 204);
  }
  switch (reply.kind) {
    case 'card':
      await room.postPrivately(member.id, reply.card);
      return closed(c);
    case 'file':
      await room.postPrivately(member.id, reply.card, reply.file);
      return closed(c);
    case 'replace':
      if (interaction.intent.kind === 'press' && interaction.intent.own)
        await room.change(interaction.intent.message, reply.card);
      else await room.postPrivately(member.id, reply.card);
      return closed(c);
    case 'form': {
      const id = `f-${parts.random.id()}`;
      return shown(c, forms, { id, form: reply.form, values: {}, refused: null });
    }
    case 'refused': {
      const before = interaction.intent.kind === 'form' ? forms.get(await formId(c)) : undefined;
      if (before === undefined || interaction.intent.kind !== 'form') {
        await room.note(member.id, reply.sentence);
        return closed(c);
      }
      const refused = { field: reply.field, sentence: reply.sentence };
      return shown(c, forms, { ...before, values: interaction.intent.values, refused });
    }
    default:
      return reply satisfies never;
  }
}

async function formId(c: Context): Promise<string> {
  return new URLSearchParams(await c.req.text()).get('form') ?? '';
}

/** Nothing to show here; an open form closes. */
function closed(c: Context): Response {
  return c.body(null, 204, { 'HX-Trigger': 'form-done' });
}

function shown(c: Context, forms: Forms, open: OpenForm): Response | Promise<Response> {
  forms.delete(open.id);
  forms.set(open.id, open);
  for (const id of [...forms.keys()].slice(0, Math.max(0, forms.size - MOST_FORMS)))
    forms.delete(id);
  const headers = { 'HX-Retarget': '#form-place', 'HX-Reswap': 'innerHTML' };
  return c.html(formPart(open, pageLanguage(c.req.header('accept-language'))), 200, headers);
}

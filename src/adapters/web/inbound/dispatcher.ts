import type { Context } from 'hono';
import { LRUCache } from 'lru-cache';
import type { Random, Log } from '../../../ports/system.ts';
import { formPart } from '../render/form.tsx';
import type { OpenForm } from '../render/form.tsx';
import type { ChannelPosts } from '../outbound/posts.ts';
import { PAGE } from '../render/page-text.ts';
import { languageFor } from './members.ts';
import type { MemberEnv } from './members.ts';
import type { Reply } from '../../../domain/reply.ts';
import type { Bot, Interaction } from '../../../ports/bot.ts';
import { messageOf } from '../../../ports/errors.ts';

/** Forms that are open in windows. The bot makes a refused form again if this process does not remember it. */
const MAX_FORMS = 200;

export interface Dispatcher {
  /** Hands an interaction to the bot. Cards arrive over the event stream; a form is the response itself. */
  dispatch(c: Context<MemberEnv>, interaction: Interaction): Promise<Response>;
}

export function openDispatcher(parts: {
  readonly bot: Bot;
  readonly posts: ChannelPosts;
  readonly random: Random;
  readonly log: Log;
}): Dispatcher {
  const { bot, posts, random, log } = parts;
  const forms = new LRUCache<string, OpenForm>({ max: MAX_FORMS });

  const show = (c: Context, open: OpenForm): Response | Promise<Response> => {
    forms.set(open.id, open);
    const headers = { 'HX-Retarget': '#form-place', 'HX-Reswap': 'innerHTML' };
    return c.html(formPart(open, languageFor(c)), 200, headers);
  };

  const send = async (
    c: Context<MemberEnv>,
    interaction: Interaction,
    reply: Reply,
  ): Promise<Response> => {
    const member = c.get('member').id;
    const { intent } = interaction;
    switch (reply.kind) {
      case 'card':
        await posts.postPrivately(member, reply.card);
        return closeForm(c);
      case 'file':
        await posts.postPrivately(member, reply.card, reply.file);
        return closeForm(c);
      case 'replace':
        if (intent.kind === 'press' && intent.own) await posts.change(intent.message, reply.card);
        else await posts.postPrivately(member, reply.card);
        return closeForm(c);
      case 'form':
        return show(c, { id: `f-${random.id()}`, form: reply.form, values: {}, refused: null });
      case 'refused': {
        const id = await formId(c);
        const open = forms.get(id) ?? (await madeAnew(bot, interaction, id));
        if (open === null || intent.kind !== 'form') {
          await posts.note(member, reply.sentence);
          return closeForm(c);
        }
        const refused = { field: reply.field, sentence: reply.sentence };
        return show(c, { ...open, values: intent.values, refused });
      }
      default:
        return reply satisfies never;
    }
  };

  return {
    async dispatch(c, interaction) {
      let reply: Reply;
      try {
        reply = await bot.handle(interaction);
      } catch (error) {
        const fields = { kind: interaction.intent.kind, error: messageOf(error) };
        log.error('the bot failed on an interaction', fields);
        await posts.note(c.get('member').id, PAGE.unchanged[languageFor(c)]);
        return c.body(null, 204);
      }
      c.set('reply', lineOf(reply));
      const response = await send(c, interaction, reply);
      // A form that was refused is open again under its id.
      const isDone = interaction.intent.kind === 'form' && response.status === 204;
      if (isDone) forms.delete(await formId(c));
      return response;
    },
  };
}

/** A reply in one line, for a window that cannot be shown all of it. */
function lineOf(reply: Reply): string {
  switch (reply.kind) {
    case 'card':
    case 'replace':
    case 'file':
      return reply.card.gist;
    case 'form':
      return reply.form.title;
    case 'refused':
      return reply.sentence;
    default:
      return reply satisfies never;
  }
}

async function formId(c: Context): Promise<string> {
  return new URLSearchParams(await c.req.text()).get('form') ?? '';
}

/** The form that a refused submission came from, where another process had shown it, or this one before its start. */
async function madeAnew(bot: Bot, refused: Interaction, id: string): Promise<OpenForm | null> {
  const { intent } = refused;
  if (intent.kind !== 'form') return null;
  const pressed = { kind: 'press', code: intent.code, message: '', own: false } as const;
  const reply = await bot.handle({ ...refused, intent: pressed });
  return reply.kind === 'form' ? { id, form: reply.form, values: {}, refused: null } : null;
}

/** Nothing to show in the response; an open form closes. */
function closeForm(c: Context): Response {
  return c.body(null, 204, { 'HX-Trigger': 'form-done' });
}

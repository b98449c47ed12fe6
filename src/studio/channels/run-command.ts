import type { Context } from 'hono';
import type { Reply } from '../../domain/reply.ts';
import type { StudioEnv, StudioParts } from '../parts.ts';

/** What a command of the chat said. */
export interface Said {
  readonly sentence: string;
  readonly isBad: boolean;
}

/**
 * Runs a command as if its reader had typed it in a channel: the same table, the same rights, the same checks.
 * @param channel where it is run
 */
export async function runCommand(
  { bot }: StudioParts,
  c: Context<StudioEnv>,
  channel: string,
  command: { readonly name: string; readonly values: Readonly<Record<string, string>> },
): Promise<Said> {
  const { interaction } = c.var.request;
  const filled = Object.entries(command.values).filter(([, value]) => value !== '');
  const reply = await bot.handle({
    ...interaction,
    place: { ...interaction.place, channel },
    actor: { ...interaction.actor, locale: c.var.words.language },
    intent: { kind: 'command', name: command.name, values: Object.fromEntries(filled) },
  });
  return said(reply);
}

function said(reply: Reply): Said {
  switch (reply.kind) {
    case 'card':
    case 'replace':
    case 'file':
      return { sentence: reply.card.gist, isBad: false };
    case 'refused':
      return { sentence: reply.sentence, isBad: true };
    case 'form':
      return { sentence: reply.form.title, isBad: true };
    default:
      return reply satisfies never;
  }
}

import type { Context } from 'hono';
import { fieldErrorSentence } from '../../app/bot/parse-error-card.ts';
import { readingContext } from '../../app/shared/reading-context.ts';
import { readNamed } from '../../domain/command-parser.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Interaction } from '../../ports/bot.ts';
import type { StudioEnv, StudioParts } from '../parts.ts';
import type { Note } from '../view/notes.ts';

/**
 * Runs a command as if its reader had typed it in a channel: the same table, the same rights, the same checks.
 * @param channel where it is run
 */
export async function runCommand(
  { bot }: StudioParts,
  c: Context<StudioEnv>,
  channel: string,
  command: { readonly name: string; readonly values: Readonly<Record<string, string>> },
): Promise<Note> {
  const { request } = c.var;
  const filled = Object.entries(command.values).filter(([, value]) => value !== '');
  const values = Object.fromEntries(filled);
  const interaction: Interaction = {
    ...request.interaction,
    place: { ...request.interaction.place, channel },
    actor: { ...request.interaction.actor, locale: c.var.words.language },
    intent: { kind: 'command', name: command.name, values },
  };
  // What a field has wrong is said as beside a form, without the command's shape.
  const context = await readingContext({ ...request, interaction });
  const reading = readNamed(command.name, values, request.commands, context);
  if (!reading.ok && 'argument' in reading.misread)
    return { sentence: fieldErrorSentence(request.words, reading.misread), isBad: true };
  const reply = await bot.handle(interaction);
  return said(reply);
}

/** What a command of the chat said. */
function said(reply: Reply): Note {
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

import { languageOf } from '../../../domain/language.ts';
import type { Language } from '../../../domain/language.ts';
import { WEB_PLACE } from '../place.ts';
import type { Completion } from '../render/page.tsx';
import { helpOf, usage, type CommandShape } from '../../../domain/command-shape.ts';
import type { Bot } from '../../../ports/bot.ts';
import type { Actor } from '../../../ports/identity.ts';

const MAX_COMPLETIONS = 8;

/** Completions of `/quiz …` as typed so far: a command, then the values of its arguments. */
export async function completions(
  bot: Bot,
  actor: Actor,
  typed: string,
): Promise<readonly Completion[]> {
  const language = languageOf(actor.locale) ?? 'en';
  const line = typed.slice(0, 300).trimStart();
  if (!line.startsWith('/')) return [];
  if (line.length <= '/quiz'.length)
    return '/quiz'.startsWith(line.toLowerCase()) ? commandsFor(bot.commands, '', language) : [];
  const rest = /^\/quiz\s+([\s\S]*)$/i.exec(line)?.[1];
  if (rest === undefined) return [];
  const command = bot.commands
    .filter(({ name }) => rest.toLowerCase().startsWith(`${name} `))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (command === undefined) return commandsFor(bot.commands, rest, language);
  return valuesFor(bot, actor, command, rest.slice(command.name.length));
}

function commandsFor(
  commands: readonly CommandShape[],
  typed: string,
  language: Language,
): readonly Completion[] {
  const start = typed.toLowerCase().replaceAll(/\s+/g, ' ');
  return commands
    .filter(({ name }) => name.startsWith(start) && name !== start)
    .slice(0, MAX_COMPLETIONS)
    .map((command) => ({
      line: `/quiz ${command.name}${command.arguments.length > 0 ? ' ' : ''}`,
      label: usage(command),
      help: helpOf(command)[language],
    }));
}

async function valuesFor(
  bot: Bot,
  actor: Actor,
  command: CommandShape,
  typed: string,
): Promise<readonly Completion[]> {
  const words = typed.trimStart().split(/\s+/);
  const last = words.at(-1) ?? '';
  const argument = command.arguments[words.length - 1] ?? lastRest(command);
  if (argument === undefined) return [];
  const from = { place: WEB_PLACE, actor };
  const suggestions = await bot.complete(from, command.name, argument.name, last);
  const before = ['/quiz', command.name, ...words.slice(0, -1)].join(' ');
  return suggestions
    .filter(({ value }) => value !== last)
    .slice(0, MAX_COMPLETIONS)
    .map(({ label, value }) => ({
      line: `${before} ${/\s/.test(value) ? `"${value}"` : value} `,
      label: value,
      help: label === value ? argument.help[languageOf(actor.locale) ?? 'en'] : label,
    }));
}

/** The last argument takes every further word when it is a `rest`. */
function lastRest(command: CommandShape): CommandShape['arguments'][number] | undefined {
  const last = command.arguments.at(-1);
  return last?.type.kind === 'rest' ? last : undefined;
}

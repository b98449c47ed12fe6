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
  const said = /^\/quiz\s+([\s\S]*)$/i.exec(line)?.[1];
  if (said === undefined) return [];
  const [call] = bot.commands
    .flatMap((command) => callsOf(command).map((words) => ({ words, command })))
    .filter(({ words }) => said.toLowerCase().startsWith(`${words} `))
    .toSorted((a, b) => b.words.length - a.words.length);
  if (call === undefined) return commandsFor(bot.commands, said, language);
  return valuesFor(bot, actor, call.command, said.slice(call.words.length));
}

function commandsFor(
  commands: readonly CommandShape[],
  typed: string,
  language: Language,
): readonly Completion[] {
  const start = typed.toLowerCase().replaceAll(/\s+/g, ' ');
  const named = commands.filter(({ name }) => name.startsWith(start));
  const aliased = commands.filter((command) =>
    callsOf(command).some((words) => words.startsWith(start)),
  );
  return [...new Set([...named, ...aliased])]
    .filter(({ name }) => name !== start)
    .slice(0, MAX_COMPLETIONS)
    .map((command) => ({
      line: `/quiz ${command.name}${command.arguments.length > 0 ? ' ' : ''}`,
      label: usage(command, language),
      help: helpOf(command)[language],
    }));
}

/** A command's name and aliases. */
function callsOf({ name, aliases = [] }: CommandShape): readonly string[] {
  return [name, ...aliases];
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

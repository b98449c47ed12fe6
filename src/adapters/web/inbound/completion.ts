import { languageOf } from '../../../domain/language.ts';
import type { Language } from '../../../domain/language.ts';
import { WEB_PLACE } from './receive.ts';
import { helpOf, usage, type CommandShape } from '../../../domain/command-shape.ts';
import type { Bot } from '../../../ports/bot.ts';
import type { Actor } from '../../../ports/identity.ts';

/** One thing that the line being typed may become. */
export interface Completion {
  /** The whole line after taking it; ends with a space where more may follow. */
  readonly line: string;
  readonly label: string;
  readonly help: string;
}

const MOST = 8;

/** What `/quiz …`, as far as it is typed, may become: a command, then the values of its arguments. */
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
  const command = bot.commands
    .filter(({ name }) => said.toLowerCase().startsWith(`${name} `))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (command === undefined) return commandsFor(bot.commands, said, language);
  return valuesFor(bot, actor, command, said.slice(command.name.length));
}

function commandsFor(
  commands: readonly CommandShape[],
  said: string,
  language: Language,
): readonly Completion[] {
  const start = said.toLowerCase().replaceAll(/\s+/g, ' ');
  return commands
    .filter(({ name }) => name.startsWith(start) && name !== start)
    .slice(0, MOST)
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
  said: string,
): Promise<readonly Completion[]> {
  const words = said.trimStart().split(/\s+/);
  const last = words.at(-1) ?? '';
  const argument = command.arguments[words.length - 1] ?? lastRest(command);
  if (argument === undefined) return [];
  const from = { place: WEB_PLACE, actor };
  const suggestions = await bot.complete(from, command.name, argument.name, last);
  const before = ['/quiz', command.name, ...words.slice(0, -1)].join(' ');
  return suggestions
    .filter(({ value }) => value !== last)
    .slice(0, MOST)
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

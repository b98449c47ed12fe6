import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIApplicationCommandSubcommandOption,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Localized } from '../../../domain/language.ts';
import { clipString } from '../../../fit/index.ts';
import { helpOf, type ArgumentShape, type CommandShape } from '../../../domain/command-shape.ts';

/** Application commands: 25 options a level, 25 choices, description 100, choice name 100. */
const MOST = 25;
const LONGEST = 100;
/** Application commands, naming: `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, lower case. Ours are plainer. */
const NAME = /^[a-z][a-z0-9-]{0,31}$/;
const IN_SERVERS = 0;

/**
 * The command table as Discord's `/quiz`: one word is a subcommand, two are a subcommand in a group.
 * @throws RangeError when the table does not fit Discord: a fault of ours, never of a member
 */
export function commandJson(
  commands: readonly CommandShape[],
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const options: APIApplicationCommandOption[] = [];
  const groups = new Map<string, APIApplicationCommandSubcommandOption[]>();
  for (const command of commands) {
    const [first = '', second] = command.name.split(' ');
    const made = subcommand(second ?? first, command);
    if (second === undefined) {
      options.push(made);
      continue;
    }
    const group = groups.get(first);
    if (group !== undefined) {
      group.push(made);
      continue;
    }
    const of = [made];
    groups.set(first, of);
    options.push({
      type: ApplicationCommandOptionType.SubcommandGroup,
      name: named(first),
      ...described({ en: `Commands of ${first}`, de: `Befehle von ${first}` }),
      options: of,
    });
  }
  for (const group of groups.values()) atMost(group);
  return {
    name: 'quiz',
    ...described({ en: 'One good question a day', de: 'Jeden Tag eine gute Frage' }),
    options: atMost(options),
    // Only where it is installed in a server, and only there: no direct messages, no user installs.
    contexts: [IN_SERVERS],
    integration_types: [IN_SERVERS],
  };
}

function subcommand(name: string, command: CommandShape): APIApplicationCommandSubcommandOption {
  // Discord wants what is required before what is not.
  const ordered = [
    ...command.arguments.filter((argument) => argument.required),
    ...command.arguments.filter((argument) => !argument.required),
  ];
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: named(name),
    ...described(helpOf(command)),
    ...(ordered.length === 0 ? {} : { options: atMost(ordered.map(argumentJson)) }),
  };
}

function argumentJson(argument: ArgumentShape): APIApplicationCommandBasicOption {
  const common = {
    name: named(argument.name),
    ...described(argument.help),
    required: argument.required,
  };
  const { type } = argument;
  switch (type.kind) {
    case 'integer':
      return {
        type: ApplicationCommandOptionType.Integer,
        ...common,
        min_value: type.min,
        max_value: type.max,
      };
    case 'choice':
      return {
        type: ApplicationCommandOptionType.String,
        ...common,
        choices: atMost(type.of.map((value) => ({ name: clipped(value), value }))),
      };
    case 'file':
      return { type: ApplicationCommandOptionType.Attachment, ...common };
    case 'channels':
      return { type: ApplicationCommandOptionType.Channel, ...common };
    case 'member':
      return { type: ApplicationCommandOptionType.User, ...common };
    case 'zone':
    case 'days':
      return { type: ApplicationCommandOptionType.String, ...common, autocomplete: true };
    case 'word':
    case 'rest':
      return type.completes === 'none'
        ? { type: ApplicationCommandOptionType.String, ...common }
        : { type: ApplicationCommandOptionType.String, ...common, autocomplete: true };
    case 'time':
    case 'date':
      return { type: ApplicationCommandOptionType.String, ...common };
    default:
      return type satisfies never;
  }
}

function named(name: string): string {
  if (!NAME.test(name)) throw new RangeError(`no name for Discord: ${name}`);
  return name;
}

/** English for everybody, and each other language for those who have set it (Discord's locales). */
function described({ en, ...others }: Localized): {
  description: string;
  description_localizations: Record<string, string>;
} {
  const localized = Object.entries(others).map(([locale, text]) => [locale, clipped(text)]);
  return { description: clipped(en), description_localizations: Object.fromEntries(localized) };
}

function clipped(text: string): string {
  return clipString(text, LONGEST, (value) => value.length);
}

function atMost<T>(all: T[]): T[] {
  if (all.length > MOST) throw new RangeError(`${all.length} are more than Discord's ${MOST}`);
  return all;
}

import type { REST } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { commandJson } from './command-json.ts';
import type { CommandShape } from '../../../domain/command-shape.ts';

/** A bot in at most this many servers removes what an earlier `DISCORD_DEV_GUILD` left there. */
const MAX_SERVERS = 10;

/**
 * Registers `/quiz` as the table defines it, for all servers or at once for one, and removes a second registration
 * beside that one. Writes only what differs.
 * @param devGuild a server's id; null for all servers
 * @returns whether anything had to be changed
 */
export async function register(
  api: REST,
  application: string,
  devGuild: string | null,
  commands: readonly CommandShape[],
): Promise<boolean> {
  const globally = Routes.applicationCommands(application);
  const inGuild = (guild: string) => Routes.applicationGuildCommands(application, guild);
  const wanted = commandJson(commands);
  const route = devGuild === null ? globally : inGuild(devGuild);
  const there = await registered(api, route);
  const changed = there.length !== 1 || essence(there[0]) !== essence(wanted);
  if (changed) await api.put(route, { body: [wanted] });
  const others = devGuild === null ? (await fewServers(api)).map(inGuild) : [globally];
  let removed = false;
  for (const other of others) removed = (await removeQuiz(api, other)) || removed;
  return changed || removed;
}

/** The bot's servers; none if there are more than `MAX_SERVERS`. */
async function fewServers(api: REST): Promise<readonly string[]> {
  const query = new URLSearchParams({ limit: String(MAX_SERVERS + 1) });
  const all = servers.parse(await api.get(Routes.userGuilds(), { query }));
  return all.length > MAX_SERVERS ? [] : all.map(({ id }) => id);
}

type CommandsRoute = `/${string}`;

const servers = z.array(z.object({ id: z.string() }));

const named = z.object({ id: z.string(), name: z.string() });

/** Removes `/quiz`; the operator's other commands stay. */
async function removeQuiz(api: REST, route: CommandsRoute): Promise<boolean> {
  const all = (await registered(api, route)).map((one) => named.safeParse(one).data);
  const ours = all.filter((one) => one?.name === 'quiz');
  for (const one of ours) await api.delete(`${route}/${one?.id ?? ''}`);
  return ours.length > 0;
}

async function registered(api: REST, route: CommandsRoute): Promise<readonly unknown[]> {
  return z.array(z.unknown()).parse(await api.get(route, { query: WITH_LANGUAGES }));
}

/** Without this Discord omits the other languages, and every start would register again. */
const WITH_LANGUAGES = new URLSearchParams({ with_localizations: 'true' });

const choice = z.object({ name: z.string(), value: z.union([z.string(), z.number()]) });
/** Descriptions in every language. */
const described = {
  description: z.string(),
  description_localizations: z
    .object({ de: z.string().nullish() })
    .nullish()
    .transform((value) => value?.de ?? null),
};
const basic = {
  type: z.number(),
  name: z.string(),
  ...described,
  required: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  autocomplete: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  min_value: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  max_value: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  choices: z
    .array(choice)
    .nullish()
    .transform((value) => value ?? []),
};
const none = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .nullish()
    .transform((value) => value ?? []);
const known = z.object({
  name: z.string(),
  ...described,
  contexts: z
    .array(z.number())
    .nullish()
    .transform((value) => value ?? []),
  integration_types: z
    .array(z.number())
    .nullish()
    .transform((value) => value ?? []),
  options: none(
    z.object({ ...basic, options: none(z.object({ ...basic, options: none(z.object(basic)) })) }),
  ),
});

/** A command without Discord's additions (ids, versions, defaults), as text to compare. */
function essence(command: unknown): string | null {
  const read = known.safeParse(command).data;
  return read === undefined ? null : JSON.stringify(read);
}

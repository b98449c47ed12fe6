import type { REST } from 'discord.js';
import { Routes } from 'discord.js';
import { z } from 'zod';
import { commandJson } from './command-json.ts';
import type { CommandShape } from '../../../domain/command-shape.ts';

/** A bot in no more servers than these looks for what an earlier `DISCORD_DEV_GUILD` has left there. */
const MOST_LOOKED_AT = 10;

/**
 * Registers `/quiz` where it is not yet as the table says, everywhere or at once in one server, and takes it away where
 * it would stand a second time beside that. Writes only what has to change.
 * @param devGuild a server's id; null: globally
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
  for (const other of others) removed = (await takeAway(api, other)) || removed;
  return changed || removed;
}

/** Servers that the bot is in; none when they are many. */
async function fewServers(api: REST): Promise<readonly string[]> {
  const query = new URLSearchParams({ limit: String(MOST_LOOKED_AT + 1) });
  const all = servers.parse(await api.get(Routes.userGuilds(), { query }));
  return all.length > MOST_LOOKED_AT ? [] : all.map(({ id }) => id);
}

type CommandsRoute = `/${string}`;

const servers = z.array(z.object({ id: z.string() }));

const named = z.object({ id: z.string(), name: z.string() });

/** Takes `/quiz` away; what else the operator has registered there stays. */
async function takeAway(api: REST, route: CommandsRoute): Promise<boolean> {
  const all = (await registered(api, route)).map((one) => named.safeParse(one).data);
  const ours = all.filter((one) => one?.name === 'quiz');
  for (const one of ours) await api.delete(`${route}/${one?.id ?? ''}`);
  return ours.length > 0;
}

async function registered(api: REST, route: CommandsRoute): Promise<readonly unknown[]> {
  return z.array(z.unknown()).parse(await api.get(route, { query: WITH_LANGUAGES }));
}

/** Without this Discord leaves the other languages out, and every start would register anew. */
const WITH_LANGUAGES = new URLSearchParams({ with_localizations: 'true' });

const choice = z.object({ name: z.string(), value: z.union([z.string(), z.number()]) });
/** What it is for, in every language. */
const said = {
  description: z.string(),
  description_localizations: z
    .object({ de: z.string().nullish() })
    .nullish()
    .transform((value) => value?.de ?? null),
};
const basic = {
  type: z.number(),
  name: z.string(),
  ...said,
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
  ...said,
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

/** A command without what Discord adds to it (ids, versions, defaults), as text that can be compared. */
function essence(command: unknown): string | null {
  const read = known.safeParse(command).data;
  return read === undefined ? null : JSON.stringify(read);
}

import { NOTHING, ok, refusal, unlawful } from './answer.ts';
import type { Answer, Asking } from './answer.ts';
import { lawfulCommands } from './lawful-commands.ts';
import { APPLICATION } from './state.ts';

/** Without `with_localizations` the languages are left out. */
export function commandList({ state, parts, query }: Asking): Answer {
  const whole = query.get('with_localizations') === 'true';
  const all = (state.commands.get(guildOfCommands(parts)) ?? []).map(registered);
  return ok(whole ? all : JSON.parse(JSON.stringify(all, withoutLanguages)));
}

function withoutLanguages(key: string, value: unknown): unknown {
  return key.endsWith('_localizations') ? undefined : value;
}

function guildOfCommands(parts: readonly string[]): string {
  return parts[2] === 'guilds' ? (parts[3] ?? '') : '';
}

/** Discord adds ids and versions, fills in nulls and leaves `required: false` out. */
function registered(command: object, place: number): object {
  return {
    id: `95000000000000000${place + 1}`,
    application_id: APPLICATION,
    version: '950000000000000002',
    default_member_permissions: null,
    dm_permission: false,
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    ...JSON.parse(
      JSON.stringify(command, (key, value: unknown) =>
        key === 'required' && value === false ? undefined : value,
      ),
    ),
  };
}

export function deleteCommand({ state, parts }: Asking): Answer {
  const guild = guildOfCommands(parts);
  const all = (state.commands.get(guild) ?? []).map(registered);
  const found = all.findIndex((one) => 'id' in one && one.id === parts.at(-1));
  if (found === -1) return refusal(404, 10063, 'Unknown application command');
  state.commands.set(guild, (state.commands.get(guild) ?? []).toSpliced(found, 1));
  return NOTHING;
}

export function putCommands({ state, parts, body }: Asking): Answer {
  const read = lawfulCommands(body);
  if ('reasons' in read) return unlawful(state, 'commands', read.reasons);
  state.commands.set(guildOfCommands(parts), read.ok);
  return ok(read.ok.map(registered));
}

import { z } from 'zod';
import { ok, refusal, UNKNOWN_GUILD, unlawful } from './answer.ts';
import type { Answer, Asking } from './answer.ts';
import { createMessage, editMessage, listMessages, oneChannel, oneMessage } from './channels.ts';
import { commandList, deleteCommand, putCommands } from './commands.ts';
import { callback, DIRECT, editOriginal, followUp } from './interactions.ts';
import { APPLICATION, BOT_ROLE, BOT_USER, MAY } from './state.ts';
import type { Route } from './state.ts';

interface Known {
  readonly route: Route;
  /** Interaction callbacks and their webhooks carry their token in the path instead. */
  readonly open: boolean;
  readonly run: (asking: Asking) => Answer;
}

function guildJson({ state, parts }: Asking): Answer {
  const guild = state.guilds.get(parts[1] ?? '');
  if (guild === undefined || !guild.joined) return UNKNOWN_GUILD;
  return ok({
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner,
    roles: [
      { id: guild.id, name: '@everyone', permissions: String(MAY.view) },
      { id: BOT_ROLE, name: 'Deckhand', permissions: String(guild.granted) },
      { id: '999', name: 'Strangers', permissions: String(MAY.administrator) },
      { id: MANAGER_ROLE, name: 'Crew leads', permissions: String(MAY.manageGuild) },
    ],
    emojis: [],
    features: [],
  });
}
const MANAGER_ROLE = '900000000000000004';

function memberJson({ state, parts }: Asking): Answer {
  const [, guildId = '', , member = ''] = parts;
  const guild = state.guilds.get(guildId);
  if (guild === undefined || !guild.joined) return UNKNOWN_GUILD;
  if (member === BOT_USER || member === '@me') {
    return ok({ user: botUser(), roles: [BOT_ROLE], joined_at: '2026-01-01T00:00:00Z' });
  }
  const person = state.people.get(member);
  if (person === undefined || person.guild !== guildId) {
    return refusal(404, 10007, 'Unknown Member');
  }
  const { id, username, global_name } = person;
  return ok({ user: { id, username, global_name }, roles: person.manages ? [MANAGER_ROLE] : [] });
}

export function botUser(): object {
  return { id: BOT_USER, username: 'Deckhand', discriminator: '0', bot: true };
}

function openDirect({ state, body }: Asking): Answer {
  const read = z.strictObject({ recipient_id: z.string() }).safeParse(body);
  if (!read.success) return unlawful(state, 'direct', ['recipient_id']);
  const person = state.people.get(read.data.recipient_id);
  if (person === undefined) return refusal(400, 50033, 'Invalid Recipient(s)');
  const id = directChannel(person.id);
  if (!state.channels.has(id)) {
    const channel = { id, guild: DIRECT, name: '', type: 1, denied: 0n, gone: false };
    state.channels.set(id, channel);
  }
  return ok({ id, type: 1, recipients: [{ id: person.id, username: person.username }] });
}

export function directChannel(member: string): string {
  return `8${member.slice(1)}`;
}

const gatewayBot = ({ state, gateway }: Asking): Answer =>
  ok({
    url: gateway,
    shards: state.shards,
    session_start_limit: { total: 1000, remaining: 999, reset_after: 1000, max_concurrency: 16 },
  });

const application = (): Answer =>
  ok({ id: APPLICATION, name: 'Deckhand', flags: 0, bot: botUser(), bot_public: true });

const joinedGuilds = ({ state }: Asking): Answer =>
  ok(
    [...state.guilds.values()]
      .filter((guild) => guild.joined)
      .map(({ id, name }) => ({ id, name })),
  );

/** Every call of Discord's that the stand-in knows. */
const ROUTES: readonly (readonly [string, RegExp, Known])[] = (
  [
    ['GET', 'gateway/bot', 'gateway', false, gatewayBot],
    ['GET', 'users/@me', 'other', false, () => ok(botUser())],
    ['GET', 'applications/@me', 'other', false, application],
    ['GET', 'oauth2/applications/@me', 'other', false, application],
    ['GET', 'users/@me/guilds', 'other', false, joinedGuilds],
    ['POST', 'users/@me/channels', 'direct', false, openDirect],
    ['GET', 'guilds/:id', 'channel', false, guildJson],
    ['GET', 'guilds/:id/members/:id', 'channel', false, memberJson],
    ['GET', 'channels/:id', 'channel', false, oneChannel],
    ['POST', 'channels/:id/messages', 'post', false, createMessage],
    ['GET', 'channels/:id/messages', 'list', false, listMessages],
    ['GET', 'channels/:id/messages/:id', 'list', false, oneMessage],
    ['PATCH', 'channels/:id/messages/:id', 'edit', false, editMessage],
    ['GET', 'applications/:id/commands', 'commands', false, commandList],
    ['PUT', 'applications/:id/commands', 'commands', false, putCommands],
    ['GET', 'applications/:id/guilds/:id/commands', 'commands', false, commandList],
    ['PUT', 'applications/:id/guilds/:id/commands', 'commands', false, putCommands],
    ['DELETE', 'applications/:id/commands/:id', 'commands', false, deleteCommand],
    ['DELETE', 'applications/:id/guilds/:id/commands/:id', 'commands', false, deleteCommand],
    ['POST', 'interactions/:id/:token/callback', 'callback', true, callback],
    ['PATCH', 'webhooks/:id/:token/messages/@original', 'original', true, editOriginal],
    ['POST', 'webhooks/:id/:token', 'original', true, followUp],
  ] satisfies readonly (readonly [string, string, Route, boolean, Known['run']])[]
).map(([method, path, route, open, run]) => [
  method,
  new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`),
  { route, open, run },
]);

export function routeOf(method: string, path: string): Known | null {
  return ROUTES.find(([wanted, shape]) => wanted === method && shape.test(path))?.[2] ?? null;
}

import type { Bot } from '../../ports/bot.ts';
import type { Chat, Presence } from '../../ports/chat.ts';
import { FileError, PostError } from '../../ports/errors.ts';
import type { Clock, Log, Metrics } from '../../ports/system.ts';
import { openDispatcher, type Dispatcher } from './inbound/dispatcher.ts';
import type { Socket } from './inbound/socket.ts';
import { toPostError } from './outbound/errors.ts';
import { edit, find, mayPost, post, tell } from './outbound/posts.ts';
import { openReplies } from './outbound/replies.ts';
import { readSentFile } from './outbound/sent-files.ts';
import { openResponseUrls } from './outbound/response-url.ts';
import type { Workspace } from './outbound/workspace.ts';
import type { Workspaces } from './outbound/workspaces.ts';
import { limits } from './render/limits.ts';
import { openRefusedForms, type RefusedForms } from '../shared/refused-forms.ts';
import type { Timings } from './timings.ts';

/** How Slack's deliveries come in. */
export interface Transport {
  /** Null for HTTP. */
  readonly socket: Socket | null;
  readonly stopWatching: () => void;
}

export interface ChatParts {
  readonly workspaces: Workspaces;
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timings: Timings;
  /** Connects; the dispatcher is null while stopping. Rejects with StartError. */
  readonly start: (bot: Bot, dispatcher: () => Dispatcher | null) => Promise<Transport>;
}

const STOPPING = { en: 'Deckhand is stopping.', de: 'Deckhand hält gerade an.' };

/** Slack as the app sees it, whichever workspaces there are. */
// oxlint-disable-next-line eslint/max-lines-per-function -- Slack's parts, each made once and handed to the others
export function makeChat(parts: ChatParts): Chat {
  const { workspaces, log, metrics, timings } = parts;
  const responseUrls = openResponseUrls(parts.apiUrl);
  let dispatcher: Dispatcher | null = null;
  let refusedForms: RefusedForms | null = null;
  let transport: Transport | null = null;
  let stopped = false;

  /** Rejects with PostError for a workspace that we have no token for. */
  const open = async (id: string): Promise<Workspace> => {
    if (stopped) throw new PostError({ failure: 'not-sent', code: 'stopped', advice: STOPPING });
    return workspaces.open(id);
  };

  return {
    platform: 'slack',
    limits,
    async start(bot) {
      const workspaceOf = (id: string): Workspace | null => workspaces.loaded(id);
      const replies = openReplies({ workspaceOf, responseUrls, log, metrics });
      refusedForms = openRefusedForms(bot, parts.clock);
      dispatcher = openDispatcher({ ...parts, bot: refusedForms.bot, replies });
      transport = await parts.start(bot, () => dispatcher);
    },
    post: async (place, card, name, { replyTo }) =>
      post(await open(place.workspace), { place, card, name, replyTo }),
    edit: async (place, message, card, name) =>
      edit(await open(place.workspace), { place, message, card, name }),
    tell: async (place, member, card) => tell(await open(place.workspace), member, card),
    find: async (place, name, since, { replyTo } = { replyTo: null }) =>
      find(await open(place.workspace), { place, name, since, replyTo }),
    async mayPost(place) {
      try {
        return await mayPost(await open(place.workspace), place);
      } catch (error) {
        const { code, failure, advice } = toPostError(error);
        if (failure === 'refused') return advice;
        // Slack cannot say right now. Nothing is known against posting, and the post itself will show.
        log.warn('a channel could not be checked', { code });
        return null;
      }
    },
    async manages(place, member) {
      try {
        const workspace = await workspaces.open(place.workspace);
        return (await workspace.members.lookUp(member)).manages;
      } catch (error) {
        const { code, failure } = toPostError(error);
        log.warn('a member could not be looked up', { code });
        return failure === 'refused' ? false : null;
      }
    },
    async forget(place, member) {
      workspaces.loaded(place.workspace)?.members.forget(member);
      dispatcher?.forgetReplies();
      refusedForms?.forget(place.workspace, member);
    },
    present: (place, members) => present(workspaces, { id: place.workspace, members }, log),
    async download(place, file, most) {
      const token = await open(place.workspace)
        .then(({ clients }) => clients.token())
        .catch((cause: unknown) => {
          const { failure } = toPostError(cause);
          throw new FileError(failure === 'refused' ? 'refused' : 'unanswered', { cause });
        });
      return readSentFile(token, file, { most, apiUrl: parts.apiUrl });
    },
    health: () => transport?.socket?.health() ?? null,
    async stop() {
      stopped = true;
      transport?.stopWatching();
      const open = dispatcher;
      dispatcher = null;
      await open?.drain(timings.drainMs);
      await transport?.socket?.stop();
      responseUrls.close();
    },
  };
}

/** Looks members up one after the other; an entry of the last five minutes costs no call. */
async function present(
  workspaces: Workspaces,
  { id, members }: { readonly id: string; readonly members: readonly string[] },
  log: Log,
): Promise<ReadonlyMap<string, Presence>> {
  const found = new Map<string, Presence>();
  for (const member of members) {
    try {
      const workspace = await workspaces.open(id);
      const { left, name } = await workspace.members.lookUp(member);
      found.set(member, { left, name: name === '' ? null : name });
    } catch (error) {
      const { code, failure } = toPostError(error);
      log.warn('a member could not be looked up before a board', { code });
      // The next one would not be answered either, and the board should not wait.
      if (failure !== 'refused') break;
    }
  }
  return found;
}

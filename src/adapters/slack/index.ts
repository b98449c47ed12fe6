import type { Chat, Presence } from '../../ports/chat.ts';
import type { Random, Clock, Log, Metrics, Painter } from '../../ports/system.ts';
import { openReplies } from './outbound/replies.ts';
import { openClients } from './outbound/web-api.ts';
import { openDispatcher } from './inbound/dispatcher.ts';
import type { Dispatcher } from './inbound/dispatcher.ts';
import { openWebhook } from './inbound/webhook.ts';
import { toPostError } from './outbound/errors.ts';
import { limits } from './render/limits.ts';
import { edit, find, mayPost, post, tell } from './outbound/posts.ts';
import { readSentFile } from './outbound/sent-files.ts';
import { openResponseUrls } from './outbound/response-url.ts';
import { openSocket } from './inbound/socket.ts';
import type { Socket } from './inbound/socket.ts';
import { TIMINGS } from './timings.ts';
import type { Timings } from './timings.ts';
import { identify, missingScopes, socketStartError, tokenMistakes } from './setup/tokens.ts';
import { watch } from '../shared/watchdog.ts';
import { openWorkspace } from './outbound/workspace.ts';
import type { Identity, Workspace } from './outbound/workspace.ts';
import { EVENTS_PATH } from './setup/paths.ts';
import { FileError, PostError, StartError } from '../../ports/errors.ts';
import type { HttpServer } from '../../ports/http.ts';

export interface SlackOptions {
  readonly botToken: string;
  /** For Socket Mode; null for HTTP. */
  readonly appToken: string | null;
  /** For HTTP; null for Socket Mode. */
  readonly signingSecret: string | null;
  /** Another Web API root, e.g. `http://127.0.0.1:4000/api/`; null for Slack's. */
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly painter: Painter;
  /** The process's HTTP server; needed only without Socket Mode. */
  readonly http: Pick<HttpServer, 'mount'> | null;
  /** Ends the process because the socket stays silent; the sentence has been logged. */
  readonly onFatal: (why: string) => void;
  readonly timings?: Partial<Timings>;
}

const STOPPING = { en: 'Deckhand is stopping.', de: 'Deckhand hält gerade an.' };
const NOT_INSTALLED = {
  en: 'Install the app in that workspace, or remove its schedules.',
  de: 'Installiere die App in jenem Workspace, oder entferne seine Zeitpläne.',
};

/** Slack for one workspace: by Socket Mode if there is an app token, else by HTTP. */
// oxlint-disable-next-line eslint/max-lines-per-function -- Slack's parts, each made once and handed to the others
export function createSlack(options: SlackOptions): Chat {
  const { log, metrics } = options;
  const timings = { ...TIMINGS, ...options.timings };
  const workspaces = new Map<string, Workspace>();
  const workspaceOf = (id: string): Workspace | null => workspaces.get(id) ?? null;
  const responseUrls = openResponseUrls(options.apiUrl);
  let dispatcher: Dispatcher | null = null;
  let transport: Transport | null = null;
  let stopped = false;

  /** Throws PostError for a workspace that we have no token for. */
  const openIn = (id: string): Workspace => {
    const workspace = workspaces.get(id);
    if (stopped) throw new PostError({ failure: 'not-sent', code: 'stopped', advice: STOPPING });
    if (workspace !== undefined) return workspace;
    const details = { failure: 'refused', code: 'no_token', gone: true } as const;
    throw new PostError({ ...details, advice: NOT_INSTALLED });
  };

  return {
    platform: 'slack',
    limits,
    async start(bot) {
      const workspace = await connectWorkspace(options);
      workspaces.set(workspace.id, workspace);
      const replies = openReplies({ workspaceOf, responseUrls, log, metrics });
      dispatcher = openDispatcher({ ...options, bot, replies, workspaceOf, timings });
      const { id, name } = workspace;
      await bot.onWorkspaceEvent({ kind: 'workspace-here', workspace: id, name });
      transport = await listen(options, timings, () => dispatcher);
      log.info('connected to Slack', { mode: options.appToken === null ? 'http' : 'socket' });
    },
    post: async (place, card, name, { replyTo }) =>
      post(openIn(place.workspace), { place, card, name, replyTo }),
    edit: async (place, message, card, name) =>
      edit(openIn(place.workspace), { place, message, card, name }),
    tell: async (place, member, card) => tell(openIn(place.workspace), member, card),
    find: async (place, name, since, { replyTo } = { replyTo: null }) =>
      find(openIn(place.workspace), { place, name, since, replyTo }),
    async mayPost(place) {
      try {
        return await mayPost(openIn(place.workspace), place);
      } catch (error) {
        const { code, failure, advice } = toPostError(error);
        if (failure === 'refused') return advice;
        // Slack cannot say right now. Nothing is known against posting, and the post itself will show.
        log.warn('a channel could not be checked', { code });
        return null;
      }
    },
    async manages(place, member) {
      const workspace = workspaceOf(place.workspace);
      if (workspace === null) return false;
      try {
        return (await workspace.members.lookUp(member)).manages;
      } catch (error) {
        // Rights that cannot be looked up are not given.
        log.warn('a member could not be looked up', { code: toPostError(error).code });
        return false;
      }
    },
    async forget(place, member) {
      workspaceOf(place.workspace)?.members.forget(member);
      dispatcher?.forgetReplies();
    },
    present: (place, members) => present(workspaceOf(place.workspace), members, log),
    async download(place, file, most) {
      const workspace = workspaceOf(place.workspace);
      if (workspace === null) throw new FileError('refused');
      return readSentFile(workspace, file, { most, apiUrl: options.apiUrl });
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
  workspace: Workspace | null,
  members: readonly string[],
  log: Log,
): Promise<ReadonlyMap<string, Presence>> {
  const found = new Map<string, Presence>();
  if (workspace === null) return found;
  for (const member of members) {
    try {
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

/** Checks the settings and the token's scopes. Rejects with StartError. */
async function connectWorkspace(options: SlackOptions): Promise<Workspace> {
  const { botToken, apiUrl, clock, log, painter } = options;
  const [mistake] = tokenMistakes(options);
  if (mistake !== undefined) throw new StartError(mistake, 78);
  const clients = openClients({ token: botToken, apiUrl }, { clock, log });
  const identity = await identify(clients);
  checkScopes(identity, log);
  const skew = clients.skew();
  if (skew !== null && Math.abs(skew) > 30_000) {
    log.warn("this machine's clock differs from Slack's", { seconds: Math.round(skew / 1000) });
  }
  return openWorkspace(identity, clients, { clock, log, painter });
}

function checkScopes(identity: Identity, log: Log): void {
  const missing = missingScopes(identity);
  if (missing.needed.length > 0) {
    const scopes = missing.needed.join(', ');
    throw new StartError(
      `SLACK_BOT_TOKEN lacks the scope ${scopes}: add it under OAuth & Permissions and reinstall the app`,
      78,
    );
  }
  if (missing.useful.length > 0) {
    log.warn('Slack scopes are missing: some things will not be shown or checked', {
      scopes: missing.useful.join(', '),
    });
  }
}

interface Transport {
  /** Null for HTTP. */
  readonly socket: Socket | null;
  readonly stopWatching: () => void;
}

/** Opens the socket or mounts the webhook. Rejects with StartError. */
async function listen(
  options: SlackOptions,
  timings: Timings,
  dispatcher: () => Dispatcher | null,
): Promise<Transport> {
  const { appToken, apiUrl, signingSecret, http, onFatal } = options;
  if (appToken !== null) {
    const socket = openSocket({ appToken, apiUrl }, dispatcher, { ...options, timings });
    try {
      await socket.start();
    } catch (error) {
      throw socketStartError(error);
    }
    const watched = {
      what: "Slack's socket",
      gauge: 'slack_socket_silent_seconds' as const,
      lastAliveAt: socket.lastAliveAt,
      onFatal,
    };
    return { socket, stopWatching: watch(watched, { ...options, timings }) };
  }
  if (signingSecret === null || http === null) {
    throw new StartError('Slack by HTTP needs SLACK_SIGNING_SECRET and the HTTP server', 78);
  }
  http.mount(EVENTS_PATH, openWebhook({ ...options, secret: signingSecret, dispatcher }));
  return { socket: null, stopWatching: () => undefined };
}

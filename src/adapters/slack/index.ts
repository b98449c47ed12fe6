import type { Chat } from '../../ports/chat.ts';
import type { Random, Clock, Log, Metrics, Painter } from '../../ports/system.ts';
import { openAnswers } from './outbound/replies.ts';
import { openClients } from './outbound/web-api.ts';
import { openDispatcher } from './inbound/dispatcher.ts';
import type { Dispatcher } from './inbound/dispatcher.ts';
import { openDoor } from './inbound/webhook.ts';
import type { HttpHandler } from './inbound/webhook.ts';
import { toPostError } from './outbound/errors.ts';
import { limits } from './render/limits.ts';
import { edit, find, mayPost, post, tell } from './outbound/posts.ts';
import { readPayload } from './inbound/receive.ts';
import { openResponseUrls } from './outbound/response-url.ts';
import { openSocket } from './inbound/socket.ts';
import type { Socket } from './inbound/socket.ts';
import { TIMINGS } from './timings.ts';
import type { Timings } from './timings.ts';
import { identify, missingScopes, socketStartError, tokenMistakes } from './setup/tokens.ts';
import { watch } from '../shared/watchdog.ts';
import { openWorkspace } from './outbound/workspace.ts';
import type { Workspace } from './outbound/workspace.ts';
import type { Outcome } from './inbound/acknowledgement.ts';
import { EVENTS_PATH } from './setup/paths.ts';
import type { Bot } from '../../ports/bot.ts';
import { PostError, StartError } from '../../ports/errors.ts';

export type { HttpHandler } from './inbound/webhook.ts';

export interface SlackOptions {
  readonly botToken: string;
  /** Socket Mode; null: HTTP. */
  readonly appToken: string | null;
  /** HTTP mode; null: Socket Mode. */
  readonly signingSecret: string | null;
  /** Another Web API root, e.g. `http://127.0.0.1:4000/api/`; null: Slack's. */
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly painter: Painter;
  /** The process's one HTTP server; needed in HTTP mode only. */
  readonly http: { mount(path: string, handler: HttpHandler): void } | null;
  /** Ends the process: the socket is deaf and stays so. The sentence has been logged. */
  readonly onFatal: (why: string) => void;
  readonly timings?: Partial<Timings>;
}

const STOPPING = { en: 'Deckhand is stopping.', de: 'Deckhand hält gerade an.' };

/** Slack for one workspace: by Socket Mode where there is an app token, else by HTTP. */
export function createSlack(options: SlackOptions): Chat {
  const { clock, random, log, metrics, painter } = options;
  const timings = { ...TIMINGS, ...options.timings };
  const workspaces = new Map<string, Workspace>();
  const workspaceOf = (id: string): Workspace | null => workspaces.get(id) ?? null;
  const urls = openResponseUrls(options.apiUrl);
  let desk: Dispatcher | null = null;
  let socket: Socket | null = null;
  let stopWatching = (): void => undefined;
  let stopped = false;

  /** Rejects with PostError for a workspace that we have no token for. */
  const of = (id: string): Workspace => {
    const workspace = workspaces.get(id);
    if (stopped) throw new PostError('not-sent', 'stopped', STOPPING);
    if (workspace !== undefined) return workspace;
    const advice = {
      en: 'Install the app in that workspace, or remove its schedules.',
      de: 'Installiere die App in jenem Workspace, oder entferne seine Zeitpläne.',
    };
    throw new PostError('refused', 'no_token', advice, null, true);
  };

  const take = async (body: unknown): Promise<Outcome | null> => {
    // While stopping, Slack keeps it for whoever comes next.
    if (desk === null) return null;
    const delivery = readPayload(body);
    if (delivery === null) metrics.count('slack_refused', { why: 'shape' });
    // An envelope that nobody can read is acknowledged all the same: it would only come again.
    if (delivery === null || delivery.kind === 'challenge') return { body: null, after: null };
    return desk.dispatch(delivery);
  };

  const open = async (bot: Bot): Promise<void> => {
    const [mistake] = tokenMistakes(options);
    if (mistake !== undefined) throw new StartError(mistake, 78);
    const clients = openClients(options.botToken, options.apiUrl, clock, log);
    const who = await identify(clients);
    const missing = missingScopes(who);
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
    const skew = clients.skew();
    if (skew !== null && Math.abs(skew) > 30_000) {
      log.warn("this machine's clock differs from Slack's", { seconds: Math.round(skew / 1000) });
    }
    const workspace = openWorkspace(who, clients, { clock, log, painter });
    workspaces.set(workspace.id, workspace);
    const answers = openAnswers(workspaceOf, urls, log, metrics);
    desk = openDispatcher({ bot, answers, workspaceOf, clock, log, metrics, timings });
    await bot.onWorkspaceEvent({
      kind: 'workspace-here',
      workspace: workspace.id,
      name: workspace.name,
    });
  };

  const listen = async (): Promise<void> => {
    const { appToken, apiUrl, signingSecret, http } = options;
    if (appToken !== null) {
      socket = openSocket({ appToken, apiUrl }, take, { clock, random, log, metrics, timings });
      try {
        await socket.start();
      } catch (error) {
        throw socketStartError(error);
      }
      stopWatching = watch(socket.lastAliveAt, options.onFatal, { clock, log, metrics, timings });
      return;
    }
    if (signingSecret === null || http === null) {
      throw new StartError('Slack by HTTP needs SLACK_SIGNING_SECRET and the HTTP server', 78);
    }
    const door = openDoor({ secret: signingSecret, desk: () => desk, clock, log, metrics });
    http.mount(EVENTS_PATH, door);
  };

  return {
    platform: 'slack',
    limits,
    async start(bot) {
      await open(bot);
      await listen();
      log.info('connected to Slack', { mode: options.appToken === null ? 'http' : 'socket' });
    },
    async post(place, card, name, options) {
      return post(of(place.workspace), place, card, name, options);
    },
    async edit(place, message, card, name) {
      return edit(of(place.workspace), place, message, card, name);
    },
    async tell(place, member, card) {
      return tell(of(place.workspace), member, card);
    },
    async find(place, name, since, options = { replyTo: null }) {
      return find(of(place.workspace), place, name, since, options);
    },
    async mayPost(place) {
      try {
        return await mayPost(of(place.workspace), place);
      } catch (error) {
        const { code, failure, advice } = toPostError(error);
        if (failure === 'refused') return advice;
        // Slack has a bad moment: nothing is known against posting, and the post itself will tell.
        log.warn('a channel could not be looked at', { code });
        return null;
      }
    },
    async manages(place, member) {
      const workspace = workspaceOf(place.workspace);
      if (workspace === null) return false;
      try {
        return (await workspace.people.lookUp(member)).manages;
      } catch (error) {
        // Rights that cannot be looked up are not given.
        log.warn('a member could not be looked up', { code: toPostError(error).code });
        return false;
      }
    },
    // Everything that is kept of a member is in the store.
    forget: async () => undefined,
    async stop() {
      stopped = true;
      stopWatching();
      const open = desk;
      desk = null;
      await open?.drain(timings.drainMs);
      await socket?.stop();
      urls.close();
    },
  };
}

import type { Bot } from '../../ports/bot.ts';
import type { Chat } from '../../ports/chat.ts';
import type { HttpServer } from '../../ports/http.ts';
import { StartError } from '../../ports/errors.ts';
import type { Clock, Log, Metrics, Painter, Random } from '../../ports/system.ts';
import { watch } from '../shared/watchdog.ts';
import { makeChat, type Transport } from './chat.ts';
import { stillHolds } from './inbound/delayed-events.ts';
import type { Dispatcher } from './inbound/dispatcher.ts';
import { openWebhook } from './inbound/webhook.ts';
import { openClients } from './outbound/web-api.ts';
import { openWorkspace, type Identity, type Workspace } from './outbound/workspace.ts';
import { oneWorkspace } from './outbound/workspaces.ts';
import { EVENTS_PATH } from './setup/paths.ts';
import { identify, missingScopes, socketStartError, tokenMistakes } from './setup/tokens.ts';
import { TIMINGS, type Timings } from './timings.ts';

/** What Slack is made from, whichever workspaces there are. */
export interface SlackTools {
  /** Another Web API root, e.g. `http://127.0.0.1:4000/api/`; null for Slack's. */
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly painter: Painter;
  /** The process's HTTP server; needed only without Socket Mode. */
  readonly http: Pick<HttpServer, 'mount'> | null;
  readonly timings?: Partial<Timings>;
}

export interface SlackOptions extends SlackTools {
  readonly botToken: string;
  /** For Socket Mode; null for HTTP. */
  readonly appToken: string | null;
  /** For HTTP; null for Socket Mode. */
  readonly signingSecret: string | null;
  /** Ends the process because the socket stays silent; the sentence has been logged. */
  readonly onFatal: (why: string) => void;
}

/** Slack for one workspace: by Socket Mode if there is an app token, else by HTTP. */
export function createSlack(options: SlackOptions): Chat {
  const { clock, log } = options;
  const timings = { ...TIMINGS, ...options.timings };
  let own: Workspace | null = null;
  let bot: Bot | null = null;
  const workspaces = oneWorkspace(
    () => own,
    async ({ workspace, at }) => {
      const event = { kind: 'workspace-gone', workspace } as const;
      if (await stillHolds({ event, at }, (id) => workspaces.loaded(id), { clock, log }))
        await bot?.onWorkspaceEvent(event);
    },
  );
  return makeChat({
    ...options,
    timings,
    workspaces,
    async start(started, dispatcher) {
      bot = started;
      own = await connectWorkspace(options);
      const { id, name } = own;
      await bot.onWorkspaceEvent({ kind: 'workspace-here', workspace: id, name });
      const transport = await listen(options, timings, dispatcher);
      log.info('connected to Slack', { mode: options.appToken === null ? 'http' : 'socket' });
      return transport;
    },
  });
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

/** Opens the socket or mounts the webhook. Rejects with StartError. */
async function listen(
  options: SlackOptions,
  timings: Timings,
  dispatcher: () => Dispatcher | null,
): Promise<Transport> {
  const { appToken, apiUrl, signingSecret, http, onFatal } = options;
  if (appToken !== null) {
    // Loaded only here, since a process that Slack reaches over HTTP has no use for the SDK's WebSocket client.
    const { openSocket } = await import('./inbound/socket.ts');
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

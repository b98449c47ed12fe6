import type { Chat } from '../../ports/chat.ts';
import type { Cipher } from '../../ports/cipher.ts';
import { messageOf, StartError } from '../../ports/errors.ts';
import type { Installations } from '../../ports/installations.ts';
import type { Leases } from '../../ports/leases.ts';
import { makeChat } from './chat.ts';
import type { SlackTools } from './index.ts';
import { openWebhook } from './inbound/webhook.ts';
import { InstalledWorkspaces } from './outbound/installed-workspaces.ts';
import { openOAuthClient } from './outbound/oauth-client.ts';
import { Refusals } from './outbound/refusals.ts';
import { Removals } from './outbound/removals.ts';
import { TokenKeeper } from './outbound/token-keeper.ts';
import type { Workspaces } from './outbound/workspaces.ts';
import { mountInstall } from './setup/install-routes.ts';
import { EVENTS_PATH, REDIRECT_PATH } from './setup/paths.ts';
import { TIMINGS } from './timings.ts';
import type { Bot, WorkspaceEvent } from '../../ports/bot.ts';

export interface ManyOptions extends SlackTools {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  readonly signingSecret: string;
  /** Where people reach this process, as in `https://quiz.example.com`. */
  readonly publicOrigin: string;
  /** The address that the HTTP server listens on. */
  readonly host: string;
  readonly installations: Installations;
  readonly leases: Leases;
  readonly cipher: Cipher;
}

/** Slack for every workspace that installs the app by its link (OAuth), by HTTP. */
export function createSlackForMany(options: ManyOptions): Chat {
  const { http, log, publicOrigin, apiUrl } = options;
  let bot: Bot | null = null;
  const onEvent = async (event: WorkspaceEvent): Promise<void> => bot?.onWorkspaceEvent(event);
  const oauth = openOAuthClient(options, options);
  const tokens = new TokenKeeper({ ...options, oauth });
  const refusals = new Refusals({
    ...options,
    removeRevoked: (installation) => removals.removeRevoked(installation),
  });
  const parts = { ...options, tokens, refusals, onEvent };
  const installed = new InstalledWorkspaces(parts);
  const removals: Removals = new Removals({ ...parts, workspaces: installed });
  const workspaces: Workspaces = {
    loaded: (id) => installed.loaded(id),
    open: (id) => installed.open(id),
    prepare: (source) => installed.prepare(source),
    remove: (removal) => removals.remove(removal),
    changeAccess: (change) => removals.changeAccess(change),
  };
  return makeChat({
    ...options,
    timings: { ...TIMINGS, ...options.timings },
    workspaces,
    start(started, dispatcher) {
      if (http === null)
        return Promise.reject(new StartError('Slack by OAuth needs the HTTP server', 78));
      bot = started;
      const secret = options.signingSecret;
      http.mount(EVENTS_PATH, openWebhook({ ...options, secret, dispatcher }));
      const redirectUri = new URL(REDIRECT_PATH, publicOrigin).href;
      mountInstall({ ...parts, http, oauth, apiUrl, redirectUri, workspaces: installed });
      void useFirstKey(tokens, options);
      log.info('ready for Slack', { mode: 'oauth' });
      return Promise.resolve({ socket: null, stopWatching: () => undefined });
    },
  });
}

/** Makes an older key needless, and names what no key reads. Never rejects. */
async function useFirstKey(
  tokens: TokenKeeper,
  { log, metrics }: Pick<ManyOptions, 'log' | 'metrics'>,
): Promise<void> {
  try {
    const unreadable = await tokens.reencrypt();
    metrics.gauge('slack_tokens_unreadable', unreadable.length);
    if (unreadable.length === 0) return;
    log.error(
      'stored tokens cannot be decrypted: ENCRYPTION_KEY lacks the key they were encrypted with',
      {
        tokens: unreadable.length,
        workspace: unreadable[0],
      },
    );
  } catch (error) {
    log.warn('stored tokens could not be looked at', { error: messageOf(error) });
  }
}

import type { AuthTestResponse } from '@slack/web-api';
import { z } from 'zod';
import { toPostError } from '../outbound/errors.ts';
import { SCOPES } from './manifest.ts';
import type { Identity } from '../outbound/workspace.ts';
import type { Clients } from '../outbound/web-api.ts';
import { adviceFor } from '../outbound/error-advice.ts';
import { StartError } from '../../../ports/errors.ts';

/** Settings as given; null if not set. */
export interface Tokens {
  readonly botToken: string;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
}

/** The prefixes of Slack's tokens, and the name of each kind. */
const KINDS: readonly (readonly [string, string])[] = [
  ['xoxb-', 'a bot token'],
  ['xapp-', 'an app-level token'],
  ['xoxp-', "a member's token"],
  ['xoxe', 'a refresh or configuration token'],
];

/** Mistakes that the settings themselves show, one sentence each. A sentence quotes at most five characters of a token. */
export function tokenMistakes(tokens: Tokens): readonly string[] {
  const { botToken, appToken, signingSecret } = tokens;
  const mistakes: string[] = [];
  const check = (name: string, token: string, wanted: string): void => {
    if (token.startsWith(wanted)) return;
    const kind = KINDS.find(([prefix]) => token.startsWith(prefix));
    const found =
      kind === undefined
        ? 'does not look like a Slack token'
        : `looks like ${kind[1]} (${kind[0]})`;
    mistakes.push(`${name} ${found}; expected ${wanted}`);
  };
  check('SLACK_BOT_TOKEN', botToken, 'xoxb-');
  if (appToken !== null) check('SLACK_APP_TOKEN', appToken, 'xapp-');
  // Slack's are 32 hex digits today.
  if (signingSecret !== null && !/^[0-9a-zA-Z]{16,}$/.test(signingSecret)) {
    mistakes.push(
      'SLACK_SIGNING_SECRET is too short; copy the signing secret from the app settings (Basic Information)',
    );
  }
  if (appToken === null && signingSecret === null) {
    mistakes.push('SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing');
  }
  return mistakes;
}

const identity = z.object({
  team_id: z.string().min(1),
  team: z.string().default(''),
  enterprise_id: z.string().nullish(),
  user_id: z.string().default(''),
  bot_id: z.string().default(''),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** The owner of the token (auth.test). Rejects with StartError. */
export async function identify(clients: Clients): Promise<Identity> {
  let answer: AuthTestResponse;
  try {
    answer = await clients.withRetries.auth.test();
  } catch (error) {
    const failed = toPostError(error);
    const wrong = failed.failure === 'refused' && !failed.code.startsWith('http_');
    const line = `SLACK_BOT_TOKEN was not accepted (${failed.code}): ${failed.advice.en}`;
    throw new StartError(
      wrong ? line : `Slack: ${failed.code}: ${failed.advice.en}`,
      wrong ? 78 : 1,
      {
        cause: error,
      },
    );
  }
  const known = identity.safeParse(answer).data;
  if (known === undefined) throw new StartError('Slack: auth.test gave no workspace; try again');
  const scopes = known.response_metadata?.scopes;
  return {
    team: known.team_id,
    enterprise: known.enterprise_id ?? null,
    name: known.team,
    botUser: known.user_id,
    bot: known.bot_id,
    scopes: scopes === undefined ? null : new Set(scopes),
  };
}

/** Scopes that the token lacks: those that are needed, and those that are only useful. */
export function missingScopes(who: Pick<Identity, 'scopes'>): {
  readonly needed: readonly string[];
  readonly useful: readonly string[];
} {
  const missing = Object.entries(SCOPES).filter(([scope]) => who.scopes?.has(scope) === false);
  const names = (needed: boolean): readonly string[] =>
    missing.filter(([, about]) => about.needed === needed).map(([scope]) => scope);
  return { needed: names(true), useful: names(false) };
}

/** A failed first connection as a StartError. */
export function socketStartError(error: unknown): StartError {
  const failed = toPostError(error);
  const wrong = failed.failure === 'refused' && !failed.code.startsWith('http_');
  const line = wrong
    ? `SLACK_APP_TOKEN was not accepted (${failed.code}): ${appAdvice(failed.code)}`
    : `Slack: the socket did not open (${failed.code}): check the network and proxy of this machine`;
  return new StartError(line, wrong ? 78 : 1, { cause: error });
}

function appAdvice(code: string): string {
  switch (code) {
    case 'missing_scope':
      return 'make an app-level token with the scope connections:write (Basic Information).';
    case 'invalid_auth':
    case 'token_revoked':
    case 'account_inactive':
    case 'not_authed':
      return 'make a new app-level token (Basic Information) with the scope connections:write.';
    case 'forbidden_for_apps_without_socket_mode':
      return 'switch on Socket Mode in the app settings.';
    default:
      return adviceFor(code).en;
  }
}

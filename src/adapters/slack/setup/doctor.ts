import type { Clock, Log, Painter } from '../../../ports/system.ts';
import { fitted, renderMessage } from '../render/index.ts';
import { SAMPLE_CARD } from './sample-card.ts';
import { openClients } from '../outbound/web-api.ts';
import type { Clients } from '../outbound/web-api.ts';
import { toPostError } from '../outbound/errors.ts';
import { SCOPES } from './manifest.ts';
import { mayPost } from '../outbound/posts.ts';
import { identify, missingScopes, socketStartError, tokenMistakes } from './tokens.ts';
import type { Tokens } from './tokens.ts';
import { openWorkspace } from '../outbound/workspace.ts';
import type { Identity, Workspace } from '../outbound/workspace.ts';
import { type Finding, bad, good, warning } from '../../shared/finding.ts';
import { messageOf } from '../../../ports/errors.ts';

export interface CheckSlack extends Tokens {
  readonly apiUrl: string | null;
  /** The id (C…) of a channel to check; null for none. */
  readonly channel: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** The doctor draws nothing. */
export const NO_PAINTER: Painter = { paint: () => Promise.resolve(null) };

/** Beyond this skew both sides refuse signed requests (verifying requests from Slack). */
const SKEW_ERROR_MS = 5 * 60_000;
/** Daily questions would visibly be early or late. */
const SKEW_WARNING_MS = 30_000;

/** Checks tokens, scopes, the clock and a channel, and changes nothing. Never rejects. */
export async function checkSlack(settings: CheckSlack): Promise<readonly Finding[]> {
  const mistakes = tokenMistakes(settings);
  if (mistakes.length > 0) {
    return mistakes.map((what) => bad(what, 'See docs/slack.md for where each value is found.'));
  }
  const clients = openClients({ token: settings.botToken, apiUrl: settings.apiUrl }, settings);
  let who: Identity;
  try {
    who = await identify(clients);
  } catch (error) {
    const what = messageOf(error);
    return [bad(what, 'Mend this first; nothing else can be looked at.')];
  }
  const findings: Finding[] = [
    good(`SLACK_BOT_TOKEN belongs to the workspace ${who.name} (${who.team})`),
    ...scopeFindings(who),
    ...clockFindings(clients.skew()),
  ];
  findings.push(...(await blockFindings(clients)));
  if (settings.appToken !== null) {
    const app = openClients({ token: settings.appToken, apiUrl: settings.apiUrl }, settings);
    try {
      // Returns an address; nothing connects until it is used.
      await app.withRetries.apps.connections.open();
      findings.push(good('SLACK_APP_TOKEN opens sockets'));
    } catch (error) {
      findings.push(bad(socketStartError(error).message, 'See "Socket Mode" in docs/slack.md.'));
    }
  }
  if (settings.channel !== null) {
    const { clock, log } = settings;
    const workspace = openWorkspace(who, clients, { clock, log, painter: NO_PAINTER });
    findings.push(await channelFinding(workspace, settings.channel));
  }
  return findings;
}

/** Whether the bot may post in a channel. Never rejects. */
export async function channelFinding(workspace: Workspace, channel: string): Promise<Finding> {
  try {
    const place = { platform: 'slack', workspace: workspace.id, channel } as const;
    const missing = await mayPost(workspace, place);
    return missing === null
      ? good(`can post in ${channel}`)
      : bad(`${channel}: ${missing.en}`, missing.en);
  } catch (error) {
    const { code, advice } = toPostError(error);
    return bad(`${channel} could not be looked at (${code})`, advice.en);
  }
}

/** What Slack itself says of our blocks (blocks.validate, no scope needed); nothing where it does not know the method. */
async function blockFindings({ withRetries }: Clients): Promise<readonly Finding[]> {
  const { blocks } = renderMessage(fitted(SAMPLE_CARD, true), 'doctor', { kind: 'data' });
  try {
    await withRetries.blocks.validate({ blocks });
    return [good('Slack takes our messages as they are')];
  } catch (error) {
    const { code } = toPostError(error);
    if (!code.startsWith('invalid_')) return [];
    const what = `Slack refuses a message as Deckhand makes it (${code})`;
    return [bad(what, 'Slack has changed its blocks: update Deckhand.')];
  }
}

function scopeFindings(who: Identity): readonly Finding[] {
  if (who.scopes === null) {
    return [warning('Slack did not say which scopes the token has', null)];
  }
  const { needed, useful } = missingScopes(who);
  const about = new Map<string, string>(
    Object.entries(SCOPES).map(([name, say]) => [name, say.for]),
  );
  const fix = (scope: string): string =>
    `Add ${scope} under OAuth & Permissions and reinstall the app: ${about.get(scope) ?? ''}.`;
  const findings: Finding[] = [
    ...needed.map((scope) => bad(`the scope ${scope} is missing`, fix(scope))),
    ...useful.map((scope) => warning(`the scope ${scope} is missing`, fix(scope))),
  ];
  return findings.length === 0 ? [good('all scopes are there')] : findings;
}

function clockFindings(skew: number | null): readonly Finding[] {
  if (skew === null) return [];
  const seconds = Math.round(Math.abs(skew) / 1000);
  const side = skew > 0 ? 'behind' : 'ahead of';
  const what = `this machine's clock is ${seconds} s ${side} Slack's`;
  const fix = 'Let the machine keep its time by NTP.';
  if (Math.abs(skew) >= SKEW_ERROR_MS) return [bad(what, fix)];
  if (Math.abs(skew) >= SKEW_WARNING_MS) return [warning(what, fix)];
  return [good(`the clock agrees with Slack's`)];
}

import { counted } from '../../../domain/counted.ts';
import type { Cipher } from '../../../ports/cipher.ts';
import type { Installations } from '../../../ports/installations.ts';
import type { Clock, Log } from '../../../ports/system.ts';
import { bad, good, warning, type Finding } from '../../shared/finding.ts';
import { toPostError } from '../outbound/errors.ts';
import { eachInstallation } from '../outbound/each-installation.ts';
import { identityIn, nativeId } from '../outbound/installed-workspaces.ts';
import { openOAuthClient, type OAuthApp } from '../outbound/oauth-client.ts';
import { openRotatingClients } from '../outbound/rotating-clients.ts';
import { tokenFailure } from '../outbound/token-failure.ts';
import { tokensOf } from '../outbound/token-keeper.ts';
import { openWorkspace } from '../outbound/workspace.ts';
import { channelFinding, NO_PAINTER } from './doctor.ts';
import { INSTALL_PATH, REDIRECT_PATH } from './paths.ts';

/** Slack's answers to an invented code when client id and secret are right. */
const RIGHT_CREDENTIALS: ReadonlySet<string> = new Set(['invalid_code', 'code_expired']);

/** Checks client id and secret, and changes nothing. Never rejects. */
export async function checkOAuthApp(
  app: OAuthApp & { readonly publicOrigin: string; readonly clock: Clock; readonly log: Log },
): Promise<readonly Finding[]> {
  const oauth = openOAuthClient(app, app);
  try {
    await oauth.exchange('doctor', new URL(REDIRECT_PATH, app.publicOrigin).href);
  } catch (error) {
    const { code, failure } = toPostError(error);
    if (RIGHT_CREDENTIALS.has(code))
      return [
        good('Slack takes SLACK_CLIENT_ID and SLACK_CLIENT_SECRET'),
        good(`workspaces install at ${new URL(INSTALL_PATH, app.publicOrigin).href}`),
      ];
    if (failure === 'refused' && !code.startsWith('http_'))
      return [
        bad(
          `Slack does not take SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (${code})`,
          'Copy both from the app settings (Basic Information); for bad_redirect_uri see "For many workspaces" in docs/slack.md.',
        ),
      ];
    return [
      bad(`Slack cannot be reached (${code})`, 'Check the network and proxy of this machine.'),
    ];
  }
  return [];
}

/** Counts installations, and those that no key decrypts. */
export async function checkInstallations(
  installations: Pick<Installations, 'list'>,
  cipher: Cipher,
): Promise<readonly Finding[]> {
  let all = 0;
  let older = 0;
  const unreadable: string[] = [];
  for await (const { id, tokens } of eachInstallation(installations)) {
    all += 1;
    if (cipher.decrypt(tokens.encrypted, id) === null) unreadable.push(id);
    else if (tokens.encrypted.keyId !== cipher.keyId) older += 1;
  }
  const findings: Finding[] = [
    good(`${counted(all, 'installation')} on Slack ${isOrAre(all)} stored`),
  ];
  if (older > 0)
    findings.push(
      warning(
        `${counted(older, 'token')} ${isOrAre(older)} encrypted with an older key`,
        'A start encrypts them again with the first key; until then leave the older one in ENCRYPTION_KEY.',
      ),
    );
  if (unreadable.length > 0)
    findings.push(
      bad(
        `${counted(unreadable.length, 'token')} cannot be decrypted (${unreadable.slice(0, 3).join(', ')})`,
        'Add the key that they were encrypted with to ENCRYPTION_KEY, after the first; else let these workspaces install again.',
      ),
    );
  return findings;
}

/** The channel of an installed workspace that is looked at. */
export interface CheckedChannel {
  /** Its id (C…). */
  readonly channel: string;
  /** The workspace's id (T…); null: the only one. */
  readonly workspace: string | null;
}

interface ChannelTools {
  readonly installations: Pick<Installations, 'list' | 'serving'>;
  readonly cipher: Cipher;
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** Looks at a channel with the stored token of its workspace, which it does not exchange. Never rejects. */
export async function checkChannelOf(
  { channel, workspace }: CheckedChannel,
  tools: ChannelTools,
): Promise<Finding> {
  const { installations, cipher, apiUrl, clock, log } = tools;
  const known = await installations.list(null, 2);
  const [only] = known;
  if (workspace === null && (known.length !== 1 || only === undefined || only.isOrganization))
    return bad(
      `--slack-channel ${channel} was not looked at: several workspaces may have installed the app`,
      'Name one with --slack-workspace T…; its id stands in the address of Slack in a browser.',
    );
  const id = workspace === null ? (only?.id ?? '') : `slack:${nativeId(workspace)}`;
  const installation = await installations.serving(id);
  if (installation === null)
    return bad(
      `the app is not installed in ${nativeId(id)}`,
      'Give the id of a workspace (T…) that has installed it, with --slack-workspace.',
    );
  const tokens = tokensOf(installation, cipher);
  if (tokens === null)
    return bad(
      `${channel} was not looked at: the token of ${nativeId(id)} cannot be decrypted`,
      'Add the key that it was encrypted with to ENCRYPTION_KEY.',
    );
  const source = {
    current: () => Promise.resolve({ token: tokens.access, version: '' }),
    refused: (_used: object, code: string) => Promise.reject(tokenFailure(code)),
    accepted: () => undefined,
  };
  const team = installation.isOrganization ? nativeId(id) : null;
  const clients = openRotatingClients({ tokens: source, apiUrl, team }, { clock, log });
  const parts = { clock, log, painter: NO_PAINTER };
  return channelFinding(openWorkspace(identityIn(installation, id), clients, parts), channel);
}

function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}

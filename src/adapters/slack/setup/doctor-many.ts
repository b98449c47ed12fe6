import type { Cipher } from '../../../ports/cipher.ts';
import type { Installations } from '../../../ports/installations.ts';
import type { Clock, Log } from '../../../ports/system.ts';
import { bad, good, warning, type Finding } from '../../shared/finding.ts';
import { toPostError } from '../outbound/errors.ts';
import { eachInstallation } from '../outbound/each-installation.ts';
import { openOAuthClient, type OAuthApp } from '../outbound/oauth-client.ts';
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
  const findings: Finding[] = [good(`${all} installations on Slack are stored`)];
  if (older > 0)
    findings.push(
      warning(
        `${older} tokens are encrypted with an older key`,
        'A start encrypts them again with the first key; until then leave the older one in ENCRYPTION_KEY.',
      ),
    );
  if (unreadable.length > 0)
    findings.push(
      bad(
        `${unreadable.length} tokens cannot be decrypted (${unreadable.slice(0, 3).join(', ')})`,
        'Add the key that they were encrypted with to ENCRYPTION_KEY, after the first; else let these workspaces install again.',
      ),
    );
  return findings;
}

import { createHash } from 'node:crypto';
import type { Platform } from '../ports/identity.ts';
import type { SlackConfig, SlackOAuthConfig } from './slack.ts';

/** Tells one token from another, and nothing of it. */
function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url').slice(0, 16);
}

/** The lease of a connection of which a token has only one. */
export function connectionLease(what: string, token: string): string {
  return `${what}:${fingerprint(token)}`;
}

/** One instance works for each token: the lease is called after the token's fingerprint, which tells nothing of it. */
export function leaseNames({
  slack,
  discord,
}: {
  readonly slack: SlackConfig | SlackOAuthConfig | null;
  readonly discord: { readonly token: string } | null;
}): ReadonlyMap<Platform, string> {
  const names = new Map<Platform, string>([['web', 'web']]);
  if (slack !== null)
    names.set(
      'slack',
      connectionLease('slack', slack.kind === 'one' ? slack.botToken : slack.clientId),
    );
  if (discord !== null) names.set('discord', connectionLease('discord', discord.token));
  return names;
}

import type { Clock, Log } from '../../../ports/system.ts';
import { identify } from '../outbound/identity.ts';
import { startError } from '../inbound/gateway.ts';
import { inviteLink } from '../outbound/permissions.ts';
import { openRest } from '../outbound/rest.ts';
import { TIMINGS } from '../timings.ts';

export interface DiscordAccess {
  readonly token: string;
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** The link that invites the token's bot to a server. Rejects with StartError. */
export async function invite({ token, apiUrl, clock, log }: DiscordAccess): Promise<string> {
  const rest = openRest(token, apiUrl, { clock, log, timings: TIMINGS });
  try {
    return inviteLink((await identify(rest.api)).application);
  } catch (error) {
    throw startError(error);
  } finally {
    rest.close();
  }
}

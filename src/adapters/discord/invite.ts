import type { Clock, Log } from '../../ports/system.ts';
import { identify } from './account.ts';
import { startError } from './gateway.ts';
import { inviteLink } from './permissions.ts';
import { openRest } from './rest.ts';
import { TIMINGS } from './timings.ts';

/**
 * The link by which a server gets this bot. The application is the token's own: nobody has to copy its id.
 * @throws StartError when Discord does not take the token, or cannot be reached
 */
export async function invite(settings: {
  readonly token: string;
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<string> {
  const { token, apiUrl, clock, log } = settings;
  const rest = openRest(token, apiUrl, { clock, log, timings: TIMINGS });
  try {
    return inviteLink((await identify(rest.api)).application);
  } catch (error) {
    throw startError(error);
  } finally {
    rest.close();
  }
}

import type { Presence } from '../../../ports/chat.ts';
import type { Clock, Log } from '../../../ports/system.ts';
import { toPostError } from './errors.ts';
import type { MemberRights } from './member-rights.ts';

/** Longer pauses are not waited for: the board goes out without the members that are left. */
const LONGEST_PAUSE_MS = 5000;

/**
 * Looks members of a server up, one after the other: the Guilds intent does not tell who leaves. Never rejects.
 * @param rights null while the adapter is not started
 */
export async function present(
  rights: MemberRights | null,
  { guild, members }: { readonly guild: string; readonly members: readonly string[] },
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<ReadonlyMap<string, Presence>> {
  const found = new Map<string, Presence>();
  if (rights === null) return found;
  for (const member of members) {
    try {
      found.set(member, await rights.presence(guild, member));
    } catch (error) {
      const { code, failure, retryAfterMs } = toPostError(error);
      log.warn('a member could not be looked up before a board', { code });
      if (failure === 'refused') continue;
      // Without an answer to this one the next would have none either, and the board should not wait.
      if (retryAfterMs === null || retryAfterMs > LONGEST_PAUSE_MS) break;
      await new Promise<void>((resolve) => {
        clock.after(retryAfterMs, resolve);
      });
    }
  }
  return found;
}

import { boundedCache } from '../../../domain/bounded-cache.ts';
import { z } from 'zod';
import type { Clock, Log } from '../../../ports/system.ts';
import { refill, spend } from '../../../domain/token-bucket.ts';
import type { BucketRate, TokenBucket } from '../../../domain/token-bucket.ts';
import type { Clients } from './web-api.ts';
import { toPostError } from './errors.ts';

/** What users.info tells about a member (scope users:read). */
export interface MemberInfo {
  readonly name: string;
  /** An admin or owner of this workspace, not of another one that shares a channel with it. */
  readonly manages: boolean;
  /** Deactivated. */
  readonly left: boolean;
  /** BCP 47. */
  readonly locale: string | null;
  /** IANA. */
  readonly zone: string | null;
}

/** Rights are looked up again after this long. */
const FRESH_MS = 5 * 60_000;
const REMEMBERED = 10_000;
/** Another process may have been told to forget the member: no entry is older. */
const REMEMBERED_MS = 24 * 3_600_000;
/** Look-ups for a name alone: users.info allows about 100 a minute, and rights must find room there. */
const NAMES: BucketRate = { capacity: 20, perSecond: 1 };
/** Members whose name is waited for; the others' is looked up at their next press, or before a board shows them. */
const MAX_WAITING = 1000;

const shape = z.object({
  user: z.object({
    name: z.string().default(''),
    team_id: z.string().optional(),
    is_stranger: z.boolean().default(false),
    enterprise_user: z.object({ teams: z.array(z.string()).default([]) }).optional(),
    real_name: z.string().optional(),
    profile: z.object({ display_name: z.string().default('') }).optional(),
    deleted: z.boolean().default(false),
    is_admin: z.boolean().default(false),
    is_owner: z.boolean().default(false),
    is_bot: z.boolean().default(false),
    locale: z.string().optional(),
    tz: z.string().optional(),
  }),
});

export interface MemberDirectory {
  /** Looks a member up; an entry of the last five minutes is not looked up again. Rejects with PostError. */
  lookUp(member: string): Promise<MemberInfo>;
  /** The entry, however old; null if there is none. */
  cached(member: string): MemberInfo | null;
  /** Looks up somebody whose entry is missing, in the background; null if that failed or is under way. Never rejects. */
  learn(member: string): Promise<MemberInfo | null>;
  /** Drops all that is known of a member. */
  forget(member: string): void;
}

/** The workspace that a directory is of. */
export interface Home {
  readonly team: string;
  /** The organization that it belongs to; null for none. */
  readonly enterprise: string | null;
}

export function openMemberDirectory(
  clients: Clients,
  home: Home,
  tools: { readonly clock: Clock; readonly log: Log; readonly most?: number | undefined },
): MemberDirectory {
  const { clock, log, most = REMEMBERED } = tools;
  const known = boundedCache<string, { readonly at: number; readonly info: MemberInfo }>(most, {
    ttl: REMEMBERED_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now() },
  });
  const underWay = new Map<string, Promise<MemberInfo>>();
  const learning = new Set<string>();
  let names: TokenBucket | null = null;

  const request = async (member: string): Promise<MemberInfo> => {
    try {
      const answer = await clients.withRetries.users.info({ user: member, include_locale: true });
      const info = toMemberInfo(shape.parse(answer), home);
      // Somebody who was forgotten meanwhile stays so.
      if (underWay.has(member)) known.set(member, { at: clock.now(), info });
      return info;
    } catch (error) {
      throw toPostError(error);
    } finally {
      underWay.delete(member);
    }
  };
  const lookUp = (member: string): Promise<MemberInfo> => {
    const entry = known.get(member);
    if (entry !== undefined && clock.now() - entry.at < FRESH_MS) {
      return Promise.resolve(entry.info);
    }
    const running = underWay.get(member) ?? request(member);
    underWay.set(member, running);
    return running;
  };
  const waitForTurn = async (): Promise<void> => {
    names = spend(refill(names, NAMES, clock.now()), 1);
    if (names.tokens >= 0) return;
    const ms = (-names.tokens / NAMES.perSecond) * 1000;
    await new Promise<void>((resolve) => {
      clock.after(ms, resolve);
    });
  };
  return {
    lookUp,
    cached: (member) => known.get(member)?.info ?? null,
    async learn(member) {
      if (learning.has(member) || learning.size >= MAX_WAITING) return null;
      learning.add(member);
      try {
        if (!known.has(member)) await waitForTurn();
        return learning.has(member) ? await lookUp(member) : null;
      } catch (error) {
        log.debug('no name found for a member', { code: toPostError(error).code });
        return null;
      } finally {
        learning.delete(member);
      }
    },
    forget(member) {
      known.delete(member);
      underWay.delete(member);
      learning.delete(member);
    },
  };
}

function toMemberInfo({ user }: z.infer<typeof shape>, home: Home): MemberInfo {
  return {
    name: user.profile?.display_name.trim() || user.real_name?.trim() || user.name,
    manages:
      (user.is_admin || user.is_owner) && !user.deleted && !user.is_bot && isOurs(user, home),
    left: user.deleted,
    locale: user.locale ?? null,
    zone: user.tz ?? null,
  };
}

/**
 * Whether somebody is a member of this workspace. In a channel shared with another company users.info tells of that
 * one's members too, with the rights that they have there (Slack Connect).
 */
function isOurs(user: z.infer<typeof shape>['user'], { team, enterprise }: Home): boolean {
  if (user.is_stranger) return false;
  if (user.team_id === undefined || user.team_id === team || user.team_id === enterprise)
    return true;
  return user.enterprise_user?.teams.includes(team) ?? false;
}

import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Clock, Log } from '../../../ports/system.ts';
import type { Clients } from './web-api.ts';
import { toPostError } from './errors.ts';

/** What users.info tells about a member (scope users:read). */
export interface MemberInfo {
  readonly name: string;
  /** An admin or owner of this workspace, not of another one that shares a channel with it. */
  readonly manages: boolean;
  /** Deactivated, or no member of this workspace. */
  readonly left: boolean;
  /** BCP 47. */
  readonly locale: string | null;
  /** IANA. */
  readonly zone: string | null;
}

/** Rights are looked up again after this long. */
const FRESH_MS = 5 * 60_000;
const REMEMBERED = 10_000;
/** Between two look-ups for a name alone: users.info allows about 100 a minute, and rights must find room there. */
const NAME_INTERVAL_MS = 1000;

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
  /** The entry, however old; null if there is none, which is then looked up in the background. Never waits. */
  cached(member: string): MemberInfo | null;
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
  tools: { readonly clock: Clock; readonly log: Log },
): MemberDirectory {
  const { clock, log } = tools;
  const known = new LRUCache<string, { readonly at: number; readonly info: MemberInfo }>({
    max: REMEMBERED,
  });
  const underWay = new Map<string, Promise<MemberInfo>>();
  let nextNameAt = 0;

  const request = async (member: string): Promise<MemberInfo> => {
    try {
      const answer = await clients.withRetries.users.info({ user: member, include_locale: true });
      const info = toMemberInfo(shape.parse(answer), home);
      known.set(member, { at: clock.now(), info });
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
  return {
    lookUp,
    cached(member) {
      const info = known.get(member)?.info ?? null;
      if (info === null && clock.now() >= nextNameAt && !underWay.has(member)) {
        nextNameAt = clock.now() + NAME_INTERVAL_MS;
        lookUp(member).catch((error: unknown) => {
          log.debug('no name found for a member', { code: toPostError(error).code });
        });
      }
      return info;
    },
  };
}

function toMemberInfo({ user }: z.infer<typeof shape>, home: Home): MemberInfo {
  const left = user.deleted || !isOurs(user, home);
  return {
    name: user.profile?.display_name.trim() || user.real_name?.trim() || user.name,
    manages: (user.is_admin || user.is_owner) && !left && !user.is_bot,
    left,
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

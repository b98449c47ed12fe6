import { z } from 'zod';
import type { Log } from '../../../ports/system.ts';
import type { Clients } from './web-api.ts';
import { toPostError } from './errors.ts';

/** What users.info tells of a member (scope users:read). */
export interface Person {
  readonly name: string;
  /** An admin or owner of the workspace. */
  readonly manages: boolean;
  readonly deleted: boolean;
  readonly bot: boolean;
  /** BCP 47. */
  readonly locale: string | null;
  /** IANA. */
  readonly zone: string | null;
}

/** Rights are looked up again after so long. */
const FRESH_MS = 5 * 60_000;
const KEPT_MOST = 10_000;
/** Between two look-ups for a name alone: users.info allows about 100 a minute, and rights must find room there. */
const NAME_PACE_MS = 1000;

const shape = z.object({
  user: z.object({
    name: z.string().default(''),
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

export interface People {
  /** Looks a member up, or takes what was seen within five minutes. Rejects with PostError. */
  lookUp(member: string): Promise<Person>;
  /** What was seen, however long ago; asks for it in passing when there is nothing. Never waits. */
  seen(member: string): Person | null;
}

export function openPeople(clients: Clients, now: () => number, log: Log): People {
  const known = new Map<string, { readonly at: number; readonly person: Person }>();
  const asked = new Map<string, Promise<Person>>();
  let nextName = 0;

  const ask = async (member: string): Promise<Person> => {
    try {
      const answer = await clients.ask.users.info({ user: member, include_locale: true });
      const person = toPerson(shape.parse(answer));
      known.delete(member);
      known.set(member, { at: now(), person });
      const oldest = known.keys().next().value;
      if (known.size > KEPT_MOST && oldest !== undefined) known.delete(oldest);
      return person;
    } catch (error) {
      throw toPostError(error);
    } finally {
      asked.delete(member);
    }
  };
  const lookUp = (member: string): Promise<Person> => {
    const before = known.get(member);
    if (before !== undefined && now() - before.at < FRESH_MS) return Promise.resolve(before.person);
    const running = asked.get(member) ?? ask(member);
    asked.set(member, running);
    return running;
  };
  return {
    lookUp,
    seen(member) {
      const person = known.get(member)?.person ?? null;
      if (person === null && now() >= nextName && !asked.has(member)) {
        nextName = now() + NAME_PACE_MS;
        lookUp(member).catch((error: unknown) => {
          log.debug('name not found', { code: toPostError(error).code });
        });
      }
      return person;
    },
  };
}

function toPerson({ user }: z.infer<typeof shape>): Person {
  return {
    name: user.profile?.display_name.trim() || user.real_name?.trim() || user.name,
    manages: (user.is_admin || user.is_owner) && !user.deleted && !user.is_bot,
    deleted: user.deleted,
    bot: user.is_bot,
    locale: user.locale ?? null,
    zone: user.tz ?? null,
  };
}

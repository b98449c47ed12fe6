import type { Kysely } from 'kysely';
import {
  WRONG_CODES,
  type Redeemed,
  type ShutLink,
  type StudioAccess,
  type StudioKey,
} from '../ports/studio-access.ts';
import type { Tables } from './schema/tables.ts';
import { hashToken } from './web-chat-rows.ts';
import type { WorkerRun } from './worker-queries.ts';

const VISITOR = ['workspace', 'platform', 'channel', 'member'] as const satisfies readonly Exclude<
  keyof Tables['studio_sessions'],
  'token_hash' | 'expires_at'
>[];

/** For so long a link that opens nothing any more is remembered, to say why. */
const REMEMBERED_MS = 24 * 3_600_000;

/** The way into the studio, across workspaces: a token says whose it is. */
export function studioAccess(run: WorkerRun): StudioAccess {
  return {
    addLink: (link, { workspace, platform, channel, member }, now) =>
      run(async (db) => {
        const past = now - REMEMBERED_MS;
        await db.deleteFrom('studio_links').where('expires_at', '<=', past).execute();
        await db.deleteFrom('studio_sessions').where('expires_at', '<=', now).execute();
        await db
          .updateTable('studio_links')
          .set({ ended: 'replaced' })
          .where('workspace', '=', workspace)
          .where('member', '=', member)
          .where('ended', '=', '')
          .execute();
        await db
          .insertInto('studio_links')
          .values({
            token_hash: hashToken(link.token),
            code_hash: hashCode(link),
            workspace,
            platform,
            channel,
            member,
            expires_at: link.expiresAt,
          })
          .execute();
      }),
    shutLink: (token, now) => run((db) => shutLink(db, token, now)),
    redeem: (link, session, now) => run((db) => redeem(db, { link, session, now })),
    visitor: (token, now) =>
      run(async (db) => {
        const session = await db
          .selectFrom('studio_sessions')
          .select(VISITOR)
          .where('token_hash', '=', hashToken(token))
          .where('expires_at', '>', now)
          .executeTakeFirst();
        return session ?? null;
      }),
    leave: (token) =>
      run(async (db) => {
        await db.deleteFrom('studio_sessions').where('token_hash', '=', hashToken(token)).execute();
      }),
  };
}

/** A code is short: with its link's token in the hash, a reader of the database cannot find it out. */
function hashCode({ token, code }: StudioKey): string {
  return hashToken(`${token} ${code}`);
}

async function shutLink(db: Kysely<Tables>, token: string, now: number): Promise<ShutLink | null> {
  const link = await db
    .selectFrom('studio_links')
    .select(['ended', 'expires_at'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (link === undefined) return 'unknown';
  if (link.ended !== '') return link.ended;
  return link.expires_at <= now ? 'late' : null;
}

async function redeem(
  db: Kysely<Tables>,
  {
    link,
    session,
    now,
  }: {
    readonly link: StudioKey;
    readonly session: { readonly token: string; readonly expiresAt: number };
    readonly now: number;
  },
): Promise<Redeemed> {
  const hash = hashToken(link.token);
  // The first statement writes: attempts at one link come one after the other, and none is lost.
  const tried = await db
    .updateTable('studio_links')
    .set((e) => ({ wrong: e('wrong', '+', 1) }))
    .where('token_hash', '=', hash)
    .where('ended', '=', '')
    .where('expires_at', '>', now)
    .returning([...VISITOR, 'code_hash', 'wrong'])
    .executeTakeFirst();
  if (tried === undefined)
    return { kind: 'shut', why: (await shutLink(db, link.token, now)) ?? 'late' };
  const { code_hash, wrong, ...visitor } = tried;
  const end = (ended: 'used' | 'tried') =>
    db.updateTable('studio_links').set({ ended }).where('token_hash', '=', hash).execute();
  if (code_hash !== hashCode(link)) {
    if (wrong < WRONG_CODES) return { kind: 'wrong-code', left: WRONG_CODES - wrong };
    await end('tried');
    return { kind: 'shut', why: 'tried' };
  }
  await end('used');
  await db
    .insertInto('studio_sessions')
    .values({ token_hash: hashToken(session.token), ...visitor, expires_at: session.expiresAt })
    .execute();
  return { kind: 'open' };
}

import type { StudioAccess } from '../ports/studio-access.ts';
import type { Tables } from './schema/tables.ts';
import { hashToken } from './web-chat-rows.ts';
import type { WorkerRun } from './worker-queries.ts';

const VISITOR = ['workspace', 'platform', 'channel', 'member'] as const satisfies readonly Exclude<
  keyof Tables['studio_sessions'],
  'token_hash' | 'expires_at'
>[];

/** The way into the studio, across workspaces: a token says whose it is. */
export function studioAccess(run: WorkerRun): StudioAccess {
  return {
    addLink: (token, { workspace, platform, channel, member }, expiresAt, now) =>
      run(async (db) => {
        for (const table of ['studio_links', 'studio_sessions'] as const)
          await db.deleteFrom(table).where('expires_at', '<=', now).execute();
        const visitor = { workspace, platform, channel, member };
        await db
          .insertInto('studio_links')
          .values({ token_hash: hashToken(token), ...visitor, expires_at: expiresAt })
          .execute();
      }),
    hasLink: (token, now) =>
      run(async (db) => {
        const link = await db
          .selectFrom('studio_links')
          .select('member')
          .where('token_hash', '=', hashToken(token))
          .where('expires_at', '>', now)
          .executeTakeFirst();
        return link !== undefined;
      }),
    redeem: (link, { token, expiresAt }, now) =>
      run(async (db) => {
        const visitor = await db
          .deleteFrom('studio_links')
          .where('token_hash', '=', hashToken(link))
          .where('expires_at', '>', now)
          .returning(VISITOR)
          .executeTakeFirst();
        if (visitor === undefined) return false;
        await db
          .insertInto('studio_sessions')
          .values({ token_hash: hashToken(token), ...visitor, expires_at: expiresAt })
          .execute();
        return true;
      }),
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

import type { Insertable, Selectable } from 'kysely';
import { withoutNul } from '../domain/text.ts';
import type { Installation, Installations } from '../ports/installations.ts';
import type { Tables } from './schema/tables.ts';
import { hashToken } from './web-chat-rows.ts';
import type { WorkerRun } from './worker-queries.ts';

/**
 * Installations by OAuth, across workspaces.
 * @param dropTraces after an erasure: empties the store's logs
 */
// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of two tables, each a method of its own
export function installations(run: WorkerRun, dropTraces: () => Promise<void>): Installations {
  return {
    get: (id) =>
      run(async (db) => {
        const row = await db
          .selectFrom('installations')
          .selectAll()
          .where('workspace', '=', id)
          .executeTakeFirst();
        return row === undefined ? null : toInstallation(row);
      }),
    serving: (workspace) =>
      run(async (db) => {
        const rows = await db
          .selectFrom('installations')
          .selectAll()
          .where((e) =>
            e.or([
              e('workspace', '=', workspace),
              e(
                'workspace',
                'in',
                e
                  .selectFrom('granted_workspaces')
                  .select('organization')
                  .where('granted_workspaces.workspace', '=', workspace),
              ),
            ]),
          )
          .execute();
        const row = rows.find((one) => one.workspace === workspace) ?? rows[0];
        return row === undefined ? null : toInstallation(row);
      }),
    put: (installation) =>
      run(async (db) => {
        const { workspace, ...values } = toRow(installation);
        await db
          .insertInto('installations')
          .values({ workspace, ...values })
          .onConflict((conflict) => conflict.column('workspace').doUpdateSet(values))
          .execute();
      }),
    replaceTokens: ({ id, installedAt, version }, tokens) =>
      run(async (db) => {
        const { encrypted, expiresAt, version: next } = tokens;
        const changed = await db
          .updateTable('installations')
          .set({
            encrypted: encrypted.text,
            key_id: encrypted.keyId,
            expires_at: expiresAt,
            version: next,
          })
          .where('workspace', '=', id)
          .where('installed_at', '=', installedAt)
          .$if(version !== undefined, (query) => query.where('version', '=', version ?? ''))
          .returning('workspace')
          .execute();
        return changed.length > 0;
      }),
    remove: async ({ id, installedAt }) => {
      const isRemoved = await run(async (db) => {
        const removed = await db
          .deleteFrom('installations')
          .where('workspace', '=', id)
          .where('installed_at', '=', installedAt)
          .returning('workspace')
          .execute();
        if (removed.length === 0) return false;
        await db.deleteFrom('granted_workspaces').where('organization', '=', id).execute();
        return true;
      });
      if (isRemoved) await dropTraces();
      return isRemoved;
    },
    refused: ({ id, installedAt }, at) =>
      run(async (db) => {
        const row = await db
          .updateTable('installations')
          .set((e) => ({ refused_since: e.fn.coalesce('refused_since', e.val(at)) }))
          .where('workspace', '=', id)
          .where('installed_at', '=', installedAt)
          .returning('refused_since')
          .executeTakeFirst();
        return row?.refused_since ?? null;
      }),
    accepted: async ({ id, installedAt }) => {
      await run((db) =>
        db
          .updateTable('installations')
          .set({ refused_since: null })
          .where('workspace', '=', id)
          .where('installed_at', '=', installedAt)
          .where('refused_since', 'is not', null)
          .execute(),
      );
    },
    grant: (organization, workspaces, at) =>
      run(async (db) => {
        const granted: string[] = [];
        for (const workspace of workspaces) {
          const rows = await db
            .insertInto('granted_workspaces')
            .values({ workspace, organization, granted_at: at })
            .onConflict((conflict) =>
              conflict
                .column('workspace')
                .doUpdateSet({ organization, granted_at: at })
                .where('granted_workspaces.organization', '<>', organization),
            )
            .returning('workspace')
            .execute();
          if (rows.length > 0) granted.push(workspace);
        }
        return granted;
      }),
    revoke: (organization, workspaces, at) =>
      run(async (db) => {
        if (workspaces.length === 0) return [];
        const rows = await db
          .deleteFrom('granted_workspaces')
          .where('organization', '=', organization)
          .where('workspace', 'in', workspaces)
          .where('granted_at', '<=', at)
          .returning('workspace')
          .execute();
        return rows.map(({ workspace }) => workspace);
      }),
    grantedBy: (organization) =>
      run(async (db) => {
        const rows = await db
          .selectFrom('granted_workspaces')
          .select('workspace')
          .where('organization', '=', organization)
          .orderBy('workspace')
          .execute();
        return rows.map(({ workspace }) => workspace);
      }),
    list: (after, limit) =>
      run(async (db) => {
        const rows = await db
          .selectFrom('installations')
          .selectAll()
          .where('workspace', '>', after ?? '')
          .orderBy('workspace')
          .limit(limit)
          .execute();
        return rows.map(toInstallation);
      }),
    spendState: (state, expiresAt, now) =>
      run(async (db) => {
        await db.deleteFrom('spent_states').where('expires_at', '<=', now).execute();
        const spent = await db
          .insertInto('spent_states')
          .values({ state_hash: hashToken(state), expires_at: expiresAt })
          .onConflict((conflict) => conflict.doNothing())
          .returning('state_hash')
          .execute();
        return spent.length > 0;
      }),
  };
}

function toRow(installation: Installation): Insertable<Tables['installations']> {
  const { id, name, isOrganization, organization, botUser, bot, scopes, tokens } = installation;
  return {
    workspace: id,
    name: withoutNul(name),
    is_organization: isOrganization ? 1 : 0,
    organization,
    bot_user: botUser,
    bot,
    scopes: scopes.join(','),
    encrypted: tokens.encrypted.text,
    key_id: tokens.encrypted.keyId,
    expires_at: tokens.expiresAt,
    installed_at: installation.installedAt,
    version: tokens.version,
    refused_since: null,
  };
}

function toInstallation(row: Selectable<Tables['installations']>): Installation {
  return {
    id: row.workspace,
    name: row.name,
    isOrganization: row.is_organization === 1,
    organization: row.organization,
    botUser: row.bot_user,
    bot: row.bot,
    scopes: row.scopes.split(',').filter((scope) => scope !== ''),
    tokens: {
      encrypted: { text: row.encrypted, keyId: row.key_id },
      expiresAt: row.expires_at,
      version: row.version,
    },
    installedAt: row.installed_at,
  };
}

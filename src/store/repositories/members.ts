import type { Selectable } from 'kysely';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { exportMember } from '../erasure/export-member.ts';
import { forgetMember } from '../erasure/forget-member.ts';
import { withoutNul } from '../../domain/text.ts';
import { flag } from '../schema/columns.ts';
import { listOf, padded, parametersOf, remembered } from '../row-lists.ts';
import type { Sql } from '../sql.ts';
import type { Tables } from '../schema/tables.ts';
import type { Actor } from '../../ports/identity.ts';
import type { Member, MemberRepository } from '../../ports/members.ts';

/** Longest stored name; renderers shorten further. */
const LONGEST_NAME = 200;

const INSERT = remembered(
  (count) => `insert into members (workspace, id, name, joined_at, language, told_privacy)
values ${listOf('(?, ?, ?, ?, ?, ?)', count)}
on conflict (workspace, id) do nothing`,
);
const TOLD = remembered(
  (count) => `with told (workspace, id) as (values ${listOf('(?, ?)', count)})
update members set told_privacy = 1
from told where members.workspace = told.workspace and members.id = told.id`,
);

/** A member of a workspace. */
export interface InWorkspace<T> {
  readonly workspace: string;
  readonly member: T;
}

/** Adds members, at most as many as a statement has rows. */
export async function addMembers(sql: Sql, members: readonly InWorkspace<Member>[]): Promise<void> {
  if (members.length === 0) return;
  const list = padded(members);
  const values = parametersOf(list, ({ workspace, member }) => [
    workspace,
    member.id,
    member.name,
    member.joinedAt,
    member.language,
    flag(member.toldPrivacy),
  ]);
  await sql.run(INSERT(list.length), ...values);
}

/** Notes that members were told what is stored of them, at most as many as a statement has rows. */
export async function noteToldPrivacy(
  sql: Sql,
  members: readonly InWorkspace<Pick<Member, 'id'>>[],
): Promise<void> {
  if (members.length === 0) return;
  const list = padded(members);
  const values = parametersOf(list, ({ workspace, member }) => [workspace, member.id]);
  await sql.run(TOLD(list.length), ...values);
}

/** A member whom the database does not know yet. */
export function newMember({ id, name, locale }: SeenActor, now: number): Member {
  return {
    id,
    name: storedName(name),
    manager: false,
    listed: true,
    left: false,
    toldPrivacy: false,
    joinedAt: now,
    language: locale,
  };
}

/** A known member as the platform shows them now: they are back, and may have another name or language. */
export function seenAgain(known: Member, { name, locale }: SeenActor): Member {
  // A missing language does not erase the stored one.
  return { ...known, name: storedName(name), language: locale ?? known.language, left: false };
}

type SeenActor = Pick<Actor, 'id' | 'name' | 'locale'>;

function storedName(name: string): string {
  return withoutNul(name).slice(0, LONGEST_NAME);
}

// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of one table, each a method of its own
export function memberRepository(scope: CommitScope, workspace: string): MemberRepository {
  const { db, sql: fast, standings } = scope;
  const one = async (id: string): Promise<Member | null> => {
    const [row] = await fast.rows<Selectable<Tables['members']>>(
      'select * from members where workspace = ? and id = ?',
      workspace,
      id,
    );
    return row === undefined ? null : toMember(row);
  };
  const change = (id: string) =>
    db.updateTable('members').where('workspace', '=', workspace).where('id', '=', id);
  return {
    get: one,
    async upsert(actor, now) {
      const known = await one(actor.id);
      if (known === null) {
        const member = newMember(actor, now);
        await addMembers(fast, [{ workspace, member }]);
        return member;
      }
      const member = seenAgain(known, actor);
      const { name, language } = member;
      if (known.left) await this.setLeft(actor.id, null);
      if (known.name !== name || known.language !== language)
        await change(actor.id).set({ name, language }).execute();
      return member;
    },
    async named(name) {
      const rows = await db
        .selectFrom('members')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('name', '=', name)
        .where('left_at', 'is', null)
        .execute();
      return rows.map(toMember);
    },
    async managers() {
      const rows = await db
        .selectFrom('members')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('manager', '=', 1)
        .orderBy('name')
        .execute();
      return rows.map(toMember);
    },
    async setManager(id, manager) {
      await change(id)
        .set({ manager: flag(manager) })
        .execute();
    },
    setToldPrivacy: (id) => noteToldPrivacy(fast, [{ workspace, member: { id } }]),
    async setListed(id, listed) {
      await change(id)
        .set({ listed: flag(listed) })
        .execute();
      const member = await one(id);
      if (member !== null) await standings.list(workspace, id, listed && !member.left);
    },
    async exported(id) {
      await standings.write();
      return exportMember(fast, workspace, id);
    },
    async storedCounts(id) {
      const count = async (table: 'answers' | 'sessions' | 'reports'): Promise<number> => {
        const row = await db
          .selectFrom(table)
          .select((e) => e.fn.countAll<number>().as('count'))
          .where('workspace', '=', workspace)
          .where('member', '=', id)
          .executeTakeFirstOrThrow();
        return row.count;
      };
      return {
        answers: await count('answers'),
        sessions: await count('sessions'),
        reports: await count('reports'),
      };
    },
    forget: (id, anonymousId, now) => forgetMember(scope, workspace, { id, anonymousId, now }),
    async setLeft(id, at) {
      await change(id).set({ left_at: at }).execute();
      const member = await one(id);
      if (member !== null) await standings.list(workspace, id, member.listed && at === null);
    },
  };
}

export function toMember(row: Selectable<Tables['members']>): Member {
  return {
    id: row.id,
    name: row.name,
    manager: row.manager === 1,
    listed: row.listed === 1,
    left: row.left_at !== null,
    toldPrivacy: row.told_privacy === 1,
    joinedAt: row.joined_at,
    language: row.language,
  };
}

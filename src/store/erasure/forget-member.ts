import type { Sql } from '../sql.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { eraseCredit, eraseName } from './erase-name.ts';
import { answeredMark } from './answered-mark.ts';
import { MEMBER_COLUMNS } from './member-columns.ts';

/** Replaces an erased name, in every language. */
const FORMER = '–';

/** Reasons that were seen longer ago than this do not keep an answer from counting (docs/rules.md). */
const SEEN_MS = 30 * 24 * 3_600_000;

/** Rounds that take answers, or may again after a void, whose question the member has answered or seen. */
const OPEN_ROUNDS = `select rounds.id as round from rounds
where rounds.workspace = ? and (rounds.closed_at is null or rounds.closed_at = rounds.voided_at)
  and rounds.withdrawn_at is null
  and (exists (select 1 from answers where answers.workspace = rounds.workspace
      and answers.member = ? and answers.deck = rounds.deck and answers.question = rounds.question
      and (answers.round = rounds.id or answers.at >= rounds.opened_at or answers.at > ?))
    or exists (select 1 from attempts where attempts.workspace = rounds.workspace
      and attempts.member = ? and attempts.deck = rounds.deck
      and attempts.question = rounds.question and attempts.at >= rounds.opened_at))`;

/** Tables of what only a present member can have. */
const WITHOUT_ANONYMOUS = [
  'absences',
  'reminders',
  'report_letters',
  'deck_drafts',
  'suggestions',
  'studio_links',
  'studio_sessions',
];

export interface Forgotten {
  readonly id: string;
  /** A new id without meaning, which the answers get. */
  readonly anonymousId: string;
  readonly now: number;
}

/**
 * Replaces a member by an anonymous one in every table and deletes the member's own row.
 * @returns the names of the posts that show their name in channels until they are edited
 */
export async function forgetMember(
  { db, sql: fast, standings, queues }: CommitScope,
  workspace: string,
  { id, anonymousId, now }: Forgotten,
): Promise<readonly string[]> {
  const [member] = await fast.rows<{ name: string }>(
    'select name from members where workspace = ? and id = ?',
    workspace,
    id,
  );
  let shown: readonly string[] = [];
  if (member !== undefined) {
    shown = await eraseName(fast, workspace, member.name, FORMER);
    await eraseCredit(fast, workspace, member.name);
  }
  await standings.list(workspace, id, false);
  const open = await fast.rows<{ round: string }>(OPEN_ROUNDS, workspace, id, now - SEEN_MS, id);
  for (const { round } of open) {
    await fast.run(
      'insert into answered_marks (workspace, round, mark) values (?, ?, ?) on conflict do nothing',
      workspace,
      round,
      answeredMark(workspace, round, id),
    );
  }
  await db
    .insertInto('members')
    .values({ workspace, id: anonymousId, name: '', listed: 0, left_at: now, joined_at: now })
    .execute();
  // Notices to the member hold their name, and the posts' names their id.
  const notices = await db
    .deleteFrom('posts')
    .where('workspace', '=', workspace)
    .where('member', '=', id)
    .where('kind', '=', 'tell')
    .returning('channel')
    .execute();
  for (const { channel } of notices) queues.add({ workspace, channel, lane: 'notices' });
  await renameNotices(fast, workspace, id, anonymousId);
  for (const [table, column] of MEMBER_COLUMNS) {
    const tenant =
      table === 'standings'
        ? 'board in (select id from boards where workspace = ?)'
        : 'workspace = ?';
    await fast.run(
      `update ${table} set ${column} = ? where ${tenant} and ${column} = ?`,
      anonymousId,
      workspace,
      id,
    );
  }
  // The member's own words may identify them.
  await fast.run(
    `update reports set note = '' where workspace = ? and member = ?`,
    workspace,
    anonymousId,
  );
  // An anonymous member has no habits, no way into the studio and writes nothing.
  for (const table of WITHOUT_ANONYMOUS) {
    await fast.run(
      `delete from ${table} where workspace = ? and member = ?`,
      workspace,
      anonymousId,
    );
  }
  await db.deleteFrom('members').where('workspace', '=', workspace).where('id', '=', id).execute();
  return shown;
}

/** A notice that another manager got in a member's place is called after the member's. */
async function renameNotices(
  sql: Sql,
  workspace: string,
  id: string,
  anonymousId: string,
): Promise<void> {
  for (const column of ['name', 'owed'])
    await sql.run(
      `update posts set ${column} = replace(${column}, ?, ?)
where workspace = ? and replace(${column}, ?, '') <> ${column}`,
      `:${id}:`,
      `:${anonymousId}:`,
      workspace,
      `:${id}:`,
    );
}

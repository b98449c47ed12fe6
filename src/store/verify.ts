import { sql, type Kysely } from 'kysely';
import { ALL_TIME, fold, tallyKey, WORKSPACE_SCOPE, type Tally } from '../domain/standings.ts';
import type { CommitScope } from './transaction/commit-scope.ts';
import { lateQueues, wrongCounts } from './verify-due.ts';
import { readJson } from './schema/columns.ts';
import type { Tables } from './schema/tables.ts';

/** Receives the next step. */
export type VerifyStep = (what: string) => void;

type Check = (scope: CommitScope, workspace: string) => Promise<readonly string[]>;

const CHECKS: readonly (readonly [string, Check])[] = [
  ['standings', ({ db }, workspace) => wrongStandings(db, workspace)],
  ['tallies', ({ db }, workspace) => wrongTallies(db, workspace)],
  ['answers', ({ db }, workspace) => wrongAnswers(db, workspace)],
  ['posts', ({ db }, workspace) => wrongPosts(db, workspace)],
  ['queues', lateQueues],
  ['counts', wrongCounts],
];

/** Broken invariants of the data, one sentence each. It reads everything, so it is for operators and tests. */
export async function verifyData(
  scope: CommitScope,
  onStep: VerifyStep = () => {},
): Promise<readonly string[]> {
  const found: string[] = [];
  await scope.flush();
  const workspaces = await scope.db.selectFrom('workspaces').select('id').execute();
  for (const [index, { id }] of workspaces.entries()) {
    const where =
      workspaces.length === 1 ? '' : ` of workspace ${index + 1} of ${workspaces.length}`;
    for (const [what, find] of CHECKS) {
      onStep(`${what}${where}`);
      found.push(...(await find(scope, id)));
    }
  }
  found.push(...(await wrongInstallations(scope.db)));
  return found;
}

/** Tokens of installations must be encrypted, and grants must belong to an organization's installation. */
async function wrongInstallations(db: Kysely<Tables>): Promise<readonly string[]> {
  const plain = await db
    .selectFrom('installations')
    .select('workspace')
    .where((e) => e.or([e('encrypted', 'not like', 'v1.%'), e('key_id', '=', '')]))
    .execute();
  const orphans = await db
    .selectFrom('granted_workspaces')
    .select(['workspace', 'organization'])
    .where('organization', 'not in', (e) =>
      e
        .selectFrom('installations')
        .select('installations.workspace')
        .where('is_organization', '=', 1),
    )
    .execute();
  return [
    ...plain.map(({ workspace }) => `${workspace}: a token is not encrypted`),
    ...orphans.map(
      ({ workspace, organization }) =>
        `${workspace} is granted by ${organization}, which has no installation`,
    ),
  ];
}

/** Standings must equal the pure fold over answers. */
async function wrongStandings(db: Kysely<Tables>, workspace: string): Promise<readonly string[]> {
  const expected = await expectedStandings(db, workspace);
  const rows = await db
    .selectFrom('board_standings')
    .selectAll()
    .where('workspace', '=', workspace)
    .execute();
  const found: string[] = [];
  for (const row of rows) {
    const key = tallyKey(row.scope, row.period, row.member);
    const tally = expected.get(key);
    expected.delete(key);
    const same =
      tally !== undefined &&
      tally.points === row.points &&
      tally.right === row.right_answers &&
      tally.answered === row.answered;
    if (!same) {
      found.push(
        `${workspace}: standing of ${row.member} in ${row.scope} ${row.period} is ${row.points}/${row.right_answers}/${row.answered}, the answers say ${tally === undefined ? 'none' : `${tally.points}/${tally.right}/${tally.answered}`}`,
      );
    }
  }
  for (const key of expected.keys()) {
    found.push(`${workspace}: standing missing for ${key.replaceAll('\n', ' ')}`);
  }
  return found;
}

/** A workspace's standings by its answers and its archived points. */
export async function expectedStandings(
  db: Kysely<Tables>,
  workspace: string,
): Promise<Map<string, Tally>> {
  const answers = await db
    .selectFrom('answers')
    .select(['member', 'channel', 'week', 'month', 'is_right'])
    .where('workspace', '=', workspace)
    .where('counts', '=', 1)
    .where('tallied', '=', 1)
    .execute();
  const expected = new Map(
    fold(answers.map((answer) => ({ ...answer, right: answer.is_right === 1 }))),
  );
  await addArchived(db, workspace, expected);
  return expected;
}

/** Adds the archived points of deleted answers to boards of all time, and drops the weeks that they were part of. */
async function addArchived(
  db: Kysely<Tables>,
  workspace: string,
  expected: Map<string, Tally>,
): Promise<void> {
  const mark = await db
    .selectFrom('retention_marks')
    .select('month')
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  if (mark === undefined) return;
  for (const key of expected.keys()) {
    const period = key.split('\n')[1] ?? '';
    if (period.startsWith('w') && period < `w${mark.month}-01`) expected.delete(key);
  }
  const archived = await db
    .selectFrom('archived_points')
    .selectAll()
    .where('workspace', '=', workspace)
    .execute();
  for (const row of archived) {
    for (const scope of [row.channel, WORKSPACE_SCOPE]) {
      const key = tallyKey(scope, ALL_TIME, row.member);
      const old = expected.get(key) ?? { points: 0, right: 0, answered: 0 };
      expected.set(key, {
        points: old.points + row.points,
        right: old.right + row.right_answers,
        answered: old.answered + row.answered,
      });
    }
  }
}

async function wrongTallies(db: Kysely<Tables>, workspace: string): Promise<readonly string[]> {
  const counted = await db
    .selectFrom('board_standings')
    .select((e) => ['scope', 'period', 'points', e.fn.countAll<number>().as('members')])
    .where('workspace', '=', workspace)
    .where('listed', '=', 1)
    .groupBy(['scope', 'period', 'points'])
    .execute();
  const kept = await db
    .selectFrom('board_tallies')
    .select(['scope', 'period', 'points', 'members'])
    .where('workspace', '=', workspace)
    .where('members', '<>', 0)
    .execute();
  const line = (row: { scope: string; period: string; points: number; members: number }): string =>
    `${row.scope} ${row.period} ${row.points}: ${row.members}`;
  const expected = new Set(counted.map(line));
  const actual = new Set(kept.map(line));
  return [
    ...[...expected]
      .filter((row) => !actual.has(row))
      .map((row) => `${workspace}: tally missing ${row}`),
    ...[...actual]
      .filter((row) => !expected.has(row))
      .map((row) => `${workspace}: tally wrong ${row}`),
  ];
}

async function wrongAnswers(db: Kysely<Tables>, workspace: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('answers')
    .innerJoin('rounds', (join) =>
      join
        .onRef('rounds.workspace', '=', 'answers.workspace')
        .onRef('rounds.id', '=', 'answers.round'),
    )
    .select([
      'answers.round as round',
      'answers.member as member',
      'answers.option_id as option',
      'answers.is_right as right',
      'answers.counts as counts',
      'answers.tallied as tallied',
      'answers.at as at',
      'rounds.keys as keys',
      'rounds.opened_at as openedAt',
      'rounds.closed_at as closedAt',
      'rounds.voided_at as voidedAt',
    ])
    .where('answers.workspace', '=', workspace)
    .execute();
  const found: string[] = [];
  for (const row of rows) {
    const where = `${workspace}: answer of ${row.member} in round ${row.round}`;
    if (readJson<readonly string[]>(row.keys).includes(row.option) !== (row.right === 1)) {
      found.push(`${where} is judged against another key`);
    }
    if (row.at < row.openedAt) found.push(`${where} came before the round opened`);
    if (row.closedAt !== null && row.at > row.closedAt) found.push(`${where} came after the close`);
    if (row.closedAt !== null && row.voidedAt === null && row.tallied === 0)
      found.push(`${where} is in no standing although the round is closed`);
    if (row.voidedAt !== null && row.counts === 1) found.push(`${where} counts in a voided round`);
  }
  return found;
}

async function wrongPosts(db: Kysely<Tables>, workspace: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('rounds')
    .leftJoin('posts', (join) =>
      join
        .onRef('posts.workspace', '=', 'rounds.workspace')
        .on('posts.name', '=', sql<string>`'round:' || rounds.id`),
    )
    .select(['rounds.id as round', 'posts.id as post'])
    .where('rounds.workspace', '=', workspace)
    .where('posts.id', 'is', null)
    .execute();
  return rows.map((row) => `${workspace}: round ${row.round} has no post in the outbox`);
}

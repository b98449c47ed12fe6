import type { Selectable } from 'kysely';
import { POINTS_RIGHT, POINTS_TAKING_PART } from '../../domain/standings.ts';
import type { AnswerRepository, NewAnswer } from '../../ports/store.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { flag } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';
import { thin } from '../erasure/drop-old-answers.ts';

const INSERT = `insert into answers
  (workspace, round, member, option_id, is_right, counts, channel, deck, question, week, month, at)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (workspace, round, member) do nothing`;

const LAST_COUNTED = `select at from answers
where workspace = ? and member = ? and deck = ? and question = ? and counts = 1
order by at desc limit 1`;

// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of one table, each a method of its own
export function answerRepository(
  { db, sql: fast, standings, boards }: CommitScope,
  workspace: string,
): AnswerRepository {
  const inRound = async (round: string): Promise<readonly NewAnswer[]> => {
    const rows = await db
      .selectFrom('answers')
      .selectAll()
      .where('workspace', '=', workspace)
      .where('round', '=', round)
      .orderBy('at')
      .execute();
    return rows.map(toAnswer);
  };
  return {
    inRound,
    async record(answer, listed) {
      const inserted = fast.run(
        INSERT,
        workspace,
        answer.round,
        answer.member,
        answer.option,
        flag(answer.right),
        flag(answer.counts),
        answer.channel,
        answer.deck,
        answer.question,
        answer.week,
        answer.month,
        answer.at,
      );
      if (inserted === 0) return false;
      if (answer.counts) standings.add(workspace, { ...answer, sign: 1, listed });
      return true;
    },
    async of(round, member) {
      const row = await db
        .selectFrom('answers')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('round', '=', round)
        .where('member', '=', member)
        .executeTakeFirst();
      return row === undefined ? null : toAnswer(row);
    },
    async setSure(round, member, sure) {
      const changed = await db
        .updateTable('answers')
        .set({ sure })
        .where('workspace', '=', workspace)
        .where('round', '=', round)
        .where('member', '=', member)
        .where('sure', 'is', null)
        .returning('at')
        .execute();
      return changed.length > 0;
    },
    async lastCounted(member, deck, question) {
      const [found] = fast.rows<{ at: number }>(LAST_COUNTED, workspace, member, deck, question);
      return found?.at ?? null;
    },
    async spread(round) {
      return db
        .selectFrom('answers')
        .select((e) => ['option_id as option', e.fn.countAll<number>().as('count')])
        .where('workspace', '=', workspace)
        .where('round', '=', round)
        .groupBy('option_id')
        .execute();
    },
    async count(round) {
      const row = await db
        .selectFrom('answers')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('workspace', '=', workspace)
        .where('round', '=', round)
        .executeTakeFirstOrThrow();
      return row.count;
    },
    async dropAnswersBefore(month) {
      standings.write();
      boards.clear();
      return thin(fast, workspace, month, { right: POINTS_RIGHT, other: POINTS_TAKING_PART });
    },
    async rejudge(round, keys, counts) {
      for (const old of await inRound(round)) {
        const right = keys.includes(old.option);
        const member = await db
          .selectFrom('members')
          .select(['listed', 'left_at'])
          .where('workspace', '=', workspace)
          .where('id', '=', old.member)
          .executeTakeFirst();
        const listed = member?.listed === 1 && member.left_at === null;
        if (old.counts) standings.add(workspace, { ...old, sign: -1, listed });
        const countsNow = counts && old.counts;
        if (countsNow) standings.add(workspace, { ...old, right, sign: 1, listed });
        await db
          .updateTable('answers')
          .set({ is_right: flag(right), counts: flag(countsNow) })
          .where('workspace', '=', workspace)
          .where('round', '=', round)
          .where('member', '=', old.member)
          .execute();
      }
    },
  };
}

function toAnswer(row: Selectable<Tables['answers']>): NewAnswer {
  return {
    round: row.round,
    member: row.member,
    option: row.option_id,
    right: row.is_right === 1,
    counts: row.counts === 1,
    channel: row.channel,
    deck: row.deck,
    question: row.question,
    week: row.week,
    month: row.month,
    at: row.at,
    sure: row.sure,
  };
}

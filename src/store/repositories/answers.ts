import type { Selectable } from 'kysely';
import { periodsOf } from '../../domain/calendar.ts';
import { POINTS_RIGHT, POINTS_TAKING_PART } from '../../domain/standings.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { flag } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';
import { answerHistory } from './answer-history.ts';
import { recordAnswers } from './record-answers.ts';
import { thin } from '../erasure/drop-old-answers.ts';
import type { AnswerRepository, NewAnswer } from '../../ports/rounds.ts';

const RECOUNT_RIGHT = `update rounds set right_answers = right_answers + ? where workspace = ? and id = ?`;

const ANSWERED = 'select answered from rounds where workspace = ? and id = ?';

/** An answer with its member's state in the standings. */
interface Standing {
  readonly answer: NewAnswer;
  readonly eligible: boolean;
  readonly tallied: boolean;
  readonly listed: boolean;
}

// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of one table, each a method of its own
export function answerRepository(scope: CommitScope, workspace: string): AnswerRepository {
  const { db, sql: fast, standings, boards } = scope;
  const rowsIn = () =>
    db
      .selectFrom('answers')
      .innerJoin('members', (join) =>
        join
          .onRef('members.workspace', '=', 'answers.workspace')
          .onRef('members.id', '=', 'answers.member'),
      )
      .selectAll('answers')
      .select(['members.listed as listed', 'members.left_at as leftAt'])
      .where('answers.workspace', '=', workspace)
      .orderBy('answers.at');
  const inRound = async (round: string): Promise<readonly Standing[]> =>
    (await rowsIn().where('answers.round', '=', round).execute()).map((row) => ({
      answer: toAnswer(row),
      eligible: row.eligible === 1,
      tallied: row.tallied === 1,
      listed: row.listed === 1 && row.leftAt === null,
    }));
  /** Removes an answer from the standings in its old form and adds it in its new one. */
  const replace = async (old: Standing, now: Standing): Promise<void> => {
    if (old.answer.counts && old.tallied)
      await standings.add(workspace, { ...old.answer, sign: -1, listed: old.listed });
    if (now.answer.counts && now.tallied)
      await standings.add(workspace, { ...now.answer, sign: 1, listed: now.listed });
  };
  const change = (round: string, member: string) =>
    db
      .updateTable('answers')
      .where('workspace', '=', workspace)
      .where('round', '=', round)
      .where('member', '=', member);
  return {
    inRound: async (round) => (await inRound(round)).map(({ answer }) => answer),
    async record(given) {
      const recorded = await recordAnswers(
        scope,
        given.map((one) => ({ workspace, ...one })),
      );
      return recorded.map(({ answer }) => answer);
    },
    async tally(round) {
      const pending = (await inRound(round)).filter(({ tallied }) => !tallied);
      for (const one of pending) await replace(one, { ...one, tallied: true });
      await fast.run(
        'update answers set tallied = 1 where workspace = ? and round = ? and tallied = 0',
        workspace,
        round,
      );
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
      const changed = await change(round, member)
        .set({ sure })
        .where('sure', 'is', null)
        .returning('at')
        .execute();
      return changed.length > 0;
    },
    historyOf: (round, member) => answerHistory(fast, workspace, round, member),
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
      const [row] = await fast.rows<{ answered: number }>(ANSWERED, workspace, round);
      return row?.answered ?? 0;
    },
    async dropAnswersBefore(month) {
      await standings.write();
      boards.clear();
      return thin(fast, workspace, month, { right: POINTS_RIGHT, other: POINTS_TAKING_PART });
    },
    async rejudge(round, keys, counts) {
      let more = 0;
      for (const old of await inRound(round)) {
        const right = keys.includes(old.answer.option);
        more += flag(right) - flag(old.answer.right);
        const countsNow = counts && old.eligible;
        await replace(old, { ...old, answer: { ...old.answer, right, counts: countsNow } });
        await change(round, old.answer.member)
          .set({ is_right: flag(right), counts: flag(countsNow) })
          .execute();
      }
      await fast.run(RECOUNT_RIGHT, more, workspace, round);
    },
    async changeZone(channel, zone, since) {
      const rows = await rowsIn()
        .where('answers.channel', '=', channel)
        .where('answers.at', '>=', since)
        .execute();
      for (const row of rows) {
        const { week, month } = periodsOf(row.at, zone);
        if (week === row.week && month === row.month) continue;
        const listed = row.listed === 1 && row.leftAt === null;
        const old: Standing = {
          answer: toAnswer(row),
          eligible: row.eligible === 1,
          tallied: row.tallied === 1,
          listed,
        };
        await replace(old, { ...old, answer: { ...old.answer, week, month } });
        await change(row.round, row.member).set({ week, month }).execute();
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

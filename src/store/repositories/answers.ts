import type { Selectable } from 'kysely';
import { periodsOf } from '../../domain/calendar.ts';
import { POINTS_RIGHT, POINTS_TAKING_PART } from '../../domain/standings.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { flag } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';
import { answerHistory } from './answer-history.ts';
import { recordAnswers } from './record-answers.ts';
import { thin } from '../erasure/drop-old-answers.ts';
import { inPaddedChunks, listOf, remembered } from '../row-lists.ts';
import type { AnswerRepository, NewAnswer, OptionCount } from '../../ports/rounds.ts';

const RECOUNT_RIGHT = `update rounds set right_answers = right_answers + ? where workspace = ? and id = ?`;

const ANSWERED = 'select answered from rounds where workspace = ? and id = ?';

const PENDING = remembered(
  (count) => `select answers.*, members.listed as listed, members.left_at as "leftAt" from answers
join members on members.workspace = answers.workspace and members.id = answers.member
where answers.workspace = ? and answers.round in (${listOf('?', count)}) and answers.tallied = 0
order by answers.at`,
);
const TALLIED = remembered(
  (count) => `update answers set tallied = 1
where workspace = ? and round in (${listOf('?', count)}) and tallied = 0`,
);

const SPREADS = remembered(
  (count) => `select round, option_id as option, count(*) as count from answers
where workspace = ? and round in (${listOf('?', count)}) group by round, option_id`,
);

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
    (await rowsIn().where('answers.round', '=', round).execute()).map(toStanding);
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
    async tally(...rounds) {
      for (const chunk of inPaddedChunks(rounds)) {
        const rows = await fast.rows<StandingRow>(PENDING(chunk.length), workspace, ...chunk);
        const pending = rows.map(toStanding);
        for (const one of pending) await replace(one, { ...one, tallied: true });
        if (pending.length > 0) await fast.run(TALLIED(chunk.length), workspace, ...chunk);
      }
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
    async spreads(rounds) {
      const spreads = new Map<string, OptionCount[]>();
      for (const chunk of inPaddedChunks(rounds)) {
        const rows = await fast.rows<OptionCount & { readonly round: string }>(
          SPREADS(chunk.length),
          workspace,
          ...chunk,
        );
        for (const { round, ...count } of rows)
          spreads.set(round, [...(spreads.get(round) ?? []), count]);
      }
      return spreads;
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
        const old = toStanding(row);
        await replace(old, { ...old, answer: { ...old.answer, week, month } });
        await change(row.round, row.member).set({ week, month }).execute();
      }
    },
  };
}

interface StandingRow extends Selectable<Tables['answers']> {
  readonly listed: number;
  readonly leftAt: number | null;
}

function toStanding(row: StandingRow): Standing {
  return {
    answer: toAnswer(row),
    eligible: row.eligible === 1,
    tallied: row.tallied === 1,
    listed: row.listed === 1 && row.leftAt === null,
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

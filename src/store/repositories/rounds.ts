import type { Round } from '../../domain/round.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { flag } from '../schema/columns.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { AskedQuestion, NewRound, RoundClosing, RoundRepository } from '../../ports/rounds.ts';
import { inChunks, inPaddedChunks, listOf, remembered } from '../row-lists.ts';
import type { SqlValue } from '../sql.ts';
import { toRound, type RoundRow } from './pinned-rounds.ts';
import { storeQuestions } from './questions.ts';
import { scheduledDays } from './scheduled-days.ts';

const ONE = `select rounds.*, questions.body as body from rounds
join questions on questions.workspace = rounds.workspace and questions.hash = rounds.question_hash
where rounds.workspace = ? and rounds.id = ?`;

const ADD = remembered(
  (
    count,
  ) => `insert into rounds (workspace, id, channel, question_hash, deck, question, dealt, keys,
  opened_at, closes_at, schedule, slot, day, zone, asks_sure, ordinal, is_repeat)
values ${listOf('(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', count)}`,
);

const OPEN_IN = `select rounds.*, questions.body as body from rounds
join questions on questions.workspace = rounds.workspace and questions.hash = rounds.question_hash
where rounds.workspace = ? and rounds.channel = ? and rounds.closed_at is null
  and rounds.withdrawn_at is null
order by rounds.opened_at desc, rounds.id desc`;

const ASKED_IN = `select deck, question, max(opened_at) as "lastAskedAt",
  sum(answered) as answered, sum(right_answers) as "right"
from rounds where workspace = ? and channel = ? and withdrawn_at is null
group by deck, question`;

const LAST_ANSWERS = remembered(
  (count) => `select round as id, max(at) as at from answers
where workspace = ? and round in (${listOf('?', count)}) group by round`,
);
const CLOSE = remembered(
  (count) => `update rounds set closed_at = ?
where workspace = ? and id in (${listOf('?', count)}) and closed_at is null
returning id`,
);

const MISSED_BY = `select deck, question, day, zone from rounds
where workspace = ? and opened_at >= ? and closed_at is not null
  and voided_at is null and withdrawn_at is null
  and exists (select 1 from answers where answers.workspace = rounds.workspace
    and answers.channel = rounds.channel and answers.member = ?)
  and not exists (select 1 from answers where answers.workspace = rounds.workspace
    and answers.round = rounds.id and answers.member = ?)
order by opened_at`;

const NEWEST_ORDINAL = `select max(ordinal) as ordinal from rounds
where workspace = ? and channel = ? and withdrawn_at is null`;

/** A voided round may be opened again for some days: until then it knows who has answered. */
const MARKS_KEPT_MS = 8 * 24 * 3_600_000;
const DROP_MARKS = `delete from answered_marks where workspace = ? and round in (
  select id from rounds where workspace = ? and (withdrawn_at is not null
    or (closed_at is not null and (voided_at is null or voided_at < ?))))`;

// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of one table, each a method of its own
export function roundRepository(
  { db, sql: fast, rounds, ahead }: CommitScope,
  workspace: string,
): RoundRepository {
  const select = () =>
    db
      .selectFrom('rounds')
      .innerJoin('questions', (join) =>
        join
          .onRef('questions.workspace', '=', 'rounds.workspace')
          .onRef('questions.hash', '=', 'rounds.question_hash'),
      )
      .selectAll('rounds')
      .select('questions.body as body')
      .where('rounds.workspace', '=', workspace)
      .where('rounds.withdrawn_at', 'is', null);
  const newest = async (channel: string, limit: number): Promise<readonly Round[]> => {
    const rows = await select()
      .where('rounds.channel', '=', channel)
      .orderBy('rounds.opened_at', 'desc')
      .orderBy('rounds.id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toRound);
  };
  const change = (id: string) => {
    rounds.clear();
    ahead.dropRound(id);
    return db.updateTable('rounds').where('workspace', '=', workspace).where('id', '=', id);
  };
  const closeAll = async (closings: readonly RoundClosing[]): Promise<readonly string[]> => {
    if (closings.length === 0) return [];
    rounds.clear();
    const ids = closings.map(({ id }) => id);
    ahead.closeRounds(ids);
    // The close is not before the last committed answer, even if that answer's clock reading is a moment later.
    const last = new Map<string, number>();
    for (const chunk of inPaddedChunks(ids))
      for (const one of await fast.rows<RoundClosing>(
        LAST_ANSWERS(chunk.length),
        workspace,
        ...chunk,
      ))
        last.set(one.id, one.at);
    const ends = groupBy(closings, ({ id, at }) => Math.max(at, last.get(id) ?? at));
    const closed = new Set<string>();
    for (const [at, together] of ends)
      for (const chunk of inPaddedChunks(together)) {
        const some = chunk.map(({ id }) => id);
        const rows = await fast.rows<{ id: string }>(CLOSE(some.length), at, workspace, ...some);
        for (const { id } of rows) closed.add(id);
      }
    const latest = Math.max(...closings.map(({ at }) => at));
    await fast.run(DROP_MARKS, workspace, workspace, latest - MARKS_KEPT_MS);
    return ids.filter((id) => closed.has(id));
  };
  return {
    async add(...added) {
      for (const { channel } of added) ahead.dropRoundsIn(workspace, channel);
      await storeQuestions(
        fast,
        workspace,
        added.map(({ pinned }) => pinned),
      );
      for (const chunk of inChunks(added))
        await fast.run(ADD(chunk.length), ...chunk.flatMap((round) => valuesOf(workspace, round)));
    },
    async get(id) {
      const key = `${workspace}\n${id}`;
      const known = rounds.get(key);
      if (known !== undefined) return known;
      const [row] = await fast.rows<RoundRow>(ONE, workspace, id);
      if (row === undefined) return null;
      const round = toRound(row);
      rounds.set(key, round);
      return round;
    },
    async openIn(channel) {
      const known = ahead.roundsIn(workspace, channel);
      if (known !== undefined) return known.open;
      return (await fast.rows<RoundRow>(OPEN_IN, workspace, channel)).map(toRound);
    },
    newestIn: async (channel) => (await newest(channel, 1))[0] ?? null,
    recent: newest,
    async byOrdinal(channel, ordinal) {
      const row = await select()
        .where('rounds.channel', '=', channel)
        .where('rounds.ordinal', '=', ordinal)
        .executeTakeFirst();
      return row === undefined ? null : toRound(row);
    },
    async missedBy(member, since) {
      return await fast.rows<{ deck: string; question: string; day: string; zone: string }>(
        MISSED_BY,
        workspace,
        since,
        member,
        member,
      );
    },
    async nextOrdinal(channel) {
      const known = ahead.roundsIn(workspace, channel);
      if (known !== undefined) return known.newestOrdinal + 1;
      const [row] = await fast.rows<{ ordinal: number | null }>(NEWEST_ORDINAL, workspace, channel);
      return (row?.ordinal ?? 0) + 1;
    },
    async ofQuestion(deck, question) {
      const rows = await select()
        .where('rounds.deck', '=', deck)
        .where('rounds.question', '=', question)
        .orderBy('rounds.opened_at')
        .execute();
      return rows.map(toRound);
    },
    async closedQuestions(deck) {
      const rows = await db
        .selectFrom('rounds')
        .select('question')
        .distinct()
        .where('workspace', '=', workspace)
        .where('deck', '=', deck)
        .where('closed_at', 'is not', null)
        .where('voided_at', 'is', null)
        .where('withdrawn_at', 'is', null)
        .execute();
      return rows.map(({ question }) => question);
    },
    async withdraw(id, at) {
      await change(id).set({ withdrawn_at: at }).execute();
    },
    async reopen(id) {
      await change(id).set({ closed_at: null }).execute();
    },
    close: async (id, at) => (await closeAll([{ id, at }])).length > 0,
    closeAll,
    async setVoid(id, at) {
      await change(id).set({ voided_at: at }).execute();
    },
    async setKeys(id, keys) {
      await change(id)
        .set({ keys: JSON.stringify(keys) })
        .execute();
    },
    askedIn: async (channel) =>
      ahead.roundsIn(workspace, channel)?.asked ??
      (await fast.rows<AskedQuestion>(ASKED_IN, workspace, channel)),
    async scheduledDays(channel, member, now, limit) {
      const ask = { workspace, channel, member, now, limit };
      const [found] = await scheduledDays(fast, [ask]);
      return found ?? { days: [], complete: true };
    },
    async between(channel, from, until) {
      const rows = await select()
        .$if(channel !== null, (rounds) => rounds.where('rounds.channel', '=', channel))
        .where('rounds.opened_at', '>=', from)
        .where('rounds.opened_at', '<', until)
        .where('rounds.voided_at', 'is', null)
        .orderBy('rounds.opened_at')
        .execute();
      return rows.map(toRound);
    },
  };
}

function valuesOf(workspace: string, round: NewRound): readonly SqlValue[] {
  const { pinned } = round;
  return [
    workspace,
    round.id,
    round.channel,
    pinned.hash,
    pinned.deck,
    pinned.question.id,
    JSON.stringify(round.dealt),
    JSON.stringify(round.keys),
    round.openedAt,
    round.closesAt,
    round.schedule,
    round.slot,
    round.day,
    round.zone,
    flag(round.asksSure),
    round.ordinal,
    flag(round.isRepeat),
  ];
}

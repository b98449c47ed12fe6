import type { Round } from '../../domain/round.ts';
import type { AnswerHistory } from '../../ports/rounds.ts';
import { answeredMark } from '../erasure/answered-mark.ts';
import type { Sql } from '../sql.ts';

const lastCounted = (column: 'at' | 'channel'): string => `(select ${column} from answers
  where workspace = ? and member = ? and deck = ? and question = ? and counts = 1
  order by at desc limit 1)`;

/** After a reveal in any channel, the reasons count as known in the whole workspace. */
const REVEALED = `select 1 from rounds
  where workspace = ? and deck = ? and question = ? and id <> ?
    and closed_at >= ? and voided_at is null and withdrawn_at is null`;

const PRACTISED = `select 1 from attempts
  where workspace = ? and member = ? and deck = ? and question = ? and at >= ?`;

const ANSWERED = `select 1 from answers
  where workspace = ? and member = ? and deck = ? and question = ? and at >= ? and round <> ?`;

/** One statement: over a network each would be a round trip. */
const HISTORY = `select
  case when exists (select 1 from answered_marks where workspace = ? and round = ? and mark = ?)
    then 1 else 0 end as forgotten,
  ${lastCounted('at')} as "at", ${lastCounted('channel')} as "channel",
  case when exists (${REVEALED}) or exists (${PRACTISED}) or exists (${ANSWERED})
    then 1 else 0 end as knows`;

/** What the database knows of a member and the question of a round, before they answer it. */
export async function answerHistory(
  sql: Sql,
  workspace: string,
  { id, openedAt, pinned }: Round,
  member: string,
): Promise<AnswerHistory> {
  const asked = [pinned.deck, pinned.question.id] as const;
  const theirs = [workspace, member, ...asked] as const;
  const [row] = await sql.rows<{
    forgotten: number;
    at: number | null;
    channel: string | null;
    knows: number;
  }>(
    HISTORY,
    workspace,
    id,
    answeredMark(workspace, id, member),
    ...theirs,
    ...theirs,
    workspace,
    ...asked,
    id,
    openedAt,
    ...theirs,
    openedAt,
    ...theirs,
    openedAt,
    id,
  );
  const { at, channel } = row ?? { at: null, channel: null };
  return {
    wasForgotten: row?.forgotten === 1,
    lastCounted: at === null || channel === null ? null : { at, channel },
    knowsReasons: row?.knows === 1,
  };
}

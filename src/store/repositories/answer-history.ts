import type { Selectable } from 'kysely';
import type { Round } from '../../domain/round.ts';
import type { AnswerHistory } from '../../ports/rounds.ts';
import { answeredMark } from '../erasure/answered-mark.ts';
import { filled, numberedListOf, remembered } from '../row-lists.ts';
import type { Tables } from '../schema/tables.ts';
import type { Sql, SqlValue } from '../sql.ts';

const lastCounted = (column: 'at' | 'channel'): string => `(select ${column} from answers
  where workspace = asked.workspace and member = asked.member and deck = asked.deck
    and question = asked.question and counts = 1
  order by at desc limit 1)`;

/** After a reveal in any channel, the reasons count as known in the whole workspace. */
const REVEALED = `select 1 from rounds
  where workspace = asked.workspace and deck = asked.deck and question = asked.question
    and id <> asked.round and closed_at >= asked.opened_at
    and voided_at is null and withdrawn_at is null`;

const PRACTISED = `select 1 from attempts
  where workspace = asked.workspace and member = asked.member and deck = asked.deck
    and question = asked.question and at >= asked.opened_at`;

const ANSWERED = `select 1 from answers
  where workspace = asked.workspace and member = asked.member and deck = asked.deck
    and question = asked.question and at >= asked.opened_at and round <> asked.round`;

/** One statement for all of a commit: over a network each would be a round trip. */
const KNOWN = remembered(
  (count) => `with asked (ask, workspace, round, member, mark, deck, question, opened_at) as (
  values ${numberedListOf('?, ?, ?, ?, ?, ?, cast(? as bigint)', count)})
select asked.ask, members.*, first.option_id as "firstOption", first.at as "firstAt",
  case when exists (select 1 from answered_marks where workspace = asked.workspace
    and round = asked.round and mark = asked.mark) then 1 else 0 end as forgotten,
  ${lastCounted('at')} as "countedAt", ${lastCounted('channel')} as "countedIn",
  case when exists (${REVEALED}) or exists (${PRACTISED}) or exists (${ANSWERED})
    then 1 else 0 end as knows
from asked
left join members on members.workspace = asked.workspace and members.id = asked.member
left join answers as first on first.workspace = asked.workspace and first.round = asked.round
  and first.member = asked.member
where asked.workspace is not null`,
);

type MemberRow = Selectable<Tables['members']>;

type KnownRow = {
  readonly [Column in keyof MemberRow]: MemberRow[Column] | null;
} & {
  /** Number of the ask. */
  readonly ask: number;
  readonly firstOption: string | null;
  readonly firstAt: number | null;
  readonly forgotten: number;
  readonly countedAt: number | null;
  readonly countedIn: string | null;
  readonly knows: number;
};

/** What the database knows of a member and a round. */
export interface KnownOfAnswer {
  /** Null if the member is new. */
  readonly member: MemberRow | null;
  /** Their answer; null if there is none. */
  readonly first: { readonly option: string; readonly at: number } | null;
  readonly history: AnswerHistory;
}

export interface AskedOfAnswer {
  readonly workspace: string;
  readonly round: Round;
  readonly member: string;
}

/** @returns what is known of each, in their order; at most as many as a statement has rows */
export async function knownOfAnswers(
  sql: Sql,
  asked: readonly AskedOfAnswer[],
): Promise<readonly KnownOfAnswer[]> {
  const { count, values } = filled(
    asked.map(({ workspace, round, member }): readonly SqlValue[] => [
      workspace,
      round.id,
      member,
      answeredMark(workspace, round.id, member),
      round.pinned.deck,
      round.pinned.question.id,
      round.openedAt,
    ]),
  );
  const rows = await sql.rows<KnownRow>(KNOWN(count), ...values);
  const found = new Map(rows.map((row) => [row.ask, row]));
  return asked.map((_, number) => toKnown(found.get(number)));
}

function toKnown(row: KnownRow | undefined): KnownOfAnswer {
  const { countedAt = null, countedIn = null, firstOption = null, firstAt = null } = row ?? {};
  return {
    member: row === undefined ? null : memberOf(row),
    first: firstOption === null || firstAt === null ? null : { option: firstOption, at: firstAt },
    history: {
      wasForgotten: row?.forgotten === 1,
      lastCounted:
        countedAt === null || countedIn === null ? null : { at: countedAt, channel: countedIn },
      knowsReasons: row?.knows === 1,
    },
  };
}

function memberOf(row: KnownRow): MemberRow | null {
  const { workspace, id, name, manager, listed, told_privacy, joined_at } = row;
  if (workspace === null || id === null || name === null || manager === null) return null;
  if (listed === null || told_privacy === null || joined_at === null) return null;
  const { left_at, language } = row;
  return { workspace, id, name, manager, listed, left_at, told_privacy, joined_at, language };
}

/** What the database knows of a member and the question of a round, before they answer it. */
export async function answerHistory(
  sql: Sql,
  workspace: string,
  round: Round,
  member: string,
): Promise<AnswerHistory> {
  const [known = toKnown(undefined)] = await knownOfAnswers(sql, [{ workspace, round, member }]);
  return known.history;
}

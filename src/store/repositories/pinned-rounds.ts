import { LRUCache } from 'lru-cache';
import type { Selectable } from 'kysely';
import type { PinnedQuestion } from '../../domain/deck.ts';
import type { Round } from '../../domain/round.ts';
import type { BoardMode, ChannelSettings } from '../../ports/store.ts';
import { listOf, padded, parametersOf, remembered } from '../row-lists.ts';
import { readJson } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';
import type { Sql } from '../sql.ts';

/** A round without the text of its question, which is long. */
export type BareRound = Selectable<Tables['rounds']>;

/** A round with the text of its question. */
export type RoundRow = BareRound & { readonly body: string };

/** Parsed questions by hash, whose content never changes. */
const read = new LRUCache<string, PinnedQuestion>({ max: 1_000 });

function pinnedOf(hash: string, body: string): PinnedQuestion {
  const known = read.get(hash);
  if (known !== undefined) return known;
  const pinned = readJson<PinnedQuestion>(body);
  read.set(hash, pinned);
  return pinned;
}

export function toRound(row: RoundRow): Round {
  return withPinned(row, pinnedOf(row.question_hash, row.body));
}

function withPinned(row: BareRound, pinned: PinnedQuestion): Round {
  return {
    id: row.id,
    channel: row.channel,
    pinned,
    dealt: readJson<readonly number[]>(row.dealt),
    keys: readJson<readonly string[]>(row.keys),
    openedAt: row.opened_at,
    closesAt: row.closes_at,
    closedAt: row.closed_at,
    voidedAt: row.voided_at,
    schedule: row.schedule,
    day: row.day,
    zone: row.zone,
    asksSure: row.asks_sure === 1,
    withdrawnAt: row.withdrawn_at,
    ordinal: row.ordinal,
    isRepeat: row.is_repeat === 1,
  };
}

const PRESSED = remembered(
  (count) => `with asked (workspace, id) as (values ${listOf('(?, ?)', count)})
select rounds.*, channels.zone as "channelZone", channels.language as "channelLanguage",
  channels.board_mode as "channelBoard"
from asked
join rounds on rounds.workspace = asked.workspace and rounds.id = asked.id
join channels on channels.workspace = rounds.workspace and channels.id = rounds.channel`,
);

const BODY = 'select body from questions where workspace = ? and hash = ?';

interface PressedRow extends BareRound {
  readonly channelZone: string;
  readonly channelLanguage: string;
  readonly channelBoard: BoardMode;
}

export interface RoundInChannel {
  readonly round: Round;
  readonly settings: ChannelSettings;
}

/**
 * Reads rounds with the settings of their channels, at most as many as a statement has rows. A question's text is long
 * and read once.
 * @returns by workspace and id, joined with a line feed
 */
export async function roundsInChannels(
  sql: Sql,
  asked: readonly { readonly workspace: string; readonly id: string }[],
): Promise<ReadonlyMap<string, RoundInChannel>> {
  const list = padded(asked);
  const rows = await sql.rows<PressedRow>(
    PRESSED(list.length),
    ...parametersOf(list, ({ workspace, id }) => [workspace, id]),
  );
  const rounds = new Map<string, RoundInChannel>();
  for (const row of rows) {
    const key = `${row.workspace}\n${row.id}`;
    if (rounds.has(key)) continue;
    const pinned = read.get(row.question_hash) ?? (await pinnedIn(sql, row));
    const settings = {
      zone: row.channelZone,
      language: row.channelLanguage,
      board: row.channelBoard,
    };
    rounds.set(key, { round: withPinned(row, pinned), settings });
  }
  return rounds;
}

/** The same for rows without the text, which is read where it is not known. */
export async function toRounds(sql: Sql, rows: readonly BareRound[]): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (const row of rows)
    rounds.push(withPinned(row, read.get(row.question_hash) ?? (await pinnedIn(sql, row))));
  return rounds;
}

async function pinnedIn(
  sql: Sql,
  { workspace, question_hash }: BareRound,
): Promise<PinnedQuestion> {
  const [found] = await sql.rows<{ body: string }>(BODY, workspace, question_hash);
  if (found === undefined) throw new Error(`the question ${question_hash} of a round is not there`);
  return pinnedOf(question_hash, found.body);
}

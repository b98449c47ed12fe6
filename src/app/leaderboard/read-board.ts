import type { Board, BoardRow } from './board-card.ts';
import { boundsOf, startOfDay } from '../../domain/calendar.ts';
import { dateFormat } from '../../domain/date-format.ts';
import { periodKey, scopeOf, type PeriodKind, type Standing } from '../../domain/standings.ts';
import type { Spans } from '../../domain/text.ts';
import type { Tx } from '../../ports/store.ts';
import type { Words } from '../../i18n/index.ts';
import { weekFacts } from './week-summary.ts';
import { streakOf } from './streak.ts';
import type { BoardQuery } from './board-query.ts';

export const TOP = 10;

/** The board with everything that its card shows. */
export async function readBoard(tx: Tx, words: Words, asked: BoardQuery): Promise<Board> {
  const { channel, kind, periods, reader, now } = asked;
  const scope = scopeOf(asked.scope, channel);
  const period = periodKey(kind, periods);
  const row = async (standing: Standing): Promise<BoardRow> => ({
    ...standing,
    streak: asked.scope === 'channel' ? await streakOf(tx, channel, standing.member, now) : null,
    askedSinceJoining:
      asked.scope === 'channel' && kind !== 'all'
        ? await askedSince(tx, asked, standing.member)
        : null,
  });
  const top: BoardRow[] = [];
  for (const standing of await tx.boards.top({ scope, period, reader }, TOP))
    top.push(await row(standing));
  const inTop = top.some((standing) => standing.member === reader);
  const mine = reader === null || inTop ? null : await tx.boards.own({ scope, period, reader });
  const facts: readonly Spans[] = kind === 'week' ? await weekFacts(tx, words, asked) : [];
  return {
    period: kind,
    from: periodSaid(words, kind, periods),
    scope: asked.scope,
    live: asked.settings.board === 'live',
    top,
    own: mine === null ? null : await row(mine.own),
    reader,
    facts,
    buttons: [],
  };
}

/** Questions of the period that a member could answer since they joined, where others had closed before; else null. */
async function askedSince(tx: Tx, asked: BoardQuery, id: string): Promise<number | null> {
  const member = await tx.members.get(id);
  if (member === null || asked.kind === 'all') return null;
  const { first, next } = boundsOf(asked.kind, asked.periods);
  const from = startOfDay(first, asked.settings.zone);
  const until = Math.min(startOfDay(next, asked.settings.zone), asked.now + 1);
  if (member.joinedAt <= from || member.joinedAt >= until) return null;
  const all = await tx.rounds.between(asked.channel, from, until);
  const since = all.filter(({ closedAt }) => closedAt === null || closedAt >= member.joinedAt);
  return since.length === all.length ? null : since.length;
}

function periodSaid(
  words: Words,
  kind: PeriodKind,
  periods: { readonly week: string; readonly month: string },
): string {
  const utc = (iso: string, shape: Intl.DateTimeFormatOptions): string =>
    dateFormat(words.locale, { ...shape, timeZone: 'UTC' }).format(Date.parse(`${iso}T00:00:00Z`));
  if (kind === 'week') return utc(periods.week, { day: 'numeric', month: 'long' });
  return kind === 'month' ? utc(`${periods.month}-01`, { month: 'long', year: 'numeric' }) : '';
}

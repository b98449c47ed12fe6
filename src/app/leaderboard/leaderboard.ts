import { boardButtons, boardCard, withPicture, type Board, type BoardRow } from './board-card.ts';
import { notice, runs } from '../shared/notice-card.ts';
import type { Card, Reply } from '../../domain/card.ts';
import { periodsOf, startOfDay } from '../../domain/calendar.ts';
import type { Values } from '../../domain/command-parser.ts';
import { periodKey, scopeOf, type PeriodKind, type Standing } from '../../domain/standings.ts';
import { text, type Spans } from '../../domain/text.ts';
import type { ChannelSettings, Tx } from '../../ports/store.ts';
import type { Words } from '../../i18n/index.ts';
import { streakOf } from '../answering/answer.ts';
import type { App, Call } from '../context.ts';
import { firstTime } from '../shared/idempotency.ts';
import { weekFacts } from './week-summary.ts';
import { settingsOf } from '../shared/channel-settings.ts';

const TOP = 10;
/** Somebody becomes known by answering: the question that they answered first was asked up to so long before. */
const JOINING_MS = 24 * 3_600_000;

/** `/quiz leaderboard`: private, with a button to share it. */
export async function leaderboard(call: Call, values: Values): Promise<Reply> {
  const { app, input, words, now } = call;
  const { workspace, channel } = input.place;
  const kind = periodOf(values.get('period'));
  const scope = values.get('scope') === 'workspace' ? 'workspace' : 'channel';
  const share = values.get('share') === 'share';
  const card = await app.store.tx(workspace, async (tx) => {
    const settings = await settingsOf(app, tx, input.place, now);
    if (!settings.board && scope === 'channel') return notice(words.boardNone());
    const member = await tx.members.touch(input.actor, now);
    const spoken = share ? app.words(settings.language) : words;
    const periods = periodsOf(now, settings.zone);
    const asked: Asked = {
      channel,
      scope,
      kind,
      periods,
      settings,
      now,
      reader: share ? null : member.id,
    };
    const board = await readBoard(tx, spoken, asked);
    if (!share) {
      const again = runs(words.buttonShare(), `leaderboard ${kind} ${scope} share`);
      const buttons =
        board.top.length > 0
          ? [...boardButtons(words, kind, scope), again]
          : boardButtons(words, kind, scope);
      return boardCard(words, { ...board, buttons });
    }
    if (await firstTime(call, tx))
      await queueBoard(app, tx, spoken, board, `share:${app.chance.id()}`, {
        channel,
        owner: member.id,
        note: spoken.sharedBy({ name: member.name }),
        now,
      });
    return notice(words.shared());
  });
  if (share) app.wake();
  return { kind: 'card', card };
}

export interface Asked {
  readonly channel: string;
  readonly scope: 'channel' | 'workspace';
  readonly kind: PeriodKind;
  readonly periods: { readonly week: string; readonly month: string };
  readonly settings: ChannelSettings;
  readonly now: number;
  /** Who reads; null: a public board. */
  readonly reader: string | null;
}

/** The board with everything that its card shows. */
export async function readBoard(tx: Tx, words: Words, asked: Asked): Promise<Board> {
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
  for (const standing of await tx.boards.top(scope, period, TOP)) top.push(await row(standing));
  const inTop = top.some((standing) => standing.member === reader);
  const mine = reader === null || inTop ? null : await tx.boards.own(scope, period, reader);
  const facts: readonly Spans[] = kind === 'week' ? await weekFacts(tx, words, asked) : [];
  return {
    period: kind,
    from: periodSaid(words, kind, periods),
    scope: asked.scope,
    top,
    own: mine === null ? null : await row(mine.own),
    reader,
    facts,
    buttons: [],
  };
}

/** Questions asked here since a member joined, where some of the period's were asked before; else null. */
async function askedSince(tx: Tx, asked: Asked, id: string): Promise<number | null> {
  const member = await tx.members.get(id);
  const first = asked.kind === 'week' ? asked.periods.week : `${asked.periods.month}-01`;
  const from = startOfDay(first, asked.settings.zone);
  if (member === null || member.joinedAt <= from) return null;
  const before = await tx.rounds.between(asked.channel, from, member.joinedAt - JOINING_MS);
  if (before.length === 0) return null;
  return (await tx.rounds.between(asked.channel, member.joinedAt - JOINING_MS, asked.now + 1))
    .length;
}

/** Queues a board as a post of that name, with its picture. */
export async function queueBoard(
  app: App,
  tx: Tx,
  words: Words,
  board: Board,
  name: string,
  post: {
    readonly channel: string;
    readonly owner: string | null;
    readonly note: string | null;
    readonly now: number;
  },
): Promise<void> {
  const plainCard = boardCard(words, board);
  const title = words.boardTitle({ period: board.period, from: board.from });
  const drawn = withPicture(words, plainCard, board, title);
  const card: Card =
    post.note === null
      ? drawn
      : {
          gist: drawn.gist,
          blocks: [...drawn.blocks, { kind: 'text', text: text(post.note), tone: 'quiet' }],
        };
  await tx.posts.add({
    id: app.chance.id(),
    name,
    channel: post.channel,
    card,
    dueAt: post.now,
    now: post.now,
    what: { kind: 'post', replyTo: null, owner: post.owner },
  });
}

function periodOf(value: unknown): PeriodKind {
  return value === 'month' || value === 'all' ? value : 'week';
}

function periodSaid(
  words: Words,
  kind: PeriodKind,
  periods: { readonly week: string; readonly month: string },
): string {
  const utc = (iso: string, shape: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(words.locale, { ...shape, timeZone: 'UTC' }).format(
      Date.parse(`${iso}T00:00:00Z`),
    );
  if (kind === 'week') return utc(periods.week, { day: 'numeric', month: 'long' });
  return kind === 'month' ? utc(`${periods.month}-01`, { month: 'long', year: 'numeric' }) : '';
}

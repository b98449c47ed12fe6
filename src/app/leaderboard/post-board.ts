import { boardCard, withPicture, type Board } from './board-card.ts';
import { startOfDay, boundsOf } from '../../domain/calendar.ts';
import type { Card } from '../../domain/card.ts';
import { text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import type { ChannelSettings } from '../../ports/store.ts';
import type { Work } from '../context.ts';
import { readBoard } from './read-board.ts';

export interface BoardPost {
  /** Unique in the workspace. */
  readonly name: string;
  readonly channel: string;
  /** The member who is told of a failure. */
  readonly owner: string | null;
  /** A quiet line under the board. */
  readonly note: string | null;
}

/** Queues a board as a post, with its picture. */
export async function queueBoard(
  { app, tx, now }: Work,
  words: Words,
  board: Board,
  post: BoardPost,
): Promise<void> {
  const plainCard = boardCard(words, board);
  const drawn = withPicture(words, plainCard, board);
  const card: Card =
    post.note === null
      ? drawn
      : {
          gist: drawn.gist,
          blocks: [...drawn.blocks, { kind: 'text', text: text(post.note), tone: 'quiet' }],
        };
  await tx.posts.add({
    id: app.random.id(),
    name: post.name,
    channel: post.channel,
    card,
    dueAt: now,
    now,
    what: { kind: 'post', replyTo: null, owner: post.owner },
  });
}

export interface WeekPost {
  readonly name: string;
  readonly channel: string;
  readonly scope: 'channel' | 'workspace';
  readonly periods: { readonly week: string; readonly month: string };
  readonly settings: ChannelSettings;
  readonly owner: string;
}

/** Queues the board of an ended week. It counts the whole week, answers in open rounds included. */
export async function postWeek(work: Work, week: WeekPost): Promise<void> {
  const { app, tx, now } = work;
  const { channel, scope, periods, settings } = week;
  const { first, next } = boundsOf('week', periods);
  const asked = await tx.rounds.between(
    scope === 'workspace' ? null : channel,
    startOfDay(first, settings.zone) - 7 * 24 * 3_600_000,
    startOfDay(next, settings.zone),
  );
  for (const round of asked) if (round.closedAt === null) await tx.answers.tally(round.id);
  const words = app.words(settings.language);
  const board = await readBoard(tx, words, {
    channel,
    scope,
    kind: 'week',
    periods,
    settings,
    now,
    reader: null,
  });
  const { name, owner } = week;
  await queueBoard(work, words, board, { name, channel, owner, note: null });
}

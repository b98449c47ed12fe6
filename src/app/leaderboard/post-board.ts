import { boardCard, withPicture, type Board } from './board-card.ts';
import type { Card } from '../../domain/card.ts';
import { text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import type { Work } from '../context.ts';

export interface BoardPost {
  /** Unique in the workspace. */
  readonly name: string;
  readonly channel: string;
  /** Who hears when it fails. */
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
    id: app.random.id(),
    name: post.name,
    channel: post.channel,
    card,
    dueAt: now,
    now,
    what: { kind: 'post', replyTo: null, owner: post.owner },
  });
}

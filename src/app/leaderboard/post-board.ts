import { boardCard, withPicture, type Board } from './board-card.ts';
import type { Card } from '../../domain/card.ts';
import { text } from '../../domain/text.ts';
import type { Tx } from '../../ports/store.ts';
import type { Words } from '../../i18n/index.ts';
import type { App } from '../context.ts';

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
    id: app.random.id(),
    name,
    channel: post.channel,
    card,
    dueAt: post.now,
    now: post.now,
    what: { kind: 'post', replyTo: null, owner: post.owner },
  });
}

import type { Words } from '../../i18n/index.ts';
import type { Jam, PostRow } from '../../ports/store.ts';
import type { Work } from '../context.ts';
import { notice } from './notice-card.ts';
import { hearerOf, queueManagerNotice, wordsOf } from './notices.ts';

/** An uncertain post is usually found within two looks; after this long its owner hears of it. */
const JAM_MS = 5 * 60_000;

/**
 * The post whose delivery has been uncertain for long and for which its channel's later posts wait; null if none.
 * @param channel null for the whole workspace
 */
export function jamIn({ tx, now }: Work, channel: string | null): Promise<Jam | null> {
  return tx.posts.jam(channel, now - JAM_MS);
}

/** Tells an uncertain post's owner, once, that the channel waits for it. */
export async function noticeJam(work: Work, post: PostRow): Promise<void> {
  if (post.member === null) return;
  const jam = await jamIn(work, post.channel);
  if (jam === null) return;
  const member = await hearerOf(work, post.member);
  const words = await wordsOf(work, member, post.channel);
  await queueManagerNotice(work, {
    kind: 'jam',
    about: post.id,
    channel: post.channel,
    member,
    card: notice(jamSaid(words, jam)),
  });
}

export function jamSaid(words: Words, { gist, waiting }: Jam): string {
  return words.noticeJam({ what: gist, waiting });
}

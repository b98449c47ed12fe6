import type { Words } from '../../i18n/index.ts';
import type { Jam, PostRow } from '../../ports/store.ts';
import type { Work } from '../context.ts';
import { channelRun } from '../../domain/text.ts';
import { stemLine } from './cut-line.ts';
import { channelNotice } from './notice-card.ts';
import { queueOwnerNotice } from './notices.ts';

const LONGEST_QUOTE = 200;
/** An uncertain post is usually found within two looks; after this long its owner hears of it. */
const JAM_MS = 5 * 60_000;
/** Whoever asks a question is told this early that it waits: a post that arrives takes about a second. */
const NEWS_MS = 15_000;

/**
 * The post whose delivery has been uncertain for long and for which its channel's later posts wait; null if none.
 * @param channel null for the whole workspace
 */
export function jamIn({ tx, now }: Work, channel: string | null): Promise<Jam | null> {
  return tx.posts.jam(channel, now - JAM_MS);
}

/** The post that a new post of this channel waits for; null if none. */
export function jamAhead({ tx, now }: Work, channel: string): Promise<Jam | null> {
  return tx.posts.jam(channel, now - NEWS_MS);
}

/** Tells an uncertain post's owner, once, that the channel waits for it. */
export async function noticeJam(work: Work, post: PostRow): Promise<void> {
  const jam = await jamIn(work, post.channel);
  if (jam === null) return;
  await queueOwnerNotice(work, post, {
    kind: 'jam',
    about: post.id,
    cardIn: (words) => channelNotice(channelRun(jam.channel), jamSaid(words, jam)),
  });
}

/** What a post is about, short enough for a sentence. */
export function quotedPost(gist: string): string {
  return stemLine(gist, LONGEST_QUOTE);
}

export function jamSaid(words: Words, { gist, waiting }: Jam): string {
  return words.noticeJam({ what: quotedPost(gist), waiting });
}

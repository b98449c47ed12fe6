import { groupBy } from '../../domain/group-by.ts';
import type { UntoldPost } from '../../ports/store.ts';
import type { Work } from '../context.ts';
import { hearerOfPost } from '../shared/notices.ts';

/** A post that did not go out, and who is told of it. */
export interface HeardPost extends UntoldPost {
  readonly hearer: string;
}

/**
 * Posts that did not go out and are to be told now. What a notice tells that has not arrived is told again with it, and the
 * earlier notice is taken back: its reader gets one.
 * @param hearers who is told something in any case
 */
export async function takeUntold(
  work: Work,
  hearers: Iterable<string>,
): Promise<readonly HeardPost[]> {
  const { tx } = work;
  const heard: HeardPost[] = [];
  const known: string[] = [];
  for (const post of await tx.posts.untold()) {
    const state = post.notice?.state ?? null;
    const hearer = await hearerOfPost(work, post.owner);
    // A notice that was interrupted may have arrived.
    if (hearer === null || state === 'sent' || state === 'dropped') known.push(post.id);
    else if (state !== 'sending') heard.push({ ...post, hearer });
  }
  await tx.posts.setNotice(known, null);
  const withNews = new Set([...hearers, ...heard.filter(isNews).map(({ hearer }) => hearer)]);
  const taken: HeardPost[] = [];
  for (const [notice, posts] of groupBy(heard, (post) => pendingNotice(post) ?? '')) {
    if (notice !== '' && !posts.some(({ hearer }) => withNews.has(hearer))) continue;
    if (notice !== '') await tx.posts.drop(notice, 'a later notice tells it', work.now);
    taken.push(...posts);
  }
  return taken;
}

function isNews(post: HeardPost): boolean {
  return pendingNotice(post) === null;
}

/** The notice that is to tell of a post and has not arrived; null if there is none, or it was deleted. */
function pendingNotice({ notice }: HeardPost): string | null {
  return notice === null || notice.state === null ? null : notice.name;
}

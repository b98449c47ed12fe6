import type { Card } from '../../domain/card.ts';
import type { OwedPosts } from '../../ports/due-work.ts';
import type { PostRepository, PostRow, PostState, UntoldPost } from '../../ports/outbox.ts';
import { readJson } from '../schema/columns.ts';
import { inPaddedChunks, listOf, remembered } from '../row-lists.ts';
import type { Sql } from '../sql.ts';

/** A notice that arrived, or may have, has told of its posts. */
const DUE = (platforms: number): string => `select posts.workspace as workspace from posts
join workspaces on workspaces.id = posts.workspace
left join posts notice on notice.workspace = posts.workspace and notice.name = posts.owed
where posts.owed is not null and workspaces.gone_at is null
  and workspaces.platform in (${listOf('?', platforms)})
  and (posts.owed = '' and posts.kind = 'post' and (posts.settled_at <= ? or posts.settled_at > ?)
    or posts.owed = '' and posts.kind <> 'post' and (posts.settled_at <= ? or posts.settled_at > ?)
    or posts.owed <> '' and (notice.name is null or notice.state in ('sent', 'dropped')))
group by posts.workspace order by posts.workspace limit ?`;

/** Workspaces that are owed something about posts and edits that did not go out, in the order of their ids. */
export function owedPosts(
  sql: Sql,
  { now, postsBefore, othersBefore, platforms, limit }: OwedPosts,
): Promise<readonly { readonly workspace: string }[]> {
  const times = [postsBefore, now, othersBefore, now];
  return sql.rows(DUE(platforms.length), ...platforms, ...times, limit);
}

const UNTOLD = `select posts.id as id, posts.name as name, posts.channel as channel,
  posts.card as card, posts.member as owner, posts.created_at as "createdAt",
  posts.attempts as attempts, posts.owed as notice, notice.state as "noticeState"
from posts
left join posts notice on notice.workspace = posts.workspace and notice.name = posts.owed
where posts.workspace = ? and posts.kind = 'post' and posts.owed is not null
order by posts.created_at, posts.id`;

interface UntoldRow extends Omit<UntoldPost, 'gist' | 'notice'> {
  readonly card: string;
  readonly notice: string;
  readonly noticeState: PostState | null;
}

const OWE = `update posts set owed = '' where workspace = ? and name = ?`;
const TELL = remembered(
  (count) => `update posts set owed = ? where workspace = ? and id in (${listOf('?', count)})`,
);
const TRY_AGAIN = `update posts set state = 'pending', due_at = ?, settled_at = null, owed = null
where workspace = ? and kind <> 'post' and owed = '' and (settled_at <= ? or settled_at > ?)
returning channel, kind`;
const PASS_ON = 'update posts set owed = ? where workspace = ? and owed = ?';

/**
 * Posts that did not go out, until their owners know, and edits and notices that were given up.
 * @param changed is called for what waits again
 */
export function owedRepository(
  sql: Sql,
  workspace: string,
  changed: (channel: string, kind: PostRow['kind']) => void,
): Pick<PostRepository, 'owe' | 'untold' | 'setNotice' | 'passOn' | 'tryAgain'> {
  return {
    async owe(name) {
      await sql.run(OWE, workspace, name);
    },
    async untold() {
      const rows = await sql.rows<UntoldRow>(UNTOLD, workspace);
      return rows.map(({ card, notice, noticeState, ...post }) => ({
        ...post,
        gist: readJson<Card>(card).gist,
        notice: notice === '' ? null : { name: notice, state: noticeState },
      }));
    },
    async setNotice(ids, notice) {
      for (const chunk of inPaddedChunks(ids))
        await sql.run(TELL(chunk.length), notice, workspace, ...chunk);
    },
    async tryAgain(before, now) {
      const rows = await sql.rows<Pick<PostRow, 'channel' | 'kind'>>(
        TRY_AGAIN,
        now,
        workspace,
        before,
        now,
      );
      for (const { channel, kind } of rows) changed(channel, kind);
    },
    async passOn(from, to) {
      await sql.run(PASS_ON, to, workspace, from);
    },
  };
}

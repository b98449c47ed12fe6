import { sql, type Kysely } from 'kysely';
import type { Claim } from '../../ports/store.ts';
import type { Tables } from '../schema/tables.ts';

/** Number of due rows to look at for each row to claim: enough to be fair over workspaces. */
const LOOK_AHEAD = 20;

/**
 * Due rows, one for each channel, workspaces taking turns, oldest first within one. Only private notices go out while a
 * post of their channel is under way or uncertain.
 */
export async function duePosts(
  db: Kysely<Tables>,
  { now, platforms, limit, lastServed }: Claim,
): Promise<readonly { workspace: string; id: string }[]> {
  const due = await sql<{ workspace: string; id: string; turn: number }>`
    select workspace, id, turn from (
      select posts.workspace, posts.id, posts.channel, posts.due_at, posts.kind,
        row_number() over (partition by posts.workspace, posts.channel, posts.kind = 'tell' order by posts.due_at, posts.created_at, posts.turn, posts.id) as turn_in_channel,
        row_number() over (partition by posts.workspace order by posts.due_at, posts.created_at, posts.turn, posts.id) as turn
      from posts
      join workspaces on workspaces.id = posts.workspace
      left join posts other on other.workspace = posts.workspace and other.name = posts.about
      where ((posts.state = 'pending' and posts.due_at <= ${now})
          or (posts.state = 'sending' and posts.lease_until <= ${now}))
        and workspaces.gone_at is null
        and workspaces.platform in (${sql.join(platforms)})
        and (posts.about is null
          or other.state in ('sent', 'failed', 'dropped')
          or (other.state = 'unknown' and posts.kind = 'post'))
    ) as candidates
    where turn_in_channel = 1
      and (candidates.kind = 'tell' or not exists (
        select 1 from posts busy
        where busy.workspace = candidates.workspace and busy.channel = candidates.channel
          and busy.state = 'sending' and busy.lease_until > ${now} and busy.kind <> 'tell'))
    order by turn, due_at, id
    limit ${limit * LOOK_AHEAD}`.execute(db);
  const served = ({ workspace }: { workspace: string }): number => lastServed.get(workspace) ?? 0;
  return [...due.rows].sort((a, b) => a.turn - b.turn || served(a) - served(b)).slice(0, limit);
}

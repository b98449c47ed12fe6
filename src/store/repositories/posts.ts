import type { Kysely, Selectable } from 'kysely';
import type { Card } from '../../domain/card.ts';
import type { NewPost, OtherCards, PostFate, PostRow, PostRepository } from '../../ports/store.ts';
import { readJson } from '../schema/columns.ts';
import { inChunks, inPaddedChunks, listOf, remembered } from '../row-lists.ts';
import { recordOutcome } from './record-outcome.ts';
import type { SqlValue } from '../sql.ts';
import type { Tables } from '../schema/tables.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { laneOf } from '../queues/queues.ts';
import { owedRepository } from './owed-posts.ts';

/** Posts joined with the post that they change or answer. */
function selectPosts(db: Kysely<Tables>) {
  return db
    .selectFrom('posts')
    .innerJoin('workspaces', 'workspaces.id', 'posts.workspace')
    .leftJoin('posts as other', (join) =>
      join.onRef('other.workspace', '=', 'posts.workspace').onRef('other.name', '=', 'posts.about'),
    )
    .selectAll('posts')
    .select([
      'workspaces.platform as platform',
      'other.message as about_message',
      'other.state as about_state',
    ]);
}

export type JoinedPost = Selectable<Tables['posts']> & {
  readonly platform: PostRow['platform'];
  readonly about_message: string | null;
  readonly about_state: PostRow['aboutState'];
};

export function toPost(row: JoinedPost): PostRow {
  return {
    id: row.id,
    workspace: row.workspace,
    platform: row.platform,
    name: row.name,
    kind: row.kind,
    channel: row.channel,
    member: row.member,
    about: row.about,
    aboutMessage: row.about_message,
    aboutState: row.about_state,
    card: readJson<Card>(row.card),
    also: row.also === null ? null : readJson<OtherCards>(row.also),
    version: row.version,
    state: row.state,
    attempts: row.attempts,
    firstAttemptAt: row.first_attempt_at,
    createdAt: row.created_at,
    message: row.message,
    error: row.error,
  };
}

const ADD = remembered(
  (
    count,
  ) => `insert into posts (workspace, id, name, kind, channel, member, about, card, also, state,
  due_at, created_at, turn)
values ${listOf("(?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?)", count)}
on conflict (workspace, name) do nothing
returning name`,
);

const FATES = remembered(
  (count) => `select id, name, state, created_at as "createdAt", member from posts
where workspace = ? and name in (${listOf('?', count)})`,
);

const PAUSE = `update channel_queues set paced_until = ?
where workspace = ? and channel = ? and lane = 'posts'`;

/** What is left of a card whose time is over. */
const NO_CARD = '{"gist":"","blocks":[]}';
/**
 * Edits and reminders, the bulk of all posts, are needed no more. Of the others the row stays: its name is taken for good,
 * and later edits need the number of its message.
 */
const IS_DROPPED = `(kind = 'edit' or name like 'remind:%')`;
const SETTLED = `workspace = ? and settled_at < ? and state in ('sent', 'failed', 'dropped')`;
const DROP_SETTLED = `delete from posts where workspace = ? and id in (
  select id from posts where ${SETTLED} and ${IS_DROPPED} limit ?)`;
const EMPTY_CARDS = `update posts set card = '${NO_CARD}', also = null where workspace = ? and id in (
  select id from posts where ${SETTLED} and not ${IS_DROPPED} and card <> '${NO_CARD}' limit ?)`;

// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of one table, each a method of its own
export function postRepository(
  { db, queues, sql: fast }: CommitScope,
  workspace: string,
): PostRepository {
  const changed = (channel: string, kind: PostRow['kind']): void =>
    queues.add({ workspace, channel, lane: laneOf(kind) });
  const select = () => selectPosts(db).where('posts.workspace', '=', workspace);
  /** A newer edit replaces an older one. An edit in flight keeps its claim and is pending again afterwards. */
  const replaceEdit = async (post: NewPost): Promise<void> => {
    await db
      .updateTable('posts')
      .set((e) => ({
        card: JSON.stringify(post.card),
        version: e('version', '+', 1),
        due_at: post.dueAt,
        // A new card gets its full number of attempts.
        created_at: post.now,
        settled_at: null,
        owed: null,
        attempts: e.case().when('state', '=', 'sending').then(e.ref('attempts')).else(0).end(),
        state: e
          .case()
          .when('state', '=', 'sending')
          .then(e.val('sending' as const))
          .else(e.val('pending' as const))
          .end(),
      }))
      .where('workspace', '=', workspace)
      .where('name', '=', post.name)
      .execute();
  };
  /** Returns the names that are new. */
  const addAll = async (posts: readonly NewPost[]): Promise<ReadonlySet<string>> => {
    for (const { channel, what } of posts) changed(channel, what.kind);
    const added = new Set<string>();
    for (const chunk of inChunks(posts)) {
      const values = chunk.flatMap((post) => valuesOf(workspace, post));
      for (const { name } of await fast.rows<{ name: string }>(ADD(chunk.length), ...values))
        added.add(name);
    }
    for (const post of posts)
      if (post.what.kind === 'edit' && !added.has(post.name)) await replaceEdit(post);
    return added;
  };
  return {
    async add(post) {
      return (await addAll([post])).has(post.name);
    },
    async addAll(posts) {
      await addAll(posts);
    },
    async fates(names) {
      const fates = new Map<string, PostFate>();
      for (const chunk of inPaddedChunks(names)) {
        const rows = await fast.rows<PostFate & { readonly name: string }>(
          FATES(chunk.length),
          workspace,
          ...chunk,
        );
        for (const { name, ...fate } of rows) fates.set(name, fate);
      }
      return fates;
    },
    async byName(name) {
      const row = await select().where('posts.name', '=', name).executeTakeFirst();
      return row === undefined ? null : toPost(row);
    },
    async get(id) {
      const row = await select().where('posts.id', '=', id).executeTakeFirst();
      return row === undefined ? null : toPost(row);
    },
    async jam(channel, triedBefore) {
      const all = channel === null ? select() : select().where('posts.channel', '=', channel);
      const row = await all
        .where('posts.kind', '=', 'post')
        .where('posts.state', '=', 'sending')
        .where('posts.first_attempt_at', '<=', triedBefore)
        .orderBy('posts.first_attempt_at')
        .executeTakeFirst();
      if (row === undefined) return null;
      const waiting = await db
        .selectFrom('posts')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('workspace', '=', workspace)
        .where('channel', '=', row.channel)
        .where('kind', '<>', 'tell')
        .where('state', '=', 'pending')
        .executeTakeFirstOrThrow();
      return { gist: toPost(row).card.gist, channel: row.channel, waiting: waiting.count };
    },
    async resolveUnknown(id, verdict, now) {
      const resolved = await db
        .updateTable('posts')
        .set(
          verdict === 'there'
            ? { state: 'sent', settled_at: now }
            : {
                state: 'pending',
                due_at: now,
                attempts: 0,
                first_attempt_at: null,
                settled_at: null,
              },
        )
        .where('workspace', '=', workspace)
        .where('id', '=', id)
        .where('state', '=', 'unknown')
        .returning(['channel', 'kind'])
        .execute();
      for (const { channel, kind } of resolved) changed(channel, kind);
      return resolved.length > 0;
    },
    async recordOutcome(post, owner, outcome, now) {
      const mine = await recordOutcome(db, post, { owner, outcome, now });
      if (mine && 'channelPausedUntil' in outcome)
        await fast.run(PAUSE, outcome.channelPausedUntil, workspace, post.channel);
      changed(post.channel, post.kind);
      return mine;
    },
    async drop(name, why, now) {
      const dropped = await db
        .updateTable('posts')
        .set({ state: 'dropped', error: why, settled_at: now, owed: null })
        .where('workspace', '=', workspace)
        .where('name', '=', name)
        .where((e) => e.or([e('state', '=', 'pending'), e('owed', '=', '')]))
        .where('state', 'in', ['pending', 'failed'])
        .returning(['channel', 'kind'])
        .execute();
      for (const { channel, kind } of dropped) changed(channel, kind);
    },
    async dropChannel(channel, why, now) {
      await db
        .updateTable('posts')
        .set({ state: 'dropped', error: why, settled_at: now })
        .where('workspace', '=', workspace)
        .where('channel', '=', channel)
        .where('state', '=', 'pending')
        .where('kind', '<>', 'tell')
        .execute();
      changed(channel, 'post');
    },
    ...owedRepository(fast, workspace, changed),
    async dropSettledBefore(at, limit) {
      return (
        (await fast.run(DROP_SETTLED, workspace, workspace, at, limit)) +
        (await fast.run(EMPTY_CARDS, workspace, workspace, at, limit))
      );
    },
  };
}

function valuesOf(workspace: string, post: NewPost): readonly SqlValue[] {
  const { what } = post;
  return [
    workspace,
    post.id,
    post.name,
    what.kind,
    post.channel,
    what.kind === 'tell' ? what.member : what.kind === 'post' ? what.owner : null,
    what.kind === 'edit' ? what.of : what.kind === 'post' ? what.replyTo : null,
    JSON.stringify(post.card),
    what.kind === 'tell' && what.also !== undefined ? JSON.stringify(what.also) : null,
    post.dueAt,
    post.now,
    post.turn ?? 0,
  ];
}

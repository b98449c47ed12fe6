import { withoutNul } from '../../domain/text.ts';
import type { BoardMode, ChannelSettings, ChannelRepository } from '../../ports/store.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';

// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of one table, each a method of its own
export function channelRepository(
  { db, sql: fast, queues, ahead }: CommitScope,
  workspace: string,
): ChannelRepository {
  const channelOf = async (id: string): Promise<ChannelSettings | null> => {
    const known = ahead.channel(workspace, id);
    if (known !== undefined) return known;
    const [row] = await fast.rows<{ zone: string; language: string; board: BoardMode }>(
      'select zone, language, board_mode as board from channels where workspace = ? and id = ?',
      workspace,
      id,
    );
    return row ?? null;
  };
  return {
    channel: channelOf,
    list: () =>
      db
        .selectFrom('channels')
        .select(['id', 'name', 'zone', 'language', 'board_mode as board'])
        .where('workspace', '=', workspace)
        .orderBy('id')
        .execute(),
    async ensure(channel, platform, defaults, now) {
      const known = await channelOf(channel);
      if (known !== null) return known;
      await db
        .insertInto('workspaces')
        .values({ id: workspace, platform, name: workspace, created_at: now, gone_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      ahead.dropChannel(workspace, channel);
      await db
        .insertInto('channels')
        .values({
          workspace,
          id: channel,
          zone: defaults.zone,
          language: defaults.language,
          board_mode: defaults.board,
          created_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return defaults;
    },
    async rename(channel, name) {
      await db
        .updateTable('channels')
        .set({ name: withoutNul(name) })
        .where('workspace', '=', workspace)
        .where('id', '=', channel)
        .execute();
    },
    async setZone(channel, zone) {
      ahead.dropChannel(workspace, channel);
      await db
        .updateTable('channels')
        .set({ zone })
        .where('workspace', '=', workspace)
        .where('id', '=', channel)
        .execute();
    },
    async setLanguage(channel, language) {
      ahead.dropChannel(workspace, channel);
      await db
        .updateTable('channels')
        .set({ language })
        .where('workspace', '=', workspace)
        .where('id', '=', channel)
        .execute();
    },
    async setBoard(channel, mode) {
      ahead.dropChannel(workspace, channel);
      await db
        .updateTable('channels')
        .set({ board_mode: mode })
        .where('workspace', '=', workspace)
        .where('id', '=', channel)
        .execute();
    },
    async setName(name) {
      await db
        .updateTable('workspaces')
        .set({ name: withoutNul(name) })
        .where('id', '=', workspace)
        .execute();
    },
    async setGone(at) {
      await db.updateTable('workspaces').set({ gone_at: at }).where('id', '=', workspace).execute();
      queues.addWorkspace(workspace);
      // Nothing of a workspace that is gone is due. One that is back is looked at once, which sets the next time.
      await db
        .updateTable('schedules')
        .set((e) => ({ next_at: at === null ? e.ref('done_until') : null }))
        .where('workspace', '=', workspace)
        .where('removed_at', 'is', null)
        .where('paused_at', 'is', null)
        .execute();
    },
  };
}

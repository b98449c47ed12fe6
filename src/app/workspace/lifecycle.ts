import type { App } from '../context.ts';
import { leaveChannel } from '../rounds/leave-channel.ts';
import { pauseSchedules } from '../scheduling/paused-schedules.ts';
import { welcome } from './welcome.ts';
import type { WorkspaceEvent } from '../../ports/bot.ts';

/** Stores that a workspace, channel or member came or went. */
export async function handleWorkspaceEvent(app: App, event: WorkspaceEvent): Promise<void> {
  const now = app.clock.now();
  switch (event.kind) {
    case 'workspace-gone':
      app.log.warn('removed from a workspace', { workspace: event.workspace });
      return app.store.tx(event.workspace, (tx) => tx.channels.setGone(now));
    case 'workspace-here':
      return app.store.tx(event.workspace, async (tx) => {
        await tx.channels.setGone(null);
        await tx.channels.setName(event.name);
      });
    case 'channel-gone': {
      const { workspace, channel } = event.place;
      app.log.warn('a channel is gone', { workspace, channel });
      return app.store.tx(workspace, async (tx) => {
        if (event.name != null) await tx.channels.rename(channel, event.name);
        await leaveChannel({ app, tx, now }, channel, 'the channel is gone');
        await pauseSchedules({ app, tx, now }, channel, {
          because: 'gone',
          why: (words) => words.channelGone(),
        });
      });
    }
    case 'channel-here':
      await app.store.tx(event.place.workspace, (tx) => welcome({ app, tx, now }, event));
      return app.wake();
    case 'member-left':
      return app.store.tx(event.workspace, (tx) => tx.members.setLeft(event.member, now));
    case 'member-named':
      return app.store.tx(event.workspace, async (tx) => {
        const { member: id, name, locale } = event;
        const known = await tx.members.get(id);
        if (known !== null && !known.left) await tx.members.upsert({ id, name, locale }, now);
      });
    default:
      return event satisfies never;
  }
}

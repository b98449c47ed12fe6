import type { App } from '../context.ts';
import { wordsOf } from '../shared/notices.ts';
import type { Happening } from '../../ports/bot.ts';

/** A workspace, channel or member came or went. */
export async function happened(app: App, happening: Happening): Promise<void> {
  const now = app.clock.now();
  switch (happening.kind) {
    case 'workspace-gone':
      app.log.warn('removed from a workspace', { workspace: happening.workspace });
      return app.store.tx(happening.workspace, (tx) => tx.places.setGone(now));
    case 'workspace-here':
      return app.store.tx(happening.workspace, async (tx) => {
        await tx.places.setGone(null);
        await tx.places.setName(happening.name);
      });
    case 'channel-gone': {
      const { workspace, channel } = happening.place;
      app.log.warn('a channel is gone', { workspace, channel });
      return app.store.tx(workspace, async (tx) => {
        await tx.posts.dropChannel(channel, 'the channel is gone', now);
        for (const schedule of await tx.schedules.list()) {
          if (schedule.channel === channel && schedule.pausedAt === null) {
            const words = await wordsOf(app, tx, schedule.createdBy, channel);
            await tx.schedules.pause(schedule.id, now, words.channelGone());
          }
        }
      });
    }
    case 'member-left':
      return app.store.tx(happening.workspace, (tx) => tx.members.setLeft(happening.member, now));
    default:
      return happening satisfies never;
  }
}

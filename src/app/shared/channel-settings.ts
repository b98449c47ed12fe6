import type { ChannelSettings } from '../../ports/store.ts';
import type { Place } from '../../ports/identity.ts';
import type { Work } from '../context.ts';

/** Returns a channel's settings. A new channel is stored with the defaults, together with its workspace. */
export function ensureChannel(
  { app, tx, now }: Work,
  { channel, platform }: Pick<Place, 'channel' | 'platform'>,
): Promise<ChannelSettings> {
  return tx.channels.ensure(channel, platform, { ...app.defaults, board: 'after-close' }, now);
}

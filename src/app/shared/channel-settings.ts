import type { ChannelSettings } from '../../ports/store.ts';
import type { Place } from '../../ports/identity.ts';
import type { Work } from '../context.ts';

/** A channel's settings. A channel seen for the first time is stored with the defaults, and its workspace with it. */
export function ensureChannel(
  { app, tx, now }: Work,
  { channel, platform }: Pick<Place, 'channel' | 'platform'>,
): Promise<ChannelSettings> {
  return tx.channels.ensure(channel, platform, { ...app.defaults, board: 'after-close' }, now);
}

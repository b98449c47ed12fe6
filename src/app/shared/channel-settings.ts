import type { ChannelSettings } from '../../ports/store.ts';
import type { Place } from '../../ports/identity.ts';
import type { App, Work } from '../context.ts';

/** Returns a channel's settings. A new channel is stored with the defaults, together with its workspace. */
export function ensureChannel(
  { app, tx, now }: Work,
  { channel, platform }: Pick<Place, 'channel' | 'platform'>,
): Promise<ChannelSettings> {
  return tx.channels.ensure(channel, platform, newChannelSettings(app), now);
}

/** Settings of a channel that is new. */
export function newChannelSettings({ defaults }: Pick<App, 'defaults'>): ChannelSettings {
  const { zone, language } = defaults;
  return { zone, language, board: 'after-close' };
}

import type { ChannelSettings, Tx } from '../../ports/store.ts';
import type { App } from '../context.ts';
import type { Place } from '../../ports/identity.ts';

/** A channel's settings; one that is seen for the first time gets the usual ones, and its workspace with it. */
export function ensureChannel(
  app: App,
  tx: Tx,
  { channel, platform }: Pick<Place, 'channel' | 'platform'>,
  now: number,
): Promise<ChannelSettings> {
  return tx.channels.ensure(channel, platform, { ...app.defaults, board: true }, now);
}

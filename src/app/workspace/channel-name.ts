import type { LRUCache } from 'lru-cache';
import { boundedCache } from '../../domain/bounded-cache.ts';
import { messageOf } from '../../ports/errors.ts';
import type { Store } from '../../ports/store.ts';
import type { Request } from '../context.ts';
import { transact } from '../shared/transact.ts';

const REMEMBERED = 5_000;

/** Names that are stored, so that a command costs nothing more. They may be lost. */
const stored = new WeakMap<Store, LRUCache<string, string>>();

/**
 * Stores what the platform calls the channel, for the studio's pages. The command that brought the name is done by then,
 * so a failure is only logged.
 */
export async function rememberChannelName(request: Request): Promise<void> {
  const { app, interaction } = request;
  const { place, channelName } = interaction;
  if (channelName === undefined || channelName === '') return;
  const names = stored.get(app.store) ?? boundedCache<string, string>(REMEMBERED);
  stored.set(app.store, names);
  const key = `${place.workspace}\n${place.channel}`;
  if (names.get(key) === channelName) return;
  try {
    await transact(request, ({ tx }) => tx.channels.rename(place.channel, channelName));
    names.set(key, channelName);
  } catch (error) {
    app.log.warn('the name of a channel was not stored', { error: messageOf(error) });
  }
}

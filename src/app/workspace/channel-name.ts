import type { LRUCache } from 'lru-cache';
import { boundedCache } from '../../domain/bounded-cache.ts';
import { messageOf } from '../../ports/errors.ts';
import type { Store } from '../../ports/store.ts';
import type { Request } from '../context.ts';
import { transact } from '../shared/transact.ts';

const REMEMBERED = 5_000;
/** Another process may have stored another name meanwhile. */
const STORE_AGAIN_MS = 3_600_000;

interface Stored {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Names that are stored, so that a command costs nothing more. They may be lost. */
const stored = new WeakMap<Store, LRUCache<string, Stored>>();

/**
 * Stores what the platform calls the channel, for the studio's pages. The command that brought the name is done by then,
 * so a failure is only logged.
 */
export async function rememberChannelName(request: Request): Promise<void> {
  const { app, interaction, now } = request;
  const { place, channelName } = interaction;
  if (channelName === undefined || channelName === '') return;
  const names = stored.get(app.store) ?? boundedCache<string, Stored>(REMEMBERED);
  stored.set(app.store, names);
  const key = `${place.workspace}\n${place.channel}`;
  const known = names.get(key);
  if (known?.name === channelName && now - known.at < STORE_AGAIN_MS) return;
  try {
    await transact(request, ({ tx }) => tx.channels.rename(place.channel, channelName));
    names.set(key, { name: channelName, at: now });
  } catch (error) {
    app.log.warn('the name of a channel was not stored', { error: messageOf(error) });
  }
}

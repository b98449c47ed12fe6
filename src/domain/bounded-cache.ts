import { LRUCache } from 'lru-cache';

/** When an entry is too old to be used; none by default. */
type Expiry = Pick<LRUCache.OptionsBase<{}, {}, unknown>, 'ttl' | 'ttlResolution' | 'perf'>;

/**
 * A cache that drops the entry used longest ago. It grows with what it holds: `max` alone would reserve room for all
 * entries at once, megabytes for a cache that is nearly empty.
 */
export function boundedCache<Key extends {}, Value extends {}>(
  entries: number,
  expiry: Expiry = {},
): LRUCache<Key, Value> {
  return new LRUCache<Key, Value>({ ...expiry, maxSize: entries, sizeCalculation: () => 1 });
}

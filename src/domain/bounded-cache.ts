import { LRUCache } from 'lru-cache';

/**
 * A cache that drops the entry used longest ago. It grows with what it holds: `max` alone would reserve room for all
 * entries at once, megabytes for a cache that is nearly empty.
 */
export function boundedCache<Key extends {}, Value extends {}>(
  entries: number,
): LRUCache<Key, Value> {
  return new LRUCache<Key, Value>({ maxSize: entries, sizeCalculation: () => 1 });
}

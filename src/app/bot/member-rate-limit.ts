import { LRUCache } from 'lru-cache';
import { refill, spend, type TokenBucket } from '../../domain/token-bucket.ts';

/** Interactions of one member in a row, and the rate at which the bucket refills. */
const RATE = { capacity: 10, perSecond: 1 };
const REMEMBERED = 20_000;

/** A token bucket for each member. A flooder is asked to wait instead of filling the queue. */
export class MemberRateLimit {
  private readonly buckets = new LRUCache<string, TokenBucket>({ max: REMEMBERED });

  allows(who: string, now: number): boolean {
    const bucket = refill(this.buckets.get(who) ?? null, RATE, now);
    const allowed = bucket.tokens >= 1;
    this.buckets.set(who, allowed ? spend(bucket, 1) : bucket);
    return allowed;
  }
}

import { refill, spend, type TokenBucket } from '../../domain/token-bucket.ts';
import type { App } from '../context.ts';
import type { Platform } from '../../ports/identity.ts';

/** Posts in a row on a platform that counts each workspace by itself: the outbox keeps those allowances. */
const UNLIMITED = 1_000;

/**
 * How many posts each platform that counts the bot's posts together may be given right now: a bucket that holds one second's worth. Posts within it are
 * never refused for their rate, and ten thousand refusals would ban the address (Discord).
 */
export class PlatformRateLimit {
  private readonly buckets = new Map<Platform, TokenBucket>();

  constructor(private readonly app: App) {}

  /** Whole posts that may go out now. */
  left(platform: Platform): number {
    const limits = this.app.chats.get(platform)?.limits;
    const rate = limits?.postsPerSecondOf === 'bot' ? limits.postsPerSecond : UNLIMITED;
    const now = this.app.clock.now();
    const known = this.buckets.get(platform) ?? null;
    const bucket = refill(known, { capacity: rate, perSecond: rate }, now);
    this.buckets.set(platform, bucket);
    return Math.floor(bucket.tokens);
  }

  take(platform: Platform, count: number): void {
    const bucket = this.buckets.get(platform);
    if (bucket !== undefined) this.buckets.set(platform, spend(bucket, count));
  }
}

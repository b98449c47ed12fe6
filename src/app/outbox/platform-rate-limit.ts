import type { App } from '../context.ts';
import type { Platform } from '../../ports/identity.ts';

/** So many posts may go out in a row on a platform that names no limit. */
const UNLIMITED = 1_000;

/**
 * How many posts each platform may be given right now: a bucket that holds one second's worth. What goes out within
 * it is never refused for its rate, and ten thousand refusals would ban the address (Discord).
 */
export class PlatformRateLimit {
  private readonly buckets = new Map<Platform, { left: number; at: number }>();

  constructor(private readonly app: App) {}

  /** Whole posts that may go out now. */
  left(platform: Platform): number {
    const rate = this.app.chats.get(platform)?.limits.postsPerSecond ?? UNLIMITED;
    const now = this.app.clock.now();
    const bucket = this.buckets.get(platform) ?? { left: rate, at: now };
    bucket.left = Math.min(rate, bucket.left + (Math.max(0, now - bucket.at) / 1_000) * rate);
    bucket.at = now;
    this.buckets.set(platform, bucket);
    return Math.floor(bucket.left);
  }

  take(platform: Platform, count: number): void {
    const bucket = this.buckets.get(platform);
    if (bucket !== undefined) bucket.left -= count;
  }
}

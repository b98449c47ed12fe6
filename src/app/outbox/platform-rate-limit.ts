import type { App } from '../context.ts';
import type { Platform } from '../../ports/identity.ts';

/** Posts in a row on a platform without a limit. */
const UNLIMITED = 1_000;

/**

 * The number of posts that each platform may get now: a bucket with one second's worth. Posts within it are never
 * refused for their rate; on Discord, ten thousand refusals would ban the address.
 */
export class PlatformRateLimit {
  private readonly buckets = new Map<Platform, { left: number; at: number }>();

  constructor(private readonly app: App) {}

  /** The number of posts that may go out now. */
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

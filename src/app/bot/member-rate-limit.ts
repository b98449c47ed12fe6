/** At most so many deeds of one member in a row, refilled at so many a second. */
const BURST = 10;
const REFILL_PER_MS = 1 / 1_000;
const REMEMBERED = 20_000;

interface Bucket {
  left: number;
  at: number;
}

/** A token bucket for each member: floods are told to wait instead of filling the queue. */
export class MemberRateLimit {
  private readonly buckets = new Map<string, Bucket>();

  allows(who: string, now: number): boolean {
    const bucket = this.buckets.get(who) ?? { left: BURST, at: now };
    bucket.left = Math.min(BURST, bucket.left + Math.max(0, now - bucket.at) * REFILL_PER_MS);
    bucket.at = now;
    const allowed = bucket.left >= 1;
    if (allowed) bucket.left -= 1;
    if (this.buckets.size >= REMEMBERED) this.buckets.clear();
    this.buckets.set(who, bucket);
    return allowed;
  }
}

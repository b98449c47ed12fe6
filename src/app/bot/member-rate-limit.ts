/** Interactions of one member in a row, and the rate at which the bucket refills: one a second. */
const BURST = 10;
const REFILL_PER_MS = 1 / 1_000;
const REMEMBERED = 20_000;

interface Bucket {
  left: number;
  at: number;
}

/** A token bucket for each member. A flooder is asked to wait instead of filling the queue. */
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

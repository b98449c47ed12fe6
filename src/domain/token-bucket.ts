/** Capacity and refill rate of a bucket. */
export interface BucketRate {
  readonly capacity: number;
  readonly perSecond: number;
}

/** State of a bucket: its tokens at a moment (epoch ms). */
export interface TokenBucket {
  readonly tokens: number;
  readonly at: number;
}

/** The bucket at `now`. An unused bucket (null) is full; a clock that runs backwards adds nothing. */
export function refill(bucket: TokenBucket | null, rate: BucketRate, now: number): TokenBucket {
  if (bucket === null) return { tokens: rate.capacity, at: now };
  const added = (Math.max(0, now - bucket.at) / 1_000) * rate.perSecond;
  return { tokens: Math.min(rate.capacity, bucket.tokens + added), at: now };
}

/** The bucket without `count` of its tokens; the rest may be negative. */
export function spend(bucket: TokenBucket, count: number): TokenBucket {
  return { ...bucket, tokens: bucket.tokens - count };
}

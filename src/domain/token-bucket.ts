/** How many tokens a bucket holds, and how fast it fills again. */
export interface BucketRate {
  readonly capacity: number;
  readonly perSecond: number;
}

/** The state of a bucket: the tokens that it held at a moment (epoch ms). */
export interface TokenBucket {
  readonly tokens: number;
  readonly at: number;
}

/** The bucket at `now`. A bucket that nobody has used yet (null) is full; a clock that runs backwards adds nothing. */
export function refill(bucket: TokenBucket | null, rate: BucketRate, now: number): TokenBucket {
  if (bucket === null) return { tokens: rate.capacity, at: now };
  const added = (Math.max(0, now - bucket.at) / 1_000) * rate.perSecond;
  return { tokens: Math.min(rate.capacity, bucket.tokens + added), at: now };
}

/** The bucket without `count` of its tokens; it may owe some. */
export function spend(bucket: TokenBucket, count: number): TokenBucket {
  return { ...bucket, tokens: bucket.tokens - count };
}

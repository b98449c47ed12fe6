import type { Localized } from '../domain/language.ts';

/**
 * `full`: not saved, the disk is full. `busy`: another process held the file too long. `lost`: the file was moved or
 * deleted. `broken`: anything else.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  constructor(
    readonly kind: 'full' | 'busy' | 'lost' | 'broken',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * How a post failed. `not-sent`: surely not there, may be repeated after `retryAfterMs`. `refused`: surely not
 * there and repeating will not help until somebody acts. `unknown`: the request left and no answer came back.
 */
export type PostFailure = 'not-sent' | 'refused' | 'unknown';

export class PostError extends Error {
  override readonly name = 'PostError';
  /**
   * @param code the platform's own word, e.g. `channel_not_found`; never holds a secret
   * @param advice one sentence for the person who can fix it
   * @param retryAfterMs for `not-sent`: not before that many milliseconds; null: the worker's own backoff
   * @param gone the channel or workspace is lost: its schedules pause
   */
  constructor(
    readonly failure: PostFailure,
    readonly code: string,
    readonly advice: Localized,
    readonly retryAfterMs: number | null = null,
    readonly gone = false,
    options?: ErrorOptions,
  ) {
    super(`${failure}: ${code}: ${advice.en}`, options);
  }
}

/** A start that cannot go on: one line that names the thing, the place and the fix. */
export class StartError extends Error {
  override readonly name = 'StartError';
  /** @param exitCode 78 for a wrong setting (sysexits EX_CONFIG), else 1 */
  constructor(
    message: string,
    readonly exitCode: 1 | 78 = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'not an Error';
}

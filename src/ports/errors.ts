import type { Localized } from '../domain/language.ts';

/**
 * `full`: not saved, the disk is full. `busy`: another process held the database too long. `away`: the server of the
 * database does not answer, or takes nothing now. `lost`: the file was moved or deleted. `broken`: anything else.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  constructor(
    readonly kind: 'full' | 'busy' | 'away' | 'lost' | 'broken',
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

export interface PostErrorDetails {
  readonly failure: PostFailure;
  /** The platform's own word, e.g. `channel_not_found`; never holds a secret. */
  readonly code: string;
  /** One sentence for the person who can fix it. */
  readonly advice: Localized;
  /** For `not-sent`: the earliest next attempt, in milliseconds from now; null for the worker's own backoff. */
  readonly retryAfterMs?: number | null;
  /** The channel or workspace is lost: its schedules pause. */
  readonly gone?: boolean;
  readonly cause?: unknown;
}

export class PostError extends Error {
  override readonly name = 'PostError';
  readonly failure: PostFailure;
  readonly code: string;
  readonly advice: Localized;
  readonly retryAfterMs: number | null;
  readonly gone: boolean;

  constructor({ failure, code, advice, retryAfterMs, gone, cause }: PostErrorDetails) {
    super(`${failure}: ${code}: ${advice.en}`, cause === undefined ? {} : { cause });
    this.failure = failure;
    this.code = code;
    this.advice = advice;
    this.retryAfterMs = retryAfterMs ?? null;
    this.gone = gone ?? false;
  }
}

/**
 * Why a member's file could not be read. `too-large`: it has more bytes than asked for. `foreign`: it does not lie with
 * the platform. `refused`: the platform does not let us read it. `gone`: it is not there any more. `unanswered`: no
 * answer came in time.
 */
export type FileFailure = 'too-large' | 'foreign' | 'refused' | 'gone' | 'unanswered';

export class FileError extends Error {
  override readonly name = 'FileError';
  constructor(
    readonly failure: FileFailure,
    options?: ErrorOptions,
  ) {
    super(`a file could not be read: ${failure}`, options);
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

/** What a thrown value says, for the log and the command line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

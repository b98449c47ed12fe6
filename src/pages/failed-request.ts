import type { Context } from 'hono';
import type { Log } from '../ports/system.ts';

/**
 * Logs that a request failed. Whoever broke off their own request is no fault of ours, and could fill the log with it.
 * @param what the sentence
 * @param path without secrets
 */
export function logFailure(
  log: Log,
  c: Context,
  { what, path, error }: { readonly what: string; readonly path: string; readonly error: Error },
): void {
  const isGone = c.req.raw.signal.aborted;
  log[isGone ? 'debug' : 'error'](what, { path, error: error.message });
}

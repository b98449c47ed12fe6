import type { Context } from 'hono';
import type { Log } from '../ports/system.ts';

/** Addresses of one-time links, in the local chat and the studio: what follows is a secret. */
const LINKS = ['/link/', '/studio/enter/'];

/**
 * Logs that a request failed. A visitor who broke off their own request is no error, and could fill the log.
 * @param what the sentence
 */
export function logFailure(log: Log, c: Context, what: string, error: Error): void {
  const link = LINKS.find((start) => c.req.path.startsWith(start));
  const path = link === undefined ? c.req.path : `${link}…`;
  const isGone = c.req.raw.signal.aborted;
  log[isGone ? 'debug' : 'error'](what, { path, error: error.message });
}

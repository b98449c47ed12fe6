import { failingInOneLine } from './one-line.ts';

/**
 * `deckhand start` with nothing after it, of which the build makes one script (scripts/bundle.js). Resolves when the bot is
 * ready, and when it has failed and is about to end. Never rejects.
 */
export const started = failingInOneLine(async () => (await import('./start.ts')).start());

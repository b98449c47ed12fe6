import { DecksError } from '../decks/reading/problem.ts';
import { messageOf, StartError } from '../ports/errors.ts';

/**
 * Runs a command. Its failure is one line on standard error, and ends the process, whatever is still open: a server that
 * refuses a connection may keep it for a minute. Never rejects.
 */
export async function failingInOneLine(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const line = messageOf(error);
    process.stderr.write(`deckhand: ${line.replaceAll('\n', '\ndeckhand: ')}\n`, () =>
      process.exit(exitCodeOf(error)),
    );
  }
}

/** 78 where a setting is wrong (sysexits EX_CONFIG): DECKS_DIR is one. */
function exitCodeOf(error: unknown): number {
  return error instanceof StartError || error instanceof DecksError ? error.exitCode : 1;
}

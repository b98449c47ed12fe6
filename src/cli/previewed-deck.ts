import { lintRead } from '../decks/linting/lint.ts';
import { DeckFileError, readDeckFile } from '../decks/reading/file.ts';
import { readDeck } from '../decks/reading/read.ts';
import type { PreviewedDeck } from '../preview/page/deck-page.tsx';
import type { PreviewTime } from '../preview/index.tsx';
import { systemClock } from '../system/clock.ts';
import { lintContext } from './lint-context.ts';

/** Reads and lints a deck's file as it is now; a file that cannot be read is a deck with that error. */
export async function readForPreview(file: string): Promise<PreviewedDeck> {
  try {
    const read = readDeck(await readDeckFile(file, null), file);
    const problems = lintRead(read, file, lintContext(today()));
    const lines = (read.deck?.questions ?? []).map(
      (_, place) => read.at(['questions', place]).line,
    );
    return { file, deck: read.deck, problems, lines };
  } catch (error) {
    if (!(error instanceof DeckFileError)) throw error;
    const message = { en: `${file} ${error.message}`, de: `${file} ${error.message}` };
    const start = { file, line: 1, column: 1, rule: 'file', level: 'error', fix: null } as const;
    return { file, deck: null, problems: [{ ...start, message }], lines: [] };
  }
}

/** Nine o'clock: a question as it looks on the morning of today, in the same zone for all platforms. */
export function previewTime(): PreviewTime {
  return { at: Date.parse(`${today()}T09:00:00Z`), zone: 'UTC' };
}

function today(): string {
  return new Date(systemClock().now()).toISOString().slice(0, 10);
}

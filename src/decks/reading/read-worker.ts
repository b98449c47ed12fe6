// Reads deck files in a thread of its own: a large or hostile one takes seconds, in which nobody else may wait.
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { Deck } from '../../domain/deck.ts';
import { messageOf } from '../../ports/errors.ts';
import { readDeckFile } from './file.ts';
import { lineOf } from './problem.ts';
import { readDeck } from './read.ts';

/** A deck file to be read. */
export interface ReadRequest {
  readonly dir: string;
  readonly file: string;
}

/** What is in a deck file: a deck, or what is wrong with it in one line. */
export interface ReadResult {
  readonly file: string;
  readonly deck: Deck | null;
  readonly problem: string | null;
}

async function readOne({ dir, file }: ReadRequest): Promise<ReadResult> {
  try {
    const { deck, problems } = readDeck(await readDeckFile(path.join(dir, file), dir), file);
    const first = problems.find((problem) => problem.level === 'error');
    return { file, deck, problem: first === undefined ? null : lineOf(first) };
  } catch (error) {
    return { file, deck: null, problem: `${file}: ${messageOf(error)}` };
  }
}

parentPort?.on('message', (request: ReadRequest) => {
  void readOne(request).then((result) => parentPort?.postMessage(result));
});

// Reads deck files in a thread of its own: a large or hostile one takes seconds, in which nobody else may wait.
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { Deck, Question } from '../../domain/deck.ts';
import { localized, type Localized } from '../../domain/language.ts';
import { messageOf } from '../../ports/errors.ts';
import { DeckFileError, readDeckFile } from './file.ts';
import { lineIn } from './problem.ts';
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
  readonly problem: Localized | null;
}

/** What the thread answers: the result without its questions, then these in parts. */
export type Answer =
  | { readonly kind: 'result'; readonly result: ReadResult; readonly questions: number }
  | { readonly kind: 'part'; readonly questions: readonly Question[] };

/** What the thread is asked: to read a file, or for a part of the questions of the one that it read last. */
export type Ask =
  | { readonly kind: 'read'; readonly request: ReadRequest }
  | { readonly kind: 'part'; readonly from: number };

/** So many questions come over in a few milliseconds; all those of a large deck would hold everybody up. */
const QUESTIONS_AT_ONCE = 200;

async function readOne({ dir, file }: ReadRequest): Promise<ReadResult> {
  try {
    const { deck, problems } = readDeck(await readDeckFile(path.join(dir, file), dir), file);
    const first = problems.find((problem) => problem.level === 'error');
    return { file, deck, problem: first === undefined ? null : lineIn(first) };
  } catch (error) {
    const why = error instanceof DeckFileError ? error.why : localized(() => messageOf(error));
    const problem = localized((language) => `${file}: ${why[language]}`);
    return { file, deck: null, problem };
  }
}

let questions: readonly Question[] = [];

async function answer(ask: Ask): Promise<Answer> {
  if (ask.kind === 'part')
    return { kind: 'part', questions: questions.slice(ask.from, ask.from + QUESTIONS_AT_ONCE) };
  const result = await readOne(ask.request);
  questions = result.deck?.questions ?? [];
  const deck = result.deck === null ? null : { ...result.deck, questions: [] };
  return { kind: 'result', result: { ...result, deck }, questions: questions.length };
}

parentPort?.on('message', (ask: Ask) => {
  void answer(ask).then((answer) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(answer);
  });
});

import { once } from 'node:events';
import path from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Clock } from '../../ports/system.ts';
import type { Deck, Question } from '../../domain/deck.ts';
import { DeckFileError, readDeckFile } from './file.ts';
import { preparedDeck } from './prepared.ts';
import { threadEntry } from '../entries.ts';
import type { Answer, Ask, ReadRequest, ReadResult } from './read-worker.ts';

/** The largest lawful deck takes three seconds. */
const MAX_MS = 20_000;
const MAX_HEAP_MB = 256;

const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './read-worker.ts' : './read-worker.js',
  import.meta.url,
);

/** Reads deck files: those that the build has read take a millisecond, the others are read in a thread. */
export async function readDecks(
  requests: readonly ReadRequest[],
  clock: Clock,
): Promise<readonly ReadResult[]> {
  const prepared = new Map<string, ReadResult>();
  for (const request of requests) {
    const deck = await preparedIn(request);
    if (deck !== null) prepared.set(request.file, { file: request.file, deck, problem: null });
  }
  const others = await readInThread(
    requests.filter(({ file }) => !prepared.has(file)),
    clock,
  );
  return [...prepared.values(), ...others];
}

async function preparedIn({ dir, file }: ReadRequest): Promise<Deck | null> {
  try {
    return await preparedDeck(await readDeckFile(path.join(dir, file), dir));
  } catch (error) {
    // The thread comes upon it again, and says it.
    if (error instanceof DeckFileError) return null;
    throw error;
  }
}

/** Reads deck files one after another in a thread that ends with the last of them, and gives its memory back. */
async function readInThread(
  requests: readonly ReadRequest[],
  clock: Clock,
): Promise<readonly ReadResult[]> {
  const results: ReadResult[] = [];
  let worker: Worker | null = null;
  try {
    for (const request of requests) {
      worker ??= startWorker();
      const result = await readWith(worker, request, clock);
      if (result === null) {
        await worker.terminate();
        worker = null;
      }
      results.push(result ?? tooHard(request));
    }
    return results;
  } finally {
    await worker?.terminate();
  }
}

function tooHard({ file }: ReadRequest): ReadResult {
  const problem = {
    en: `${file}: is too hard to read: make it smaller`,
    de: `${file}: lässt sich zu schwer lesen: mach die Datei kleiner`,
  };
  return { file, deck: null, problem };
}

/**
 * @returns null when the thread took too long or ran out of memory
 * @throws what broke in the thread besides
 */
async function readWith(
  worker: Worker,
  request: ReadRequest,
  clock: Clock,
): Promise<ReadResult | null> {
  const ending = new AbortController();
  const cancel = clock.after(MAX_MS, () => ending.abort());
  const ask = async (question: Ask): Promise<Answer | undefined> => {
    const answered = once(worker, 'message', { signal: ending.signal });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(question);
    const [answer]: readonly Answer[] = await answered;
    return answer;
  };
  try {
    const read = await ask({ kind: 'read', request });
    if (read?.kind !== 'result') return null;
    if (read.result.deck === null) return read.result;
    const questions: Question[] = [];
    while (questions.length < read.questions) {
      const part = await ask({ kind: 'part', from: questions.length });
      if (part?.kind !== 'part') return null;
      questions.push(...part.questions);
    }
    return { ...read.result, deck: { ...read.result.deck, questions } };
  } catch (error) {
    if (ending.signal.aborted || isOutOfMemory(error)) return null;
    throw error;
  } finally {
    cancel();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function startWorker(): Worker {
  const options: WorkerOptions = { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } };
  const worker = new Worker(threadEntry(ENTRY), options);
  worker.unref();
  return worker;
}

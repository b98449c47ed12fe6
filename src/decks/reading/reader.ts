import { once } from 'node:events';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Clock } from '../../ports/system.ts';
import type { ReadRequest, ReadResult } from './read-worker.ts';

/** The largest lawful deck takes three seconds. */
const MAX_MS = 20_000;
const MAX_HEAP_MB = 256;

/** Reads deck files one after another in a thread that ends with the last of them, and gives its memory back. */
export async function readInThread(
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
  return { file, deck: null, problem: `${file}: is too hard to read: make it smaller` };
}

/** @returns null when the thread took too long or ran out of memory */
async function readWith(
  worker: Worker,
  request: ReadRequest,
  clock: Clock,
): Promise<ReadResult | null> {
  const ending = new AbortController();
  const cancel = clock.after(MAX_MS, () => ending.abort());
  try {
    const { signal } = ending;
    const answer = once(worker, 'message', { signal });
    worker.postMessage(request);
    const [result]: readonly ReadResult[] = await answer;
    return result ?? null;
  } catch {
    return null;
  } finally {
    cancel();
  }
}

function startWorker(): Worker {
  // Run from the sources, a thread needs the loader of TypeScript that its process may have got in another way.
  const fromSource = import.meta.url.endsWith('.ts');
  const options: WorkerOptions = { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } };
  const file = new URL(fromSource ? './read-worker.ts' : './read-worker.js', import.meta.url);
  const worker = new Worker(
    file,
    fromSource ? { ...options, execArgv: ['--import', import.meta.resolve('tsx')] } : options,
  );
  worker.unref();
  return worker;
}

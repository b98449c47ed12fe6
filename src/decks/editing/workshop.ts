import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import { WorkshopError, type CheckedDeck, type DeckWorkshop } from '../../ports/deck-workshop.ts';
import type { Clock } from '../../ports/system.ts';
import { threadEntry } from '../entries.ts';
import { LARGEST_BYTES } from '../reading/size-limit.ts';
import type { WorkshopAnswer, WorkshopTask } from './workshop-thread.ts';

/** The largest lawful deck takes four seconds. */
const MAX_MS = 10_000;
const MAX_HEAP_MB = 384;
/** Checked texts: pages of a deck are opened more often than it changes. */
const REMEMBERED = 50;

/**
 * A workshop in a thread of its own, begun at the first task: no request waits while a deck is read.
 * @param entry the thread's module, which calls `serveWorkshop`
 */
export function openWorkshop(entry: URL, clock: Clock): DeckWorkshop & { close(): Promise<void> } {
  const thread = new Thread(entry, clock);
  const checked = new LRUCache<string, Promise<CheckedDeck>>({ max: REMEMBERED });
  return {
    check(source) {
      const key = createHash('sha256').update(source).digest('base64url');
      const known = checked.get(key);
      if (known !== undefined) return known;
      const fresh = thread.run<CheckedDeck>({ kind: 'check', source });
      checked.set(key, fresh);
      fresh.catch(() => checked.delete(key));
      return fresh;
    },
    async edit(source, edit) {
      const edited = await thread.run<string>({ kind: 'edit', source, edit });
      const bytes = Buffer.byteLength(edited);
      // One that is too large already may become smaller.
      if (bytes > LARGEST_BYTES && bytes > Buffer.byteLength(source))
        throw new WorkshopError('too-large');
      return edited;
    },
    merge: (versions) => thread.run({ kind: 'merge', ...versions }),
    close: () => thread.end(),
  };
}

class Thread {
  private worker: Worker | null = null;
  /** One task after the other: the thread has one core anyway. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly entry: URL,
    private readonly clock: Clock,
  ) {}

  run<T>(task: WorkshopTask): Promise<T> {
    const turn = this.last.then(() => this.ask<T>(task));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  async end(): Promise<void> {
    await this.worker?.terminate();
    this.worker = null;
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the method of the port names its answer
  private async ask<T>(task: WorkshopTask): Promise<T> {
    const worker = (this.worker ??= this.start());
    const ending = new AbortController();
    const cancel = this.clock.after(MAX_MS, () => ending.abort());
    try {
      const answered = once(worker, 'message', { signal: ending.signal });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(task);
      const [answer]: readonly WorkshopAnswer[] = await answered;
      if (answer?.kind !== 'done') throw new WorkshopError('broken');
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends are of this program
      return answer.result as T;
    } catch (error) {
      if (error instanceof WorkshopError) throw error;
      await this.end();
      if (ending.signal.aborted || isOutOfMemory(error)) throw new WorkshopError('too-hard');
      throw error;
    } finally {
      cancel();
    }
  }

  private start(): Worker {
    const options: WorkerOptions = { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } };
    const worker = new Worker(threadEntry(this.entry), options);
    worker.unref();
    return worker;
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

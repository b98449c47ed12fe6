import { StoreError } from '../../ports/errors.ts';
import type { CommitScope } from './commit-scope.ts';

/** Work that waits for a commit. */
export interface Job {
  /** Jobs with the same `run` and different keys may run as one set; null: this one runs alone. */
  readonly key: string | null;
  /** Whether it changes nothing: there is nothing to confirm. */
  readonly onlyReads: boolean;
  readonly run: (scope: CommitScope, jobs: readonly Job[]) => Promise<void>;
  /** After the commit. */
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface Waiting<T> {
  readonly job: Job;
  readonly done: Promise<T>;
}

/** The most jobs of one commit. It is one turn of the event loop on SQLite, so longer ones make all else wait. */
export const MOST_JOBS = 64;

/** A job that runs alone. */
export function singleJob<T>(work: (scope: CommitScope) => Promise<T>): Waiting<T> {
  return waiting<T>((keep) => ({
    key: null,
    onlyReads: false,
    run: async (scope) => keep(await work(scope)),
  }));
}

/** What jobs of one kind are. */
export interface JobKind<Input, Output> {
  /** Inputs with the same key are served one after another. */
  readonly keyOf: (input: Input) => string;
  readonly onlyReads: boolean;
  /** Returns the outputs in the inputs' order. */
  readonly work: (scope: CommitScope, inputs: readonly Input[]) => Promise<readonly Output[]>;
}

interface Asked<Input, Output> {
  readonly input: Input;
  readonly keep: (output: Output) => void;
}

/** Jobs of one kind, which a few statements serve together. */
export class JobSet<Input, Output> {
  /** Until they are resolved or rejected. */
  private readonly open = new Map<Job, Asked<Input, Output>>();

  constructor(private readonly kind: JobKind<Input, Output>) {}

  of(input: Input): Waiting<Output> {
    const { keyOf, onlyReads } = this.kind;
    let keeps: (output: Output) => void = () => {};
    const { job, done } = waiting<Output>(
      (keep) => {
        keeps = keep;
        return { key: keyOf(input), onlyReads, run: this.run };
      },
      () => this.open.delete(job),
    );
    this.open.set(job, { input, keep: keeps });
    return { job, done };
  }

  private readonly run = async (scope: CommitScope, jobs: readonly Job[]): Promise<void> => {
    const known = jobs.flatMap((job) => this.open.get(job) ?? []);
    const outputs = await this.kind.work(
      scope,
      known.map(({ input }) => input),
    );
    for (const [index, output] of outputs.entries()) known[index]?.keep(output);
  };
}

function waiting<T>(
  make: (keep: (value: T) => void) => Omit<Job, 'resolve' | 'reject'>,
  onEnd: () => void = () => {},
): Waiting<T> {
  let settle: Pick<Job, 'resolve' | 'reject'> = { resolve: () => {}, reject: () => {} };
  let result: { readonly value: T } | null = null;
  const done = new Promise<T>((resolve, reject) => {
    settle = {
      resolve: () => {
        onEnd();
        if (result === null)
          reject(new StoreError('broken', 'a transaction ended without a result'));
        else resolve(result.value);
      },
      reject: (error) => {
        onEnd();
        reject(error);
      },
    };
  });
  const what = make((value) => {
    result = { value };
  });
  return { job: { ...what, ...settle }, done };
}

/** Jobs of one commit as they run: each unit is one job, or a set of those that came together. */
export function unitsOf(jobs: readonly Job[]): readonly (readonly Job[])[] {
  const units: Job[][] = [];
  const open = new Map<Job['run'], { readonly jobs: Job[]; readonly keys: Set<string> }>();
  for (const job of jobs) {
    const found = job.key === null ? undefined : open.get(job.run);
    if (job.key !== null && found?.keys.has(job.key) === false) {
      found.jobs.push(job);
      found.keys.add(job.key);
      continue;
    }
    const unit = [job];
    units.push(unit);
    if (job.key !== null) open.set(job.run, { jobs: unit, keys: new Set([job.key]) });
  }
  return units;
}

/** What undoes one unit of a commit and keeps the others. */
export interface Savepoints {
  /** Marks the state before a unit; the unit before stands, whether it failed or not. */
  mark(): Promise<void>;
  /** Returns to the mark. */
  undo(): Promise<void>;
  /** Whether the whole transaction is over with that error. */
  ends(error: unknown): boolean;
}

/**
 * Runs units one after another. A set that fails is undone and its jobs run one by one, since the fault may be one's.
 * @param savepoints null where a failure ends the commit
 * @returns the failures
 */
export async function runUnits(
  scope: CommitScope,
  units: readonly (readonly Job[])[],
  savepoints: Savepoints | null,
): Promise<ReadonlyMap<Job, unknown>> {
  const failures = new Map<Job, unknown>();
  const run = async (unit: readonly Job[]): Promise<void> => {
    const [first] = unit;
    if (first === undefined) return;
    const mark = scope.mark();
    await savepoints?.mark();
    try {
      await first.run(scope, unit);
    } catch (error) {
      if (savepoints === null || savepoints.ends(error)) throw error;
      await savepoints.undo();
      scope.rollbackTo(mark);
      if (unit.length === 1) failures.set(first, error);
      else for (const job of unit) await run([job]);
    }
  };
  for (const unit of units) await run(unit);
  return failures;
}

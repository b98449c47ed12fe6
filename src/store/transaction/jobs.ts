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
  resolve(): void;
  reject(error: unknown): void;
}

/** A job with its result, which is there after the commit. */
export interface Waiting<T> extends Job {
  readonly done: Promise<T>;
}

/** The most jobs of one commit. It is one turn of the event loop on SQLite, so longer ones make all else wait. */
export const MOST_JOBS = 64;

abstract class ResultJob<T> implements Waiting<T> {
  abstract readonly key: string | null;
  abstract readonly onlyReads: boolean;
  abstract readonly run: Job['run'];
  readonly done: Promise<T>;
  private result: { readonly value: T } | null = null;
  private onDone: (value: T) => void = () => {};
  private onFailure: (error: unknown) => void = () => {};

  constructor() {
    this.done = new Promise<T>((resolve, reject) => {
      this.onDone = resolve;
      this.onFailure = reject;
    });
  }

  /** Keeps what the last run came to until the commit. */
  keep(value: T): void {
    this.result = { value };
  }

  resolve(): void {
    if (this.result !== null) this.onDone(this.result.value);
    else this.onFailure(new StoreError('broken', 'a transaction ended without a result'));
  }

  reject(error: unknown): void {
    this.onFailure(error);
  }
}

class SingleJob<T> extends ResultJob<T> {
  readonly key = null;
  readonly onlyReads = false;

  constructor(private readonly work: (scope: CommitScope) => Promise<T>) {
    super();
  }

  readonly run = async (scope: CommitScope): Promise<void> => this.keep(await this.work(scope));
}

/** A job that runs alone. */
export function singleJob<T>(work: (scope: CommitScope) => Promise<T>): Waiting<T> {
  return new SingleJob(work);
}

/** What jobs of one kind are. */
export interface JobKind<Input, Output> {
  /** Inputs with the same key are served one after another. */
  readonly keyOf: (input: Input) => string;
  readonly onlyReads: boolean;
  /** Returns the outputs in the inputs' order. */
  readonly work: (scope: CommitScope, inputs: readonly Input[]) => Promise<readonly Output[]>;
}

/**
 * A job holds its own input. (A map of all that are open would keep dead ones alive: each time it grows it leaves a copy,
 * and an old copy leads the garbage collector to the next.)
 */
class SetJob<Input, Output> extends ResultJob<Output> {
  readonly key: string;
  readonly onlyReads: boolean;
  readonly run: Job['run'];

  constructor(
    readonly set: JobSet<Input, Output>,
    readonly input: Input,
  ) {
    super();
    this.key = set.kind.keyOf(input);
    this.onlyReads = set.kind.onlyReads;
    this.run = set.run;
  }
}

/** Jobs of one kind, which a few statements serve together. */
export class JobSet<Input, Output> {
  constructor(readonly kind: JobKind<Input, Output>) {}

  of(input: Input): Waiting<Output> {
    return new SetJob(this, input);
  }

  readonly run = async (scope: CommitScope, jobs: readonly Job[]): Promise<void> => {
    const own = jobs.filter((job): job is SetJob<Input, Output> => this.isOwn(job));
    const outputs = await this.kind.work(
      scope,
      own.map(({ input }) => input),
    );
    for (const [index, output] of outputs.entries()) own[index]?.keep(output);
  };

  private isOwn(job: Job): boolean {
    return job instanceof SetJob && job.set === this;
  }
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

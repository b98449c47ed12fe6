import { setImmediate as turn } from 'node:timers/promises';

/** Never settles: what a dead process was waiting for. */
const never = new Promise<never>(() => {});

/** What a point belongs to. A call to the platform passes one before it leaves and one after it took effect. */
export type Where = 'store' | 'platform-before' | 'platform-after';

/** The nth point of all (`any`), or the nth point at a call to the platform. */
export interface Moment {
  readonly at: 'any' | 'platform';
  readonly nth: number;
}

/** A process that stops at that moment and goes on later, as a suspended machine does. */
export interface Freeze extends Moment {
  readonly ms: number;
}

/** No work of a process takes this long, also where the database is a server. */
const LONGEST_MS = 30_000;

/** One process of the bot, from its start to its death. */
export class Process {
  dead = false;
  /** Epoch milliseconds at which a suspended process goes on; null while it runs. */
  frozenUntil: number | null = null;
  /** What a suspended process was doing. */
  unfinished: Promise<void>[] = [];
  private thaw: (() => void) | null = null;

  constructor(
    readonly name: string,
    readonly life: number,
  ) {}

  freeze(until: number): Promise<void> {
    this.frozenUntil = until;
    return new Promise((resolve) => {
      const before = this.thaw;
      this.thaw = () => {
        before?.();
        resolve();
      };
    });
  }

  goOn(): void {
    this.frozenUntil = null;
    this.thaw?.();
    this.thaw = null;
  }
}

/**
 * Where processes die, stand still or meet a faulty store. Only what had an effect passes a point: a poll that brings
 * nothing and a transaction that writes nothing leave a crash nothing to damage.
 */
export class Machine {
  points = 0;
  platformPoints = 0;
  /** Deaths so far, by what the process was doing. */
  readonly deathsAt: Record<Where, number> = {
    store: 0,
    'platform-before': 0,
    'platform-after': 0,
  };
  /** Names of rare states that this run came to. */
  readonly reached = new Set<string>();
  readonly trace: string[] = [];

  constructor(
    private readonly deaths: readonly Moment[],
    private readonly freezes: readonly Freeze[],
    readonly now: () => number,
  ) {}

  /** Passes a point; the process may die or stand still here. */
  async point(process: Process, what: string, where: Where): Promise<void> {
    if (process.dead) return never;
    if (process.frozenUntil !== null) await process.freeze(process.frozenUntil);
    this.points += 1;
    const platform = where !== 'store';
    if (platform) this.platformPoints += 1;
    const here = ({ at, nth }: Moment): boolean =>
      at === 'any' ? nth === this.points : platform && nth === this.platformPoints;
    if (this.deaths.some(here)) {
      process.dead = true;
      this.deathsAt[where] += 1;
      this.note(`process ${process.name} dies at point ${this.points}: ${what}`);
      if (where === 'platform-after') this.reach('death between a call and its record');
      return never;
    }
    const freeze = this.freezes.find(here);
    if (freeze !== undefined) {
      const { ms } = freeze;
      this.note(
        `process ${process.name} stands still for ${ms} ms at point ${this.points}: ${what}`,
      );
      await process.freeze(this.now() + ms);
      this.note(`process ${process.name} goes on`);
    }
    return undefined;
  }

  reach(name: string): void {
    this.reached.add(name);
  }

  note(line: string): void {
    this.trace.push(`${new Date(this.now()).toISOString().slice(5, 19)} ${line}`);
  }

  /** Waits until the database has ended what a stopped process had begun. */
  settle: () => Promise<void> = async () => {
    for (let turns = 0; turns < 4; turns += 1) await turn();
  };

  /** Lets the process work until this is done, or the process is dead or stands still. */
  async drive(process: Process, work: Promise<unknown>): Promise<void> {
    let done = false;
    const ended = work.then(
      () => {
        done = true;
      },
      (error: unknown) => {
        done = true;
        throw error;
      },
    );
    await this.wait(process, ended, () => done);
    if (!done && process.frozenUntil !== null) process.unfinished.push(ended);
  }

  /** Lets a suspended process go on and finish what it was doing. */
  async resume(process: Process): Promise<void> {
    const unfinished = process.unfinished;
    process.unfinished = [];
    process.goOn();
    for (const work of unfinished) await this.drive(process, work);
  }

  private async wait(process: Process, ended: Promise<void>, isDone: () => boolean): Promise<void> {
    const end = performance.now() + LONGEST_MS;
    while (!isDone() && !process.dead && process.frozenUntil === null) {
      if (performance.now() > end) throw new Error('the process hangs');
      await Promise.race([ended, turn()]);
    }
    // What the stopped process had in the database's queue ends before anything else begins.
    if (!isDone()) await this.settle();
  }
}

import { setImmediate as turn } from 'node:timers/promises';

/** Never settles: what a dead process was waiting for. */
const never = new Promise<never>(() => {});

/**
 * A process that can die at any point. Every call through a port passes two points: before it leaves and after it took
 * effect. Past the chosen point everything the old process waits for never comes back.
 */
export class Machine {
  /** Points passed so far, over all lives. */
  points = 0;
  /** The process dies at these points. */
  private readonly deaths: number[];
  private life = 0;
  private dead = false;
  readonly trace: string[] = [];

  constructor(deaths: readonly number[]) {
    this.deaths = [...deaths].sort((a, b) => a - b);
  }

  get isDead(): boolean {
    return this.dead;
  }

  /** The life that a new process begins. */
  begin(): number {
    this.life += 1;
    this.dead = false;
    return this.life;
  }

  alive(life: number): boolean {
    return !this.dead && life === this.life;
  }

  /** Passes a point; the process may die here. */
  async point(life: number, what: string): Promise<void> {
    if (!this.alive(life)) return never;
    this.points += 1;
    if (this.deaths[0] === this.points) {
      this.deaths.shift();
      this.dead = true;
      this.note(`the process dies at point ${this.points}: ${what}`);
      return never;
    }
    return undefined;
  }

  note(line: string): void {
    this.trace.push(line);
  }

  /** Lets the process work until this is done or the process is dead. */
  async drive(work: Promise<unknown>): Promise<void> {
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
    for (let turns = 0; !done && !this.dead; turns += 1) {
      if (turns > 20_000) throw new Error('the process hangs');
      await Promise.race([ended, turn()]);
    }
    // What the dead process had in the database's queue ends before the next one begins.
    if (this.dead) for (let turns = 0; turns < 4; turns += 1) await turn();
  }
}

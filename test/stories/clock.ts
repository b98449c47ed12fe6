import type { Random, Clock } from '../../src/ports/system.ts';

/** A clock that moves only when a test moves it; its timers are fired by the mover. */
export class VirtualClock implements Clock {
  private timers: { at: number; work: () => void | Promise<void>; every: number | null }[] = [];

  constructor(private at: number) {}

  now(): number {
    return this.at;
  }

  every(ms: number, work: () => Promise<void> | void): () => void {
    return this.add({ at: this.at + ms, work, every: ms });
  }

  after(ms: number, work: () => void): () => void {
    return this.add({ at: this.at + ms, work, every: null });
  }

  /** Moves to that moment, firing what is due on the way in order. */
  async moveTo(at: number): Promise<void> {
    for (;;) {
      const due = this.timers.filter((timer) => timer.at <= at).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.at = Math.max(this.at, due.at);
      if (due.every === null) this.timers = this.timers.filter((timer) => timer !== due);
      await due.work();
      if (due.every !== null) due.at = this.at + due.every;
    }
    this.at = Math.max(this.at, at);
  }

  /** Sets the clock without firing anything: a jump, or a night without power. */
  jumpTo(at: number): void {
    this.at = at;
  }

  private add(timer: {
    at: number;
    work: () => void | Promise<void>;
    every: number | null;
  }): () => void {
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }
}

/** Small deterministic randomness (mulberry32). */
export function seededChance(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  let count = 0;
  return {
    id: () => {
      count += 1;
      return `${Math.floor(next() * 36 ** 8)
        .toString(36)
        .padStart(8, '0')}${count.toString(36).padStart(8, '0')}`;
    },
    below: (below) => Math.floor(next() * below),
  };
}

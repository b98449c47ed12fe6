import type { App } from './context.ts';
import type { RoundCounters } from './rounds/answer-counter.ts';
import { closeDue } from './rounds/close-due.ts';
import { Housekeeping } from './privacy/retention.ts';
import { Sender } from './outbox/sender.ts';
import { Timetable } from './scheduling/run-due.ts';
import { Reminders } from './reminders/run-due.ts';
import type { Platform } from '../ports/identity.ts';
import { messageOf } from '../ports/errors.ts';

/** How often the wall clock is compared with the schedules. */
export const TICK_MS = 20_000;
/** How often the outbox is looked at when nobody wakes the worker. */
export const FLUSH_MS = 1_000;
/** An instance holds its platforms' names for so long, and renews at each tick. */
const LEASE_MS = 60_000;

export interface WorkerParts {
  readonly app: App;
  readonly counters: Pick<RoundCounters, 'queue'>;
  /** The name of this process in leases. */
  readonly owner: string;
  /** The name of each platform's lease: its token's fingerprint. */
  readonly leaseNames: ReadonlyMap<Platform, string>;
  /** Whether the process that holds that lease is known to be dead, so that its time need not run out. */
  readonly ownerGone?: (leaseName: string) => boolean;
}

/**
 * The part that acts on its own: `tick` does what is due, `flush` sends what is queued. Late, early, double and
 * parallel calls of both are safe. It never throws: what fails is logged and tried again at the next turn.
 */
export class Worker {
  private readonly sender: Sender;
  private readonly timetable: Timetable;
  private readonly housekeeping: Housekeeping;
  private readonly reminders: Reminders;
  private flushing: Promise<void> | null = null;
  private again = false;
  /** Platforms whose token this process holds; the others' work is left to whoever holds them. */
  private held: readonly Platform[] = [];
  private toldStandby = false;

  private readonly app: App;
  private readonly owner: string;

  constructor(private readonly parts: WorkerParts) {
    const { app, owner } = parts;
    this.app = app;
    this.owner = owner;
    this.sender = new Sender(app, owner);
    this.timetable = new Timetable(app);
    this.housekeeping = new Housekeeping(app);
    this.reminders = new Reminders(app);
  }

  /** Holds what can be held, opens rounds and posts boards that are due, closes rounds whose time has come. */
  async tick(): Promise<void> {
    const { app } = this;
    try {
      await this.hold();
      if (this.held.length === 0) return;
      await this.timetable.run(this.held);
      await closeDue(app, this.held);
      await this.reminders.run(this.held);
      await this.housekeeping.run(this.held);
    } catch (error) {
      app.log.error('a tick failed; the next one tries again', { error: messageOf(error) });
      app.metrics.count('ticks_failed');
    }
    await this.flush();
  }

  /** Sends until nothing is due. A call while one runs makes that one look again. */
  async flush(): Promise<void> {
    this.again = true;
    this.flushing ??= this.drain();
    await this.flushing;
  }

  /** Gives the names back, so that another process need not wait. */
  async stop(): Promise<void> {
    await this.flushing;
    for (const name of this.parts.leaseNames.values())
      await this.app.store.leases.release(name, this.owner);
  }

  private async drain(): Promise<void> {
    const { app } = this;
    try {
      while (this.again) {
        this.again = false;
        if (this.held.length === 0) await this.hold();
        await this.parts.counters.queue(app, app.clock.now());
        while (await this.sender.sendSome(this.held)) {
          // As long as something was due there may be more.
        }
      }
    } catch (error) {
      app.log.error('sending failed; the next turn tries again', { error: messageOf(error) });
      app.metrics.count('flushes_failed');
    } finally {
      this.flushing = null;
    }
  }

  private async hold(): Promise<void> {
    const { app } = this;
    const now = app.clock.now();
    const held: Platform[] = [];
    const until = now + LEASE_MS;
    for (const platform of app.chats.keys()) {
      const name = this.parts.leaseNames.get(platform) ?? platform;
      if (
        await app.store.leases.acquire({
          name,
          owner: this.owner,
          now,
          until,
          ownerGone: this.parts.ownerGone?.(name) ?? false,
        })
      )
        held.push(platform);
    }
    const standby = held.length < app.chats.size;
    if (standby && !this.toldStandby) {
      app.log.warn(
        'another process holds the lease: standing by, it takes over when that one ends',
      );
    }
    this.toldStandby = standby;
    this.held = held;
  }
}

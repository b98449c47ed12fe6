import { CLOCK_SKEW_MS } from '../domain/schedule.ts';
import type { App } from './context.ts';
import type { RoundCounters } from './rounds/answer-counter.ts';
import { closeDue } from './rounds/close-due.ts';
import { Housekeeping } from './privacy/retention.ts';
import { Sender } from './outbox/sender.ts';
import { missedNotices } from './scheduling/missed-posts.ts';
import { pausedNotices } from './scheduling/paused-schedules.ts';
import { Timetable } from './scheduling/run-due.ts';
import { AnalysisKeeper } from './analysis/analysis-keeper.ts';
import { dueLetters } from './analysis/run-letters.ts';
import { dueReminders } from './reminders/run-due.ts';
import type { Platform } from '../ports/identity.ts';
import { messageOf } from '../ports/errors.ts';

/** The interval at which the wall clock is compared with the schedules. */
export const TICK_MS = 20_000;
/** A pause between two looks at the clock that the log tells of. */
const LONG_PAUSE_MS = 5 * 60_000;
/** The interval at which the outbox is flushed when nobody wakes the worker. */
export const FLUSH_MS = 1_000;
/** Term of a lease: what a dead process held is free after it at the latest. */
export const LEASE_MS = 15_000;
/** The interval at which a lease is renewed, and tried again by those that stand by. */
export const RENEW_MS = 5_000;

export interface WorkerParts {
  readonly app: App;
  readonly counters: Pick<RoundCounters, 'queue'>;
  /** This process's name in leases. */
  readonly owner: string;
  /** Lease name of each platform: the fingerprint of its token. */
  readonly leaseNames: ReadonlyMap<Platform, string>;
  /** Whether this process is connected to a platform; left out where it is to all. */
  readonly serves?: (platform: Platform) => boolean;
  /** Whether the holder of that lease is known to be dead, so that its term need not run out. */
  readonly ownerGone?: (leaseName: string) => boolean;
}

/** What is tried again at every turn. */
type Turn = 'a tick' | 'sending';

/**
 * The part that acts on its own: `tick` serves due work, `flush` sends queued posts. Late, early, double and
 * parallel calls of both are safe. It never throws: a failure is logged, and the next turn tries again.
 */
export class Worker {
  private readonly sender: Sender;
  private readonly timetable: Timetable;
  private readonly housekeeping: Housekeeping;
  /** Epoch ms of the last look at the clock; null before the first. */
  private lookedAt: number | null = null;
  private readonly reminders: ReturnType<typeof dueReminders>;
  private readonly letters: ReturnType<typeof dueLetters>;
  private readonly pausedNotices: ReturnType<typeof pausedNotices>;
  private readonly missedNotices: ReturnType<typeof missedNotices>;
  private readonly keeper: AnalysisKeeper;
  private flushing: Promise<void> | null = null;
  private again = false;
  /** Platforms whose lease this process holds; other processes serve the rest. */
  private held: readonly Platform[] = [];
  /** Why what fails again and again failed last, as it was logged. */
  private readonly failing = new Map<Turn, string>();
  private toldStandby = false;
  private heldAt: number | null = null;
  /** Whether the last look at the leases failed: then it is not known what this process may serve. */
  private isUnsure = false;
  private tickedAt: number;

  private readonly app: App;
  private readonly owner: string;

  constructor(private readonly parts: WorkerParts) {
    const { app, owner } = parts;
    this.app = app;
    this.owner = owner;
    this.tickedAt = app.clock.now();
    this.sender = new Sender(app, owner);
    this.timetable = new Timetable(app);
    this.housekeeping = new Housekeeping(app);
    this.reminders = dueReminders(app);
    this.letters = dueLetters(app);
    this.pausedNotices = pausedNotices(app);
    this.missedNotices = missedNotices(app);
    this.keeper = new AnalysisKeeper(app);
  }

  /** Epoch ms of the last tick that did not fail, also one that found another process serving; at first, of the start. */
  lastTickAt(): number {
    return this.tickedAt;
  }

  /** Renews leases, opens due rounds, posts due boards, closes rounds at their time, sends reminders and cleans up. */
  async tick(): Promise<void> {
    const { app } = this;
    try {
      await this.lookAtClock();
      await this.hold();
      // A lease that is lost meanwhile ends it: another process goes on.
      while (this.held.length > 0 && (await this.serveDue()))
        if (this.isRenewalDue(app.clock.now())) await this.hold();
      if (this.held.length > 0) await this.housekeeping.run(this.held);
      this.tickedAt = app.clock.now();
      this.succeeded('a tick');
    } catch (error) {
      this.failed('a tick', error);
      app.metrics.count('ticks_failed');
    }
    await this.flush();
  }

  /**
   * Serves some of each kind of work that is due, so that no kind waits until all of another is served.
   * @returns whether more may be due
   */
  private async serveDue(): Promise<boolean> {
    // What is over is revealed before the next questions are asked.
    const isMoreToClose = await closeDue(this.app, this.held);
    await this.timetable.run(this.held);
    const looks = [
      isMoreToClose,
      await this.reminders.run(this.held),
      await this.letters.run(this.held),
      await this.pausedNotices.run(this.held),
      await this.missedNotices.run(this.held),
    ];
    return looks.includes(true);
  }

  /** At the first tick, and whenever the clock was set back: what a clock that was ahead has put off begins to count now. */
  private async lookAtClock(): Promise<void> {
    const { app } = this;
    const now = app.clock.now();
    const passed = this.lookedAt === null ? null : now - this.lookedAt;
    if (passed === null || passed < -CLOCK_SKEW_MS) await app.store.outbox.releaseFuture(now);
    this.lookedAt = now;
    if (passed === null) return;
    const minutes = Math.round(Math.abs(passed) / 60_000);
    if (passed < -CLOCK_SKEW_MS) app.log.warn('the clock was set back', { minutes });
    else if (passed > LONG_PAUSE_MS)
      app.log.warn('nothing was looked at: the machine slept, or its clock was set ahead', {
        minutes,
      });
  }

  /** Sends until nothing is due. A second call makes the running one look again. */
  async flush(): Promise<void> {
    this.again = true;
    this.sender.lookAgain();
    this.flushing ??= this.drain();
    await this.flushing;
  }

  /** Brings reports up to date; apart from the tick, so that no post waits for it. */
  async keepAnalyses(): Promise<void> {
    await this.keeper.run(this.held);
  }

  /** Brings a workspace's report up to date at once, and does not wait for it. */
  wantReport(workspace: string): void {
    this.keeper.want(workspace);
  }

  /** Releases the leases, so that another process need not wait. */
  async stop(): Promise<void> {
    await this.keeper.stop();
    await this.flushing;
    for (const name of this.parts.leaseNames.values())
      await this.app.store.leases.release(name, this.owner);
  }

  private async drain(): Promise<void> {
    const { app } = this;
    try {
      while (this.again) {
        this.again = false;
        if (this.isRenewalDue(app.clock.now())) await this.hold();
        await this.parts.counters.queue(app, app.clock.now());
        // More may become due while posts are under way.
        while (!this.again && (await this.sender.sendSome(this.held)));
      }
      if (!this.isUnsure) this.succeeded('sending');
    } catch (error) {
      this.failed('sending', error);
      app.metrics.count('flushes_failed');
    } finally {
      this.flushing = null;
    }
  }

  /** Logs a failure of what is tried again in a moment, and not again while it is the same. */
  private failed(what: Turn, error: unknown): void {
    const why = messageOf(error);
    const level = this.failing.get(what) === why ? 'debug' : 'error';
    this.failing.set(what, why);
    this.app.log[level](`${what} failed; the next turn tries again`, { error: why });
  }

  private succeeded(what: Turn): void {
    if (this.failing.delete(what)) this.app.log.info(`${what} works again`);
  }

  private isRenewalDue(now: number): boolean {
    return this.heldAt === null || Math.abs(now - this.heldAt) >= RENEW_MS;
  }

  private async hold(): Promise<void> {
    const { app } = this;
    const now = app.clock.now();
    this.heldAt = now;
    this.isUnsure = true;
    const held: Platform[] = [];
    const until = now + LEASE_MS;
    const { serves = () => true } = this.parts;
    for (const platform of [...app.chats.keys()].filter(serves)) {
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
    if (this.toldStandby && !standby) app.log.info('took over the lease: this process serves now');
    this.toldStandby = standby;
    this.held = held;
    this.isUnsure = false;
  }
}

import { type Chat } from '../../ports/chat.ts';
import type { PostRow, SendOutcome } from '../../ports/store.ts';
import type { App } from '../context.ts';
import { PlatformRateLimit } from './platform-rate-limit.ts';
import { noticeJam } from '../shared/jam.ts';
import { patienceFor, tellAnotherManager } from '../shared/notices.ts';
import { unseenClosed, UNSEEN } from '../rounds/lifecycle.ts';
import { roundOfPost } from '../rounds/round-posts.ts';
import { inHindsight, pauseChannel, notifyOwner, type Ended } from './failures.ts';
import type { Place, Platform } from '../../ports/identity.ts';
import { PostError, StoreError, messageOf } from '../../ports/errors.ts';

/** Must exceed the time after which a timed-out request may still take effect (docs/invariants.md). */
export const LEASE_MS = 90_000;
/**
 * The longest time between a claim and its request: the request may take effect 60 s later, and then another process may
 * claim the post. A machine that slept in between does not send any more.
 */
const SEND_WITHIN_MS = 30_000;
/** The most requests at once. */
const AT_ONCE = 20;
/** A request that takes longer makes room for another: one workspace that is not answered must not delay the others. */
const SLOW_MS = 2_000;
/** The most requests at once, slow ones included. */
const AT_ONCE_WITH_SLOW = 200;
/** Waits between attempts that surely did not arrive. */
const BACKOFF_MS = [2_000, 5_000, 15_000, 60_000, 300_000];
/** Age at which an unsent post is given up, once all those waits are over. */
const GIVE_UP_MS = 2 * 3_600_000;
/** Time between two looks for a post with an unconfirmed delivery. */
const LOOK_AGAIN_MS = 15_000;
/** A platform that can look is asked this long before a manager has to decide. */
const LOOK_FOR_MS = 24 * 3_600_000;
/**
 * How often the store is given an outcome. A connection that ended at its commit has not said whether that holds, and
 * without an outcome the channel would wait for the end of the lease.
 */
const RECORD_ATTEMPTS = 3;
/** `find` looks this much further back, since clocks differ. */
const CLOCK_SKEW_MS = 60_000;

/** Sends claimed posts, each once. Nothing else posts into channels. */
export class Sender {
  private readonly allowance: PlatformRateLimit;
  /** Requests, with the time at which each began. */
  private readonly underWay = new Map<Promise<void>, number>();
  private wake: () => void = () => {};

  constructor(
    private readonly app: App,
    private readonly owner: string,
  ) {
    this.allowance = new PlatformRateLimit(app);
  }

  /**
   * Begins to send what is due; if nothing is, waits until a post under way ends or more is queued. A slow post holds up
   * no other.
   * @returns false if nothing was due and none is under way
   */
  async sendSome(platforms: readonly Platform[]): Promise<boolean> {
    let began = false;
    for (const platform of platforms) if (await this.beginFor(platform)) began = true;
    if (this.underWay.size === 0) return began;
    if (!began) {
      const queued = new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      await Promise.race([queued, ...this.underWay.keys()]);
    }
    return true;
  }

  /** More may be due than at the last look. */
  lookAgain(): void {
    this.wake();
  }

  private async beginFor(platform: Platform): Promise<boolean> {
    const { app, owner } = this;
    const limits = app.chats.get(platform)?.limits;
    const now = app.clock.now();
    const limit = Math.min(this.room(now), this.allowance.left(platform));
    if (limits === undefined || limit < 1) return false;
    const claimed = await app.store.outbox.claim({
      now,
      leaseUntil: now + LEASE_MS,
      owner,
      platform,
      limit,
      channelPaceMs: limits.channelPaceMs,
      workspacePerSecond: limits.postsPerSecondOf === 'workspace' ? limits.postsPerSecond : null,
    });
    this.allowance.take(platform, claimed.length);
    for (const post of claimed) this.begin(post, now);
    return claimed.length > 0;
  }

  /** How many more requests may begin now. */
  private room(now: number): number {
    const begun = [...this.underWay.values()];
    const quick = begun.filter((at) => now - at < SLOW_MS).length;
    return Math.min(AT_ONCE - quick, AT_ONCE_WITH_SLOW - begun.length);
  }

  private begin(post: PostRow, claimedAt: number): void {
    const sent = this.send(post, claimedAt)
      .catch((error: unknown) => {
        // The lease ends, and the post is looked for.
        this.app.log.error('the outcome of a post could not be recorded; it is looked for later', {
          name: post.name,
          error: messageOf(error),
        });
        this.app.metrics.count('flushes_failed');
      })
      .finally(() => this.underWay.delete(sent));
    this.underWay.set(sent, claimedAt);
  }

  private async send(post: PostRow, claimedAt: number): Promise<void> {
    const { app } = this;
    const ended = await this.attempt(post, claimedAt);
    const { outcome } = ended;
    for (let attempts = 1; ; attempts += 1) {
      try {
        await this.record(post, ended);
        break;
      } catch (error) {
        const mayPass = error instanceof StoreError && ['busy', 'away'].includes(error.kind);
        if (!mayPass || attempts >= RECORD_ATTEMPTS) throw error;
      }
    }
    app.metrics.count('posts', { kind: post.kind, outcome: outcome.kind });
    if (outcome.kind === 'sent' || outcome.kind === 'retry') return;
    const { error } = outcome;
    app.log.warn('a post did not go out', { name: post.name, outcome: outcome.kind, error });
  }

  /** The outcome and its notices are one transaction: no failure stays silent. Where it is recorded it changes nothing. */
  private async record(post: PostRow, ended: Ended): Promise<void> {
    const { app } = this;
    const { refusal } = ended;
    const now = app.clock.now();
    await app.store.tx(post.workspace, async (tx) => {
      const work = { app, tx, now };
      const outcome = await inHindsight(work, post, ended.outcome);
      if (!(await tx.posts.recordOutcome(post, this.owner, outcome, now))) return;
      if (refusal !== null) await tellAnotherManager(work, post);
      const isLost =
        outcome.kind === 'failed' || (post.kind === 'post' && outcome.kind === 'dropped');
      if (isLost && refusal === null && isStillWanted(post, now)) await tx.posts.owe(post.name);
      if (post.kind !== 'post') return;
      if (refusal !== null) await pauseChannel(work, post, refusal);
      await notifyOwner(work, post, { outcome, refusal });
      if (outcome.kind === 'unsure') await noticeJam(work, post);
    });
  }

  private async attempt(post: PostRow, claimedAt: number): Promise<Ended> {
    const { app } = this;
    const chat = app.chats.get(post.platform);
    const now = app.clock.now();
    if (chat === undefined)
      return settled({ kind: 'retry', dueAt: now + 60_000, error: 'platform not connected' });
    const place: Place = {
      platform: post.platform,
      workspace: post.workspace,
      channel: post.channel,
    };
    try {
      switch (post.kind) {
        case 'post':
          return settled(await this.post(chat, place, post, claimedAt));
        case 'edit':
          if (post.aboutMessage === null)
            return settled({ kind: 'dropped', error: 'its message is not known' });
          await chat.edit(place, post.aboutMessage, post.card, post.name);
          return settled({ kind: 'sent', message: null });
        case 'tell':
          // A notice is sent at most once, so an expired lease is not repeated.
          if (post.state === 'sending') return settled({ kind: 'dropped', error: 'interrupted' });
          await chat.tell(place, post.member ?? '', post.card);
          return settled({ kind: 'sent', message: null });
        default:
          return post.kind satisfies never;
      }
    } catch (error) {
      return this.failed(post, error);
    }
  }

  private async post(
    chat: Chat,
    place: Place,
    post: PostRow,
    claimedAt: number,
  ): Promise<SendOutcome> {
    const firstAttemptAt = post.firstAttemptAt ?? claimedAt;
    const options = { replyTo: post.aboutMessage };
    // An earlier attempt has no recorded outcome: look before sending again.
    let uncertain = post.state === 'sending';
    try {
      if (uncertain) {
        const found = await chat.find(place, post.name, firstAttemptAt - CLOCK_SKEW_MS, options);
        if (found.kind === 'there') return { kind: 'sent', message: found.message };
        const repeatable = claimedAt - firstAttemptAt < chat.limits.repeatsWithinMs;
        if (found.kind === 'cannot-tell' && !repeatable) {
          return { kind: 'unknown', error: found.why };
        }
        uncertain = found.kind !== 'absent';
      }
      if (!uncertain && post.attempts > 1 && (await this.isOver(post)))
        return { kind: 'dropped', error: UNSEEN };
      const now = this.app.clock.now();
      if (now - claimedAt > SEND_WITHIN_MS) {
        return uncertain
          ? { kind: 'unsure', leaseUntil: now, error: '' }
          : { kind: 'retry', dueAt: now, error: '' };
      }
      const message = await chat.post(place, post.card, post.name, options);
      return { kind: 'sent', message };
    } catch (error) {
      if (!uncertain || !(error instanceof PostError) || error.failure === 'unknown') throw error;
      return undecided(post, error, this.app.clock.now());
    }
  }

  /** Whether a post that was tried before is a question that has closed unseen. */
  private isOver({ workspace, name }: PostRow): Promise<boolean> {
    return this.app.store.tx(
      workspace,
      async (tx) => (await unseenClosed({ tx }, roundOfPost(name))) !== null,
    );
  }

  private failed(post: PostRow, error: unknown): Ended {
    const { app } = this;
    const now = app.clock.now();
    if (!(error instanceof PostError)) {
      app.log.error('an adapter failed in its own way', {
        name: post.name,
        error: messageOf(error),
      });
      return settled({ kind: 'unsure', leaseUntil: now + LEASE_MS, error: messageOf(error) });
    }
    const said = `${error.code}: ${error.advice.en}`;
    const old = now - post.createdAt > GIVE_UP_MS && post.attempts > BACKOFF_MS.length;
    switch (error.failure) {
      case 'not-sent': {
        if (old) return settled({ kind: 'failed', error: said });
        const step = BACKOFF_MS[Math.min(post.attempts, BACKOFF_MS.length) - 1] ?? 2_000;
        const dueAt = now + (error.retryAfterMs ?? step);
        return settled({ kind: 'retry', dueAt, error: said, ...pauseOf(post, error, now) });
      }
      case 'refused':
        return { outcome: { kind: 'failed', error: said }, refusal: error };
      case 'unknown':
        // An edit may be repeated; a private hint is not; a post is looked for first.
        if (post.kind === 'edit' && !old)
          return settled({ kind: 'retry', dueAt: now + 5_000, error: said });
        if (post.kind === 'edit') return settled({ kind: 'failed', error: said });
        if (post.kind !== 'post') return settled({ kind: 'dropped', error: said });
        return settled({ kind: 'unsure', leaseUntil: now + LEASE_MS, error: said });
      default:
        return error.failure satisfies never;
    }
  }
}

/** Whether something is to follow on a post that was given up: a word to its owner, or more attempts. */
function isStillWanted({ kind, name, createdAt }: PostRow, now: number): boolean {
  return kind === 'post' || now - createdAt < patienceFor(name);
}

function settled(outcome: SendOutcome): Ended {
  return { outcome, refusal: null };
}

/**
 * The outcome when a look or a repeat fails. Neither says anything about the first attempt, whose message may be there;
 * only time, a later look or a manager can tell.
 */
function undecided(post: PostRow, error: PostError, now: number): SendOutcome {
  const said = `${error.code}: ${error.advice.en}`;
  const old = now - post.createdAt > LOOK_FOR_MS && post.attempts > BACKOFF_MS.length;
  const hopeless = error.failure === 'refused' || old;
  if (hopeless) return { kind: 'unknown', error: said };
  const leaseUntil = now + (error.retryAfterMs ?? LOOK_AGAIN_MS);
  return { kind: 'unsure', leaseUntil, error: said, ...pauseOf(post, error, now) };
}

/** If the platform asked for a pause after a post, the channel's other posts wait for it too. */
function pauseOf(
  { kind }: PostRow,
  { retryAfterMs }: PostError,
  now: number,
): { readonly channelPausedUntil?: number } {
  return kind === 'post' && retryAfterMs !== null ? { channelPausedUntil: now + retryAfterMs } : {};
}

import { boundedCache } from '../../domain/bounded-cache.ts';
import { type Chat } from '../../ports/chat.ts';
import type { PostRow, SendOutcome } from '../../ports/store.ts';
import type { App } from '../context.ts';
import { PlatformRateLimit } from './platform-rate-limit.ts';
import { noticeJam } from '../shared/jam.ts';
import { pauseChannel, notifyOwner, type Ended } from './failures.ts';
import type { Place, Platform } from '../../ports/identity.ts';
import { PostError, messageOf } from '../../ports/errors.ts';

/** Must exceed the time after which a timed-out request may still take effect (docs/invariants.md). */
export const LEASE_MS = 90_000;
/**
 * The longest time between a claim and its request: the request may take effect 60 s later, and then another process may
 * claim the post. A machine that slept in between does not send any more.
 */
const SEND_WITHIN_MS = 30_000;
/** The most requests at once. */
const AT_ONCE = 20;
/** Waits between attempts that surely did not arrive. */
const BACKOFF_MS = [2_000, 5_000, 15_000, 60_000, 300_000];
/** Age at which an unsent post is given up, once all those waits are over. */
const GIVE_UP_MS = 2 * 3_600_000;
/** Time between two looks for a post with an unconfirmed delivery. */
const LOOK_AGAIN_MS = 15_000;
/** A platform that can look is asked this long before a manager has to decide. */
const LOOK_FOR_MS = 24 * 3_600_000;
/** `find` looks this much further back, since clocks differ. */
const CLOCK_SKEW_MS = 60_000;

/** Sends claimed posts, each once. Nothing else posts into channels. */
export class Sender {
  /**
   * When each channel may get its next post: the one owner of a channel's pace. Adapters keep none of their own, since
   * only the sender knows what else waits for a channel and can put it off without losing it.
   */
  private readonly channelFreeAt = boundedCache<string, number>(20_000);
  private readonly allowance: PlatformRateLimit;
  /** Rises with each served workspace, so that the others come first. */
  private readonly lastServed = boundedCache<string, number>(20_000);
  private serving = 0;

  constructor(
    private readonly app: App,
    private readonly owner: string,
  ) {
    this.allowance = new PlatformRateLimit(app);
  }

  /** Claims and sends a batch; false if nothing was due or the platforms' pace allows no more for now. */
  async sendSome(platforms: readonly Platform[]): Promise<boolean> {
    let sent = false;
    for (const platform of platforms) {
      const limit = Math.min(AT_ONCE, this.allowance.left(platform));
      if (limit > 0 && (await this.sendFor(platform, limit))) sent = true;
    }
    return sent;
  }

  private async sendFor(platform: Platform, limit: number): Promise<boolean> {
    const now = this.app.clock.now();
    const claimed = await this.app.store.outbox.claim({
      now,
      leaseUntil: now + LEASE_MS,
      owner: this.owner,
      platforms: [platform],
      limit,
      lastServed: this.lastServed,
    });
    for (const { workspace } of claimed) {
      this.serving += 1;
      this.lastServed.set(workspace, this.serving);
    }
    this.allowance.take(platform, claimed.length);
    await Promise.all(claimed.map((post) => this.send(post, now)));
    return claimed.length > 0;
  }

  private async send(post: PostRow, claimedAt: number): Promise<void> {
    const { app } = this;
    const ended = await this.attempt(post, claimedAt);
    const { outcome } = ended;
    const now = app.clock.now();
    // The outcome and its notices are one transaction: no failure stays silent.
    await app.store.tx(post.workspace, async (tx) => {
      if (!(await tx.posts.recordOutcome(post, this.owner, outcome, now)) || post.kind !== 'post')
        return;
      const work = { app, tx, now };
      if (ended.refusal !== null) await pauseChannel(work, post, ended.refusal);
      await notifyOwner(work, post, ended);
      if (outcome.kind === 'unsure') await noticeJam(work, post);
    });
    app.metrics.count('posts', { kind: post.kind, outcome: outcome.kind });
    if (outcome.kind === 'sent' || outcome.kind === 'retry') return;
    const { error } = outcome;
    app.log.warn('a post did not go out', { name: post.name, outcome: outcome.kind, error });
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
      const now = this.app.clock.now();
      const paced = `${place.workspace} ${place.channel}`;
      const isLate = now - claimedAt > SEND_WITHIN_MS;
      const free = isLate ? now : (this.channelFreeAt.get(paced) ?? 0);
      if (isLate || now < free) {
        return uncertain
          ? { kind: 'unsure', leaseUntil: free, error: '' }
          : { kind: 'retry', dueAt: free, error: '' };
      }
      this.channelFreeAt.set(paced, now + chat.limits.channelPaceMs);
      const message = await this.pausing(paced, () =>
        chat.post(place, post.card, post.name, options),
      );
      return { kind: 'sent', message };
    } catch (error) {
      if (!uncertain || !(error instanceof PostError) || error.failure === 'unknown') throw error;
      return undecided(post, error, this.app.clock.now());
    }
  }

  /** When the platform asks for a pause, the channel's other posts wait for it too. */
  private async pausing<T>(paced: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof PostError && error.retryAfterMs !== null) {
        this.channelFreeAt.set(paced, this.app.clock.now() + error.retryAfterMs);
      }
      throw error;
    }
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
        return settled({ kind: 'retry', dueAt: now + (error.retryAfterMs ?? step), error: said });
      }
      case 'refused':
        return { outcome: { kind: 'failed', error: said }, refusal: error };
      case 'unknown':
        // An edit may be repeated; a private hint is not; a post is looked for first.
        if (post.kind === 'edit' && !old)
          return settled({ kind: 'retry', dueAt: now + 5_000, error: said });
        if (post.kind !== 'post') return settled({ kind: 'dropped', error: said });
        return settled({ kind: 'unsure', leaseUntil: now + LEASE_MS, error: said });
      default:
        return error.failure satisfies never;
    }
  }
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
  return { kind: 'unsure', leaseUntil: now + (error.retryAfterMs ?? LOOK_AGAIN_MS), error: said };
}

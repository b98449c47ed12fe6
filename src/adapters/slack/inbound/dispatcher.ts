import type { Clock, Log, Metrics } from '../../../ports/system.ts';
import type { Answers } from '../outbound/replies.ts';
import { openAsk } from './call-bot.ts';
import { toPostError } from '../outbound/errors.ts';
import { openLater } from './reply-scheduler.ts';
import { rememberOnce } from '../../shared/dedupe.ts';
import { openPages } from './view-submissions.ts';
import type { Delivery } from './receive.ts';
import type { Timings } from '../timings.ts';
import { within } from '../../shared/deadline.ts';
import type { Workspace } from '../outbound/workspace.ts';
import type { Outcome, Plan } from './acknowledgement.ts';
import type { Bot } from '../../../ports/bot.ts';

export interface Desk {
  /**
   * Hands a delivery to the bot and resolves when it may be acknowledged: after the bot has committed, or at our own
   * deadline. A repeated delivery gets the first one's acknowledgement and nothing else. Never rejects.
   */
  take(delivery: Exclude<Delivery, { kind: 'challenge' }>): Promise<Outcome>;
  /** Resolves when nothing is under way any more, or after `ms`. */
  drain(ms: number): Promise<void>;
}

const NOTHING = { body: null, after: null } as const;

export function openDesk(tools: {
  readonly bot: Bot;
  readonly answers: Answers;
  readonly workspaceOf: (id: string) => Workspace | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timings: Timings;
}): Desk {
  const { bot, answers, workspaceOf, clock, log, metrics, timings } = tools;
  const once = rememberOnce<Outcome['body']>();
  const later = openLater(clock);
  /** Deliveries and replies under way. */
  let busy = 0;
  let rested = (): void => undefined;

  const ask = openAsk(bot, workspaceOf, { clock, log, personMs: timings.personMs });
  const { acknowledgeMs } = timings;
  const pages = openPages(ask.reply, workspaceOf, { clock, acknowledgeMs });

  const serve = async (
    delivery: Exclude<Delivery, { kind: 'challenge' | 'ignored' }>,
  ): Promise<Plan> => {
    switch (delivery.kind) {
      case 'command': {
        const work = ask.reply(delivery.input);
        const reply = await within(work, acknowledgeMs, clock);
        const body = reply === null ? null : answers.inline(reply);
        if (body !== null) return { body, after: null };
        return { body: null, after: async () => answers.toCommand(delivery, await work) };
      }
      case 'press': {
        const begun = ask.begin(delivery.input);
        const making = await within(begun, acknowledgeMs, clock);
        const after = async (): Promise<void> => {
          const make = making ?? (await begun);
          const reply = await make();
          await answers.toPress(delivery, reply);
          const changed = delivery.view?.aboard.home === true && reply.kind !== 'form';
          if (changed) await pages.publishHome(delivery.input);
        };
        return { body: null, after };
      }
      case 'form':
        return pages.submit(delivery);
      case 'home':
        // Nothing is committed by looking: Slack need not wait for the page.
        return { body: null, after: () => pages.publishHome(delivery.input) };
      case 'happening':
        await within(bot.happened(delivery.happening), acknowledgeMs, clock);
        return NOTHING;
      default:
        return delivery satisfies never;
    }
  };

  /** Logged; whatever follows the acknowledgement is part of what `drain` waits for. */
  const guarded = async (work: () => Promise<Plan>): Promise<Outcome> => {
    try {
      const { body, after } = await work();
      return { body, after: after === null ? null : tracked(after) };
    } catch (error) {
      log.error('a delivery failed', { error: error instanceof Error ? error.message : 'unknown' });
      return NOTHING;
    }
  };

  const tracked = (after: () => Promise<void>): (() => void) => {
    busy += 1;
    const work = async (): Promise<void> => {
      try {
        await after();
      } catch (error) {
        metrics.count('slack_replies', { outcome: 'lost' });
        log.warn('a reply did not arrive', { code: toPostError(error).code });
      } finally {
        release();
      }
    };
    return () => later.add(work);
  };

  const release = (): void => {
    busy -= 1;
    if (busy === 0) rested();
  };

  return {
    async take(delivery) {
      if (delivery.kind === 'ignored') {
        metrics.count('slack_deliveries', { kind: 'ignored' });
        return NOTHING;
      }
      const started = clock.now();
      later.heard();
      // What follows is not remembered: twenty thousand replies with all that they hang on would be.
      let after: Outcome['after'] = null;
      const { first, outcome } = once.run(delivery.id, started, async () => {
        const made = await guarded(() => serve(delivery));
        after = made.after;
        return made.body;
      });
      if (!first) {
        metrics.count('slack_deliveries', { kind: 'repeat' });
        return { body: await outcome, after: null };
      }
      busy += 1;
      const body = await outcome;
      release();
      metrics.count('slack_deliveries', { kind: delivery.kind });
      metrics.observe('slack_acknowledge_seconds', (clock.now() - started) / 1000);
      return { body, after };
    },
    async drain(ms) {
      later.hurry();
      if (busy === 0) return;
      const rest = new Promise<void>((resolve) => {
        rested = resolve;
      });
      await within(rest, ms, clock);
    },
  };
}

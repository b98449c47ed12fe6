import type { Clock, Log, Metrics } from '../../../ports/system.ts';
import type { Answers } from '../outbound/replies.ts';
import { openBotCaller } from './call-bot.ts';
import { toPostError } from '../outbound/errors.ts';
import { openReplyScheduler } from './reply-scheduler.ts';
import { openDedupe } from '../../shared/dedupe.ts';
import { openViewSubmissions } from './view-submissions.ts';
import type { Delivery } from './receive.ts';
import type { Timings } from '../timings.ts';
import { withDeadline } from '../../shared/deadline.ts';
import type { Workspace } from '../outbound/workspace.ts';
import type { Outcome, Plan } from './acknowledgement.ts';
import type { Bot } from '../../../ports/bot.ts';

export interface Dispatcher {
  /**
   * Hands a delivery to the bot and resolves when it may be acknowledged: after the bot has committed, or at our own
   * deadline. A repeated delivery gets the first one's acknowledgement and nothing else. Never rejects.
   */
  dispatch(delivery: Exclude<Delivery, { kind: 'challenge' }>): Promise<Outcome>;
  /** Resolves when nothing is under way any more, or after `ms`. */
  drain(ms: number): Promise<void>;
}

const NOTHING = { body: null, after: null } as const;

export function openDispatcher(tools: {
  readonly bot: Bot;
  readonly answers: Answers;
  readonly workspaceOf: (id: string) => Workspace | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timings: Timings;
}): Dispatcher {
  const { bot, answers, workspaceOf, clock, log, metrics, timings } = tools;
  const once = openDedupe<Outcome['body']>();
  const later = openReplyScheduler(clock);
  /** Deliveries and replies under way. */
  let busy = 0;
  let rested = (): void => undefined;

  const ask = openBotCaller(bot, workspaceOf, { clock, log, personMs: timings.personMs });
  const { acknowledgeMs } = timings;
  const pages = openViewSubmissions(ask.reply, workspaceOf, { clock, acknowledgeMs });

  const serve = async (
    delivery: Exclude<Delivery, { kind: 'challenge' | 'ignored' }>,
  ): Promise<Plan> => {
    switch (delivery.kind) {
      case 'command': {
        const work = ask.reply(delivery.interaction);
        const reply = await withDeadline(work, acknowledgeMs, clock);
        const body = reply === null ? null : answers.inline(reply);
        if (body !== null) return { body, after: null };
        return { body: null, after: async () => answers.toCommand(delivery, await work) };
      }
      case 'press': {
        const begun = ask.begin(delivery.interaction);
        const making = await withDeadline(begun, acknowledgeMs, clock);
        const after = async (): Promise<void> => {
          const make = making ?? (await begun);
          const reply = await make();
          await answers.toPress(delivery, reply);
          const changed = delivery.view?.metadata.home === true && reply.kind !== 'form';
          if (changed) await pages.publishHome(delivery.interaction);
        };
        return { body: null, after };
      }
      case 'form':
        return pages.submit(delivery);
      case 'home':
        // Nothing is committed by looking: Slack need not wait for the page.
        return { body: null, after: () => pages.publishHome(delivery.interaction) };
      case 'workspace-event':
        await withDeadline(bot.onWorkspaceEvent(delivery.event), acknowledgeMs, clock);
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
    async dispatch(delivery) {
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
      await withDeadline(rest, ms, clock);
    },
  };
}

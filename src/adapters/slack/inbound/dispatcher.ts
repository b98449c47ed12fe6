import type { Clock, Log, Metrics } from '../../../ports/system.ts';
import { SENTENCES } from '../outbound/replies.ts';
import type { Replies } from '../outbound/replies.ts';
import { openBotCaller } from './call-bot.ts';
import { openReplyScheduler } from './reply-scheduler.ts';
import { openDedupe } from '../../shared/dedupe.ts';
import { openInFlight } from '../../shared/in-flight.ts';
import { openViewSubmissions } from './view-submissions.ts';
import { stillHolds } from './delayed-events.ts';
import type { Delivery } from './delivery.ts';
import type { Timings } from '../timings.ts';
import { withDeadline } from '../../shared/deadline.ts';
import { sentenceReply } from '../../shared/sentence-card.ts';
import type { Acknowledgement } from '../../shared/acknowledgement.ts';
import { languageIn } from '../outbound/workspace.ts';
import type { Source, Workspaces } from '../outbound/workspaces.ts';
import type { Bot } from '../../../ports/bot.ts';
import { messageOf } from '../../../ports/errors.ts';

/** How Slack's deliveries are acknowledged; a null body acknowledges and says nothing. */
export type SlackAcknowledgement = Acknowledgement<object | null>;

export interface Dispatcher {
  /**
   * Hands a delivery to the bot and resolves when it may be acknowledged: after the bot has committed, or at our own
   * deadline. A repeated delivery gets the first one's acknowledgement and nothing else. Never rejects.
   */
  dispatch(delivery: Delivery): Promise<SlackAcknowledgement>;
  /** Drops what was said to members; a repeated delivery is then only acknowledged. */
  forgetReplies(): void;
  /** Resolves when nothing is under way, or after `ms`. */
  drain(ms: number): Promise<void>;
}

interface Parts {
  readonly bot: Bot;
  readonly replies: Replies;
  readonly workspaces: Workspaces;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timings: Timings;
}

type Served = Exclude<Delivery, { kind: 'challenge' | 'ignored' }>;

/** A delivery waits no longer for the installation of its workspace; most of it works without. */
const LOAD_MS = 700;

export const NOTHING: SlackAcknowledgement = { body: null, followUp: null };

export function openDispatcher(parts: Parts): Dispatcher {
  const { workspaces, clock, log, metrics } = parts;
  const dedupe = openDedupe<object | null>(() => clock.now());
  const scheduler = openReplyScheduler();
  const inFlight = openInFlight(clock);
  const serve = openServer(parts);
  const apologize = openApology(parts);

  /** The one guard on a click's way: a failure is logged, and the member is told. */
  const guarded = async <T>(delivery: Served, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      log.error('a delivery failed', { kind: delivery.kind, error: messageOf(error) });
      return null;
    }
  };

  const scheduled = (delivery: Served, followUp: () => Promise<void>) => {
    inFlight.begin();
    const work = async (): Promise<void> => {
      const done = await guarded(delivery, async () => {
        await followUp();
        return true;
      });
      if (done === null) await guarded(delivery, () => apologize(delivery));
      inFlight.end();
    };
    return async (): Promise<void> => scheduler.schedule(work);
  };

  return {
    async dispatch(delivery) {
      if (delivery.kind === 'challenge') {
        return { body: { challenge: delivery.challenge }, followUp: null };
      }
      if (delivery.kind === 'ignored') {
        metrics.count('slack_deliveries', { kind: 'ignored' });
        reportIgnored(delivery, log);
        return NOTHING;
      }
      const started = clock.now();
      // Only the body is remembered: a follow-up would keep its whole reply alive for ten minutes.
      let followUp: SlackAcknowledgement['followUp'] = null;
      const { first, outcome } = dedupe.run(delivery.id, async () => {
        const loading = isAboutAccess(delivery) ? null : workspaces.prepare(sourceOf(delivery));
        if (loading !== null) await withDeadline(loading, LOAD_MS, clock);
        const served = await guarded(delivery, () => serve(delivery));
        const next = served === null ? () => apologize(delivery) : served.followUp;
        followUp = next === null ? null : scheduled(delivery, next);
        return served?.body ?? null;
      });
      if (!first) {
        metrics.count('slack_deliveries', { kind: 'repeat' });
        return { body: await outcome, followUp: null };
      }
      inFlight.begin();
      const body = await outcome;
      inFlight.end();
      metrics.count('slack_deliveries', { kind: delivery.kind });
      metrics.observe('slack_acknowledge_seconds', (clock.now() - started) / 1000);
      return { body, followUp };
    },
    forgetReplies: () => dedupe.forgetOutcomes(null),
    drain: (ms) => inFlight.drain(ms),
  };
}

/** Names what was acknowledged without effect, where somebody should know. */
function reportIgnored({ why, name }: Extract<Delivery, { kind: 'ignored' }>, log: Log): void {
  if (name === undefined) return;
  if (why === 'rate-limited') {
    log.warn('Slack holds events back: more than 30,000 came within an hour', { name });
  } else if (why === 'shape') log.warn('Slack sent an event of an unknown shape', { name });
  else log.debug('Slack sent something that is not used', { name });
}

/** What each kind of delivery is acknowledged with, and what follows. */
function openServer(parts: Parts): (delivery: Served) => Promise<SlackAcknowledgement> {
  const { bot, replies, workspaces, clock, log, timings } = parts;
  const workspaceOf = (id: string) => workspaces.loaded(id);
  const { acknowledgeMs, personMs } = timings;
  const caller = openBotCaller(bot, workspaceOf, { clock, log, personMs });
  const views = openViewSubmissions({ caller, replies, workspaceOf, clock, acknowledgeMs });
  const happened = async (delivery: Extract<Served, { kind: 'workspace-event' }>) => {
    const { event, at, bots = null } = delivery;
    // What is stored of the installation decides.
    if (event.kind === 'workspace-gone')
      return workspaces.remove({ ...sourceOf(delivery), bots, at });
    if (await stillHolds(delivery, workspaceOf, { clock, log })) await bot.onWorkspaceEvent(event);
  };
  return async (delivery) => {
    switch (delivery.kind) {
      case 'command': {
        const work = caller.reply(delivery.interaction);
        const reply = await withDeadline(work, acknowledgeMs, clock);
        const body = reply === null ? null : replies.inline(reply);
        if (body !== null) return { body, followUp: null };
        return { body: null, followUp: async () => replies.send(delivery, await work) };
      }
      case 'press': {
        const accepted = caller.accept(delivery.interaction);
        const pending = await withDeadline(accepted, acknowledgeMs, clock);
        const followUp = async (): Promise<void> => {
          const make = pending ?? (await accepted);
          const reply = await make();
          await replies.send(delivery, reply);
          const changesHome = delivery.view?.metadata.home === true && reply.kind !== 'form';
          if (changesHome) await views.refreshHome(delivery.interaction);
        };
        return { body: null, followUp };
      }
      case 'form':
        return views.submit(delivery);
      case 'home':
        // Opening the page commits nothing, so Slack need not wait for it.
        return { body: null, followUp: () => views.refreshHome(delivery.interaction) };
      case 'workspace-event':
        await withDeadline(happened(delivery), acknowledgeMs, clock);
        return NOTHING;
      case 'access':
        await withDeadline(workspaces.changeAccess(delivery), acknowledgeMs, clock);
        return NOTHING;
      case 'joined': {
        const { place, member, inviter } = delivery;
        const isBot = workspaceOf(place.workspace)?.botUser === member;
        const event = { kind: 'channel-here', place, inviter } as const;
        if (isBot) await withDeadline(bot.onWorkspaceEvent(event), acknowledgeMs, clock);
        return NOTHING;
      }
      default:
        return delivery satisfies never;
    }
  };
}

/** Tells the member that their interaction failed, by a message even where it came from a view. */
function openApology({ replies, workspaces }: Parts): (delivery: Served) => Promise<void> {
  return async (delivery) => {
    const isSilent = !('interaction' in delivery) || delivery.kind === 'home';
    if (isSilent) return;
    const { interaction } = delivery;
    const workspace = workspaces.loaded(interaction.place.workspace);
    const sentence = SENTENCES.failed[languageIn(workspace, interaction.actor.id)];
    const responseUrl = delivery.kind === 'form' ? null : delivery.responseUrl;
    const plain = { isPrivate: false, thread: null, view: null, trigger: '' };
    await replies.send({ interaction, responseUrl, ...plain }, sentenceReply(sentence));
  };
}

/** The workspace that a delivery comes from, by its envelope. */
function sourceOf(delivery: Served): Source {
  const organization = delivery.organization ?? null;
  return { workspace: workspaceIn(delivery), organization };
}

function workspaceIn(delivery: Served): string {
  switch (delivery.kind) {
    case 'workspace-event':
      return 'place' in delivery.event ? delivery.event.place.workspace : delivery.event.workspace;
    case 'joined':
      return delivery.place.workspace;
    case 'access':
      return delivery.organization;
    default:
      return delivery.interaction.place.workspace;
  }
}

/** Whether a delivery changes what installations there are; nothing is loaded for it. */
function isAboutAccess(delivery: Served): boolean {
  const { kind } = delivery;
  return (
    kind === 'access' || (kind === 'workspace-event' && delivery.event.kind === 'workspace-gone')
  );
}

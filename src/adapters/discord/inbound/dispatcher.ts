import { decodeAction } from '../../../domain/action.ts';
import type { Clock, Log, Metrics } from '../../../ports/system.ts';
import { SENTENCES } from '../outbound/replies.ts';
import type { InitialResponse, Replies } from '../outbound/replies.ts';
import type { ReplyTarget } from '../outbound/interaction-token.ts';
import type { Delivery } from './receive.ts';
import { withDeadline } from '../../shared/deadline.ts';
import { openDedupe } from '../../shared/dedupe.ts';
import { openInFlight } from '../../shared/in-flight.ts';
import { sentenceReply } from '../../shared/sentence-card.ts';
import type { Acknowledgement } from '../../shared/acknowledgement.ts';
import type { MemberRights } from '../outbound/member-rights.ts';
import type { Timings } from '../timings.ts';
import type { Reply } from '../../../domain/reply.ts';
import type { Bot, WorkspaceEvent } from '../../../ports/bot.ts';
import { messageOf } from '../../../ports/errors.ts';

export interface Dispatcher {
  /** Hands an interaction to the bot and answers it, once. Never rejects. */
  dispatch(delivery: Delivery): Promise<void>;
  /** Reports workspace events to the bot, one after the other. */
  report(event: WorkspaceEvent): void;
  /** Resolves when nothing is under way, or after `ms`. */
  drain(ms: number): Promise<void>;
}

interface Parts {
  readonly bot: Bot;
  readonly replies: Replies;
  readonly rights: MemberRights;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timings: Timings;
}

type DiscordAcknowledgement = Acknowledgement<InitialResponse>;

export function openDispatcher(parts: Parts): Dispatcher {
  const { bot, replies, clock, log, metrics } = parts;
  const dedupe = openDedupe<void>(() => clock.now());
  const inFlight = openInFlight(clock);
  const serve = openServer(parts);
  let reported: Promise<void> = Promise.resolve();

  /** The one guard on a click's way: a failure is logged and becomes null. */
  const guarded = async <T>(what: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      log.error(what, { error: messageOf(error) });
      return null;
    }
  };

  const answer = async (delivery: Delivery): Promise<void> => {
    const to = targetOf(delivery);
    const apology = sentenceReply(SENTENCES.failed[to.token.language]);
    const served = await guarded('an interaction failed', () => serve(delivery));
    const { body, followUp } = served ?? {
      body: await replies.responseTo(to, apology),
      followUp: null,
    };
    await replies.respond(to.token, body);
    if (followUp === null) return;
    const done = await guarded('an interaction failed', async () => {
      await followUp();
      return true;
    });
    if (done === null) await replies.followUp(to, apology);
  };

  return {
    async dispatch(delivery) {
      const started = clock.now();
      const { first, outcome } = dedupe.run(delivery.token.id, async () => {
        inFlight.begin();
        await guarded('an interaction was not answered', () => answer(delivery));
        inFlight.end();
      });
      if (!first) return metrics.count('discord_interactions', { kind: 'repeat' });
      await outcome;
      metrics.count('discord_interactions', { kind: delivery.kind });
      metrics.observe('discord_answer_seconds', (clock.now() - started) / 1000);
    },
    report(event) {
      const previous = reported;
      inFlight.begin();
      reported = (async () => {
        await previous;
        await guarded(`a workspace event failed: ${event.kind}`, () => bot.onWorkspaceEvent(event));
        inFlight.end();
      })();
    },
    drain: (ms) => inFlight.drain(ms),
  };
}

/** What each kind of interaction is answered with: the reply itself, or a deferral and the reply later. */
function openServer(parts: Parts): (delivery: Delivery) => Promise<DiscordAcknowledgement> {
  const { bot, replies, rights, clock, timings } = parts;

  /** Commits first, then answers; a reply that takes long is deferred. */
  const acknowledge = async (
    to: ReplyTarget,
    work: Promise<Reply>,
  ): Promise<DiscordAcknowledgement> => {
    const reply = await withDeadline(work, timings.deferMs, clock);
    if (reply !== null) return { body: await replies.responseTo(to, reply), followUp: null };
    const followUp = async (): Promise<void> => replies.followUp(to, await work);
    return { body: replies.deferral(to), followUp };
  };

  const direct = async (delivery: Extract<Delivery, { kind: 'direct' }>): Promise<Reply> => {
    const { guild, interaction, token } = delivery;
    if (await rights.belongs(guild, interaction.actor.id)) return bot.handle(interaction);
    return sentenceReply(SENTENCES.notAMember[token.language]);
  };

  return async (delivery) => {
    const to = targetOf(delivery);
    switch (delivery.kind) {
      case 'input':
        return acknowledge(to, bot.handle(delivery.interaction));
      case 'completion':
        return { body: await suggestions(parts, delivery), followUp: null };
      case 'direct':
        return acknowledge(to, direct(delivery));
      case 'outside': {
        const sentence = sentenceReply(SENTENCES.outside[delivery.token.language]);
        return { body: await replies.responseTo(to, sentence), followUp: null };
      }
      default:
        return delivery satisfies never;
    }
  };
}

function targetOf(delivery: Delivery): ReplyTarget {
  const { token } = delivery;
  if (delivery.kind !== 'input') return { token, isPrivate: false, form: null };
  const { intent } = delivery.interaction;
  const form = intent.kind === 'form' ? decodeAction(intent.code) : null;
  return { token, isPrivate: delivery.isPrivate, form };
}

async function suggestions(
  { bot, replies, clock, timings }: Parts,
  delivery: Extract<Delivery, { kind: 'completion' }>,
): Promise<InitialResponse> {
  const { command, argument, typed, from } = delivery;
  const shape = bot.commands
    .find(({ name }) => name === command)
    ?.arguments.find(({ name }) => name === argument);
  // Of several words the last is being typed; the others stay before each suggestion.
  const cut = shape?.type.kind === 'rest' ? typed.search(/\S*$/u) : 0;
  const work = bot.complete(from, command, argument, typed.slice(cut));
  const found = (await withDeadline(work, timings.completeMs, clock)) ?? [];
  const before = typed.slice(0, cut);
  return replies.suggestions(
    found.map(({ label, value }) => ({
      label: `${before}${label}`,
      value: `${before}${value}`,
    })),
  );
}

import { decodeAction } from '../../../domain/action.ts';
import type { Action } from '../../../domain/action.ts';
import type { Clock, Log, Metrics } from '../../../ports/system.ts';
import { SENTENCES } from '../outbound/replies.ts';
import type { Answers } from '../outbound/replies.ts';
import type { Delivery, InteractionToken } from './receive.ts';
import { sentenceCard } from '../render/index.ts';
import type { Rights } from '../outbound/member-rights.ts';
import type { Timings } from '../timings.ts';
import type { Reply } from '../../../domain/reply.ts';
import type { Bot, WorkspaceEvent, Interaction, Suggestion } from '../../../ports/bot.ts';

export interface Dispatcher {
  /** Hands an interaction to the bot and answers it, once. Never rejects. */
  take(delivery: Delivery): Promise<void>;
  /** Tells the bot, one thing after the other. */
  tell(workspaceEvent: WorkspaceEvent): void;
  /** Resolves when nothing is under way any more, or after `ms`. */
  drain(ms: number): Promise<void>;
}

/** A resumed session may bring an interaction again; at least so many are remembered. */
const REMEMBERED = 5000;

/** Whether an id is new. Two generations: taking the oldest out of one Set gets slower the more have left it. */
function openMemory(): (id: string) => boolean {
  let young = new Set<string>();
  let old = new Set<string>();
  return (id) => {
    if (young.has(id) || old.has(id)) return false;
    if (young.size === REMEMBERED) [old, young] = [young, new Set()];
    young.add(id);
    return true;
  };
}

export function openDispatcher(tools: {
  readonly bot: Bot;
  readonly answers: Answers;
  readonly rights: Rights;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timings: Timings;
}): Dispatcher {
  const { bot, answers, rights, clock, log, metrics, timings } = tools;
  const isNew = openMemory();
  const underWay = new Set<Promise<unknown>>();
  let told: Promise<void> = Promise.resolve();

  /** The value of `work`, or null when it takes longer than `ms`. */
  const within = async <T>(work: Promise<T>, ms: number): Promise<T | null> => {
    let cancel = (): void => undefined;
    const deadline = new Promise<null>((resolve) => {
      cancel = clock.after(ms, () => resolve(null));
    });
    try {
      return await Promise.race([work, deadline]);
    } finally {
      cancel();
    }
  };

  const ask = async (interaction: Interaction, { language }: InteractionToken): Promise<Reply> => {
    try {
      return await bot.handle(interaction);
    } catch (error) {
      // The port says that this cannot happen. If it does, the member is not left waiting.
      log.error('the bot threw', { error: messageOf(error) });
      return { kind: 'card', card: sentenceCard(SENTENCES.failed[language]) };
    }
  };

  /** Commits first, answers then; what takes long is deferred while it goes on. */
  const answer = async (
    ticket: InteractionToken,
    work: Promise<Reply>,
    own: boolean,
    form: Action | null,
  ): Promise<void> => {
    const reply = await within(work, timings.deferMs);
    if (reply !== null) return answers.now(ticket, reply, own, form);
    await answers.defer(ticket, own);
    return answers.after(ticket, await work, own, form);
  };

  const direct = async ({
    guild,
    interaction,
    ticket,
  }: Extract<Delivery, { kind: 'direct' }>): Promise<Reply> => {
    try {
      if (await rights.belongs(guild, interaction.actor.id)) return await ask(interaction, ticket);
      return { kind: 'card', card: sentenceCard(SENTENCES.notAMember[ticket.language]) };
    } catch (error) {
      log.warn('a membership could not be looked up', { error: messageOf(error) });
      return { kind: 'card', card: sentenceCard(SENTENCES.failed[ticket.language]) };
    }
  };

  const suggest = async (delivery: Extract<Delivery, { kind: 'completion' }>): Promise<void> => {
    const { command, argument, typed, from, ticket } = delivery;
    const shape = bot.commands
      .find(({ name }) => name === command)
      ?.arguments.find(({ name }) => name === argument);
    // Of several words the last is being typed; the others stay before each suggestion.
    const cut = shape?.type.kind === 'rest' ? typed.search(/\S*$/u) : 0;
    const work = bot.complete(from, command, argument, typed.slice(cut));
    const found: readonly Suggestion[] = (await within(work, timings.completeMs)) ?? [];
    const before = typed.slice(0, cut);
    const whole = found.map(({ label, value }) => ({
      label: `${before}${label}`,
      value: `${before}${value}`,
    }));
    return answers.suggest(ticket, whole);
  };

  const serve = async (delivery: Delivery): Promise<void> => {
    const { ticket } = delivery;
    switch (delivery.kind) {
      case 'input': {
        const { interaction, own } = delivery;
        const form =
          interaction.intent.kind === 'form' ? decodeAction(interaction.intent.code) : null;
        return answer(ticket, ask(interaction, ticket), own, form);
      }
      case 'completion':
        return suggest(delivery);
      case 'direct':
        return answer(ticket, direct(delivery), false, null);
      case 'outside': {
        const reply = {
          kind: 'card',
          card: sentenceCard(SENTENCES.outside[ticket.language]),
        } as const;
        return answers.now(ticket, reply, false, null);
      }
      default:
        return delivery satisfies never;
    }
  };

  const track = async (work: Promise<void>): Promise<void> => {
    underWay.add(work);
    try {
      await work;
    } finally {
      underWay.delete(work);
    }
  };

  return {
    async take(delivery) {
      const { id } = delivery.ticket;
      if (!isNew(id)) return metrics.count('discord_interactions', { kind: 'repeat' });
      const started = clock.now();
      try {
        await track(serve(delivery));
      } catch (error) {
        log.error('an interaction failed', { error: messageOf(error) });
      }
      metrics.count('discord_interactions', { kind: delivery.kind });
      metrics.observe('discord_answer_seconds', (clock.now() - started) / 1000);
    },
    tell(workspaceEvent) {
      const next = async (): Promise<void> => {
        await told;
        try {
          await bot.onWorkspaceEvent(workspaceEvent);
        } catch (error) {
          log.error('a happening was not taken in', {
            kind: workspaceEvent.kind,
            error: messageOf(error),
          });
        }
      };
      told = next();
      void track(told);
    },
    async drain(ms) {
      await within(Promise.allSettled(underWay), ms);
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'not an Error';
}

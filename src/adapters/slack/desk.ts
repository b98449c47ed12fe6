import type { Reply } from '../../domain/card.ts';
import type { Actor, Bot, Input } from '../../ports/chat.ts';
import type { Clock, Log, Metrics } from '../../ports/system.ts';
import { cardOf, SENTENCES } from './answers.ts';
import type { Answers } from './answers.ts';
import { toPostError } from './errors.ts';
import { rememberOnce } from './once.ts';
import type { Delivery } from './receive.ts';
import { sentenceCard } from './render.ts';
import type { Timings } from './timings.ts';
import { cardView, formView, homeView } from './views.ts';
import type { Workspace } from './workspace.ts';

type Form = Extract<Delivery, { kind: 'form' }>;

/** How a delivery is acknowledged, and what follows once that is done. */
export interface Outcome {
  /** What Slack gets with the acknowledgement; null: nothing. */
  readonly body: object | null;
  /** Run once, after the acknowledgement has been sent; never rejects. */
  readonly after: (() => Promise<void>) | null;
}

export interface Desk {
  /**
   * Hands a delivery to the bot and resolves when it may be acknowledged: after the bot has committed, or at our own
   * deadline. A repeated delivery gets the first one's acknowledgement and nothing else. Never rejects.
   */
  take(delivery: Exclude<Delivery, { kind: 'challenge' }>): Promise<Outcome>;
  /** Resolves when nothing is under way any more, or after `ms`. */
  drain(ms: number): Promise<void>;
}

const NOTHING: Outcome = { body: null, after: null };

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
  const once = rememberOnce<Outcome>();
  const underWay = new Set<Promise<unknown>>();

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

  /** With the name, zone and language that Slack knows. A press uses what is known already: it must not wait. */
  const introduced = async (input: Input): Promise<Input> => {
    const people = workspaceOf(input.place.workspace)?.people;
    if (people === undefined) return input;
    const seen = people.seen(input.actor.id);
    if (seen !== null || input.deed.kind === 'press')
      return { ...input, actor: known(input.actor, seen) };
    try {
      const person = await within(people.lookUp(input.actor.id), timings.personMs);
      return { ...input, actor: known(input.actor, person) };
    } catch (error) {
      log.debug('member not found', { code: toPostError(error).code });
      return input;
    }
  };

  const ask = async (input: Input): Promise<Reply> => {
    try {
      return await bot.handle(await introduced(input));
    } catch (error) {
      // The port says that this cannot happen. If it does, the member is not left waiting.
      log.error('the bot threw', { error: error instanceof Error ? error.message : 'unknown' });
      return { kind: 'card', card: sentenceCard(SENTENCES.failed) };
    }
  };

  const publishHome = async (input: Input): Promise<void> => {
    const workspace = workspaceOf(input.place.workspace);
    const card = cardOf(await ask({ ...input, deed: { kind: 'home' } }));
    if (workspace === null || card === null) return;
    const view = homeView(card, input.place.channel);
    await workspace.clients.once.views.publish({ user_id: input.actor.id, view });
  };

  const submit = async (form: Form): Promise<Outcome> => {
    const work = ask(form.input);
    const { aboard } = form.view;
    const refresh = async (): Promise<void> => {
      if (aboard.home) await publishHome(form.input);
    };
    const reply = await within(work, timings.acknowledgeMs);
    if (reply !== null) {
      const body = ofForm(form, reply);
      return { body, after: reply.kind === 'refused' ? null : refresh };
    }
    const waiting = cardView(sentenceCard(SENTENCES.working), aboard);
    return {
      body: { response_action: 'update', view: waiting },
      after: async () => {
        const card = cardOf(await work) ?? sentenceCard(SENTENCES.slow);
        const workspace = workspaceOf(form.input.place.workspace);
        const view = cardView(card, aboard);
        await workspace?.clients.once.views.update({ view_id: form.view.id, view });
        await refresh();
      },
    };
  };

  const serve = async (
    delivery: Exclude<Delivery, { kind: 'challenge' | 'ignored' }>,
  ): Promise<Outcome> => {
    switch (delivery.kind) {
      case 'command': {
        const work = ask(delivery.input);
        const reply = await within(work, timings.acknowledgeMs);
        const body = reply === null ? null : answers.inline(reply);
        if (body !== null) return { body, after: null };
        return { body: null, after: async () => answers.toCommand(delivery, await work) };
      }
      case 'press': {
        const work = ask(delivery.input);
        await within(work, timings.acknowledgeMs);
        const after = async (): Promise<void> => {
          await answers.toPress(delivery, await work);
          if (delivery.view?.aboard.home === true) await publishHome(delivery.input);
        };
        return { body: null, after };
      }
      case 'form':
        return submit(delivery);
      case 'home':
        // Nothing is committed by looking: Slack need not wait for the page.
        return { body: null, after: () => publishHome(delivery.input) };
      case 'happening':
        await within(bot.happened(delivery.happening), timings.acknowledgeMs);
        return NOTHING;
      default:
        return delivery satisfies never;
    }
  };

  /** Counted and logged once; whatever follows the acknowledgement is part of what `drain` waits for. */
  const guarded = async (work: () => Promise<Outcome>): Promise<Outcome> => {
    let outcome: Outcome;
    try {
      outcome = await work();
    } catch (error) {
      log.error('a delivery failed', { error: error instanceof Error ? error.message : 'unknown' });
      return NOTHING;
    }
    const { after } = outcome;
    if (after === null) return outcome;
    let release: () => void = () => undefined;
    const pending = new Promise<void>((resolve) => {
      release = resolve;
    });
    track(pending);
    return {
      body: outcome.body,
      after: async () => {
        try {
          await after();
        } catch (error) {
          metrics.count('slack_replies', { outcome: 'lost' });
          log.warn('a reply did not arrive', { code: toPostError(error).code });
        } finally {
          release();
        }
      },
    };
  };

  const track = (work: Promise<unknown>): void => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };

  return {
    async take(delivery) {
      if (delivery.kind === 'ignored') {
        metrics.count('slack_deliveries', { kind: 'ignored' });
        return NOTHING;
      }
      const started = clock.now();
      const { first, outcome } = once.run(delivery.id, started, () =>
        guarded(() => serve(delivery)),
      );
      if (!first) {
        metrics.count('slack_deliveries', { kind: 'repeat' });
        return { body: (await outcome).body, after: null };
      }
      track(outcome);
      const made = await outcome;
      metrics.count('slack_deliveries', { kind: delivery.kind });
      metrics.observe('slack_acknowledge_seconds', (clock.now() - started) / 1000);
      return made;
    },
    async drain(ms) {
      await within(Promise.allSettled(underWay), ms);
    },
  };
}

function known(actor: Actor, person: ReturnType<Workspace['people']['seen']>): Actor {
  if (person === null) return actor;
  const name = person.name === '' ? actor.name : person.name;
  return { ...actor, name, locale: person.locale, zone: person.zone };
}

/** What a form's submission is answered with (view submissions, response actions). */
function ofForm(form: Form, reply: Reply): object {
  if (reply.kind === 'refused' && form.fields.includes(reply.field)) {
    return { response_action: 'errors', errors: { [reply.field]: reply.sentence } };
  }
  const { aboard } = form.view;
  const card = cardOf(reply);
  const view =
    card !== null
      ? cardView(card, aboard)
      : reply.kind === 'form'
        ? formView(reply.form, aboard)
        : cardView(sentenceCard(SENTENCES.slow), aboard);
  return { response_action: 'update', view };
}

import type { Card } from '../../src/domain/card.ts';
import type { Limits } from '../../src/ports/limits.ts';
import { type Chat, type Found } from '../../src/ports/chat.ts';
import type { Random } from '../../src/ports/system.ts';
import type { Machine, Process } from './machine.ts';
import { Stage } from '../stories/stage.ts';
import type { Bot } from '../../src/ports/bot.ts';
import type { Place } from '../../src/ports/identity.ts';
import { PostError } from '../../src/ports/errors.ts';

export interface Visible {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  readonly replyTo: string | null;
  card: Card;
}

/** What a platform can do about a post of which nobody knows: look, dedupe by name, or nothing. */
export type Kind = 'finds' | 'dedupes' | 'blind';

interface Pending {
  readonly at: number;
  readonly effect: () => void;
}

/** A platform that outlives every process, and loses, delays and refuses as the seed says. */
export class Platform {
  readonly messages: Visible[] = [];
  readonly told: { readonly member: string; readonly card: Card }[] = [];
  private late: Pending[] = [];
  /** Channels that refuse every post. */
  readonly refuses = new Set<string>();
  /** Whether no call reaches it. */
  isAway = false;
  /** Share of calls that go wrong, 0 to 1. */
  trouble = 0;

  constructor(
    readonly kind: Kind,
    private readonly random: Random,
    private readonly now: () => number,
    private readonly machine: Machine,
  ) {}

  /** Requests that were under way take effect. */
  arrive(): void {
    const due = this.late.filter((one) => one.at <= this.now());
    this.late = this.late.filter((one) => one.at > this.now());
    for (const { effect } of due) {
      this.machine.reach('a request that was given up takes effect');
      effect();
    }
  }

  /** The moment at which the next late request lands. */
  nextArrival(): number | null {
    return this.late.length === 0 ? null : Math.min(...this.late.map((one) => one.at));
  }

  show(place: Place, card: Card, name: string, replyTo: string | null): string {
    const known =
      this.kind === 'dedupes' ? this.messages.find((one) => one.name === name) : undefined;
    if (known !== undefined) return known.id;
    const id = `m${this.messages.length + 1}`;
    this.messages.push({ id, name, place, replyTo, card });
    this.machine.note(`${name} is visible as ${id}`);
    return id;
  }

  /** One call: does it, or something goes wrong before or after its effect. */
  call<T>(what: string, effect: () => T): T {
    if (this.isAway) throw notReached();
    if (this.random.below(1_000) >= this.trouble * 1_000) return effect();
    const fault = this.random.below(6);
    this.machine.note(`${what}: fault ${fault}`);
    switch (fault) {
      case 0:
        throw notReached();
      case 1:
        throw new PostError({
          failure: 'not-sent',
          code: 'ratelimited',
          advice: { en: 'too many', de: 'too many' },
          retryAfterMs: 3_000,
        });
      case 2:
        throw new PostError({
          failure: 'unknown',
          code: 'timeout',
          advice: {
            en: 'the request was lost',
            de: 'the request was lost',
          },
        });
      case 3:
        effect();
        throw new PostError({
          failure: 'unknown',
          code: 'reset',
          advice: {
            en: 'the reply was lost',
            de: 'the reply was lost',
          },
        });
      case 4: {
        // Late, but within the bound D of 60 s that the lease of 90 s is made for.
        this.late.push({
          at: this.now() + 1_000 + this.random.below(58_000),
          effect: () => {
            try {
              effect();
            } catch (error) {
              // The sender has given it up: nobody hears that the channel refused it.
              if (!(error instanceof PostError)) throw error;
            }
          },
        });
        throw new PostError({
          failure: 'unknown',
          code: 'timeout',
          advice: {
            en: 'the request is under way',
            de: 'the request is under way',
          },
        });
      }
      default:
        throw new PostError({
          failure: 'unknown',
          code: 'internal_error',
          advice: {
            en: 'part of it may have succeeded',
            de: 'part of it may have succeeded',
          },
        });
    }
  }
}

const LIMITS: Limits = { ...new Stage().limits, channelPaceMs: 1_000 };

/** A connection on which nothing was sent for so long is gone: lease (90 s) less the longest delay of a request. */
const IDLE_MS = 25_000;

/** One process's connection to the platform; dies with the process. */
export function connect(platform: Platform, machine: Machine, process: Process): Chat {
  const through = async <T>(what: string, effect: () => T): Promise<T> => {
    const begun = machine.now();
    await machine.point(process, `before ${what}`, 'platform-before');
    if (machine.now() - begun > IDLE_MS) {
      throw new PostError({
        failure: 'not-sent',
        code: 'ECONNRESET',
        advice: { en: 'the connection was gone', de: 'the connection was gone' },
      });
    }
    let result: { readonly value: T } | { readonly error: unknown };
    try {
      result = { value: platform.call(what, effect) };
    } catch (error) {
      result = { error };
    }
    await machine.point(process, `after ${what}`, 'platform-after');
    if ('error' in result) throw result.error;
    return result.value;
  };
  return {
    platform: 'web',
    limits: { ...LIMITS, repeatsWithinMs: platform.kind === 'dedupes' ? 150_000 : 0 },
    start: async (_bot: Bot) => {},
    forget: async () => {},
    stop: async () => {},
    post: (place, card, name, { replyTo }) =>
      through(`post ${name}`, () => {
        if (platform.refuses.has(place.channel)) throw refused('not_in_channel', 'invite the bot');
        return platform.show(place, card, name, replyTo);
      }),
    edit: (_place, message, card) =>
      through(`edit ${message}`, () => {
        const shown = platform.messages.find((one) => one.id === message);
        if (shown === undefined) throw refused('message_not_found', 'it was deleted');
        shown.card = card;
      }),
    tell: (_place, member, card) =>
      through(`tell ${member}`, () => void platform.told.push({ member, card })),
    find: (_place, name) =>
      through(`find ${name}`, (): Found => {
        const shown = platform.messages.find((one) => one.name === name);
        if (platform.kind !== 'finds') return { kind: 'cannot-tell', why: 'no right to read' };
        machine.reach(
          shown === undefined ? 'a look that finds nothing' : 'a look that finds the post',
        );
        return shown === undefined ? { kind: 'absent' } : { kind: 'there', message: shown.id };
      }),
    mayPost: async () => null,
    manages: async (_place, member) => member === 'boss',
  };
}

function notReached(): PostError {
  const advice = { en: 'no connection', de: 'no connection' };
  return new PostError({ failure: 'not-sent', code: 'ECONNREFUSED', advice });
}

function refused(code: string, advice: string): PostError {
  return new PostError({ failure: 'refused', code, advice: { en: advice, de: advice } });
}

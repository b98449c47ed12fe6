import { workshop } from '../stories/workshop.ts';
import type { App } from '../../src/app/context.ts';
import { makeBot } from '../../src/app/bot/bot.ts';
import { RoundCounters } from '../../src/app/rounds/answer-counter.ts';
import { Worker } from '../../src/app/worker.ts';
import { encodeAction } from '../../src/domain/action.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Decks } from '../../src/ports/decks.ts';
import type { Store } from '../../src/ports/store.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { seededChance, VirtualClock } from '../stories/clock.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { readReply } from '../stories/stage.ts';
import { noMetrics, recordingLog, type LogLine } from '../stories/world.ts';
import { broken, type History } from './invariants.ts';
import { Machine } from './machine.ts';
import { connect, Platform, type Kind } from './platform.ts';
import { scenario, type Event } from './scenario.ts';
import { connectStore } from './store.ts';
import { freshStore } from './template.ts';
import type { Bot } from '../../src/ports/bot.ts';
import type { Place } from '../../src/ports/identity.ts';

/** Tuesday, 24 November 2026, 08:00 UTC. */
const START = Date.parse('2026-11-24T08:00:00Z');
const HOME: Place = { platform: 'web', workspace: 'web:a', channel: 'quiz' };
const AWAY: Place = { platform: 'web', workspace: 'web:b', channel: 'quiz' };
const DECKS: Decks = decksOf(
  deckOf(
    'colours',
    ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7'].map((id, index) => question(id, index % 4)),
  ),
);

/** Changes what a process is made of: how bugs are planted. */
export interface Tampering {
  readonly name: string;
  readonly store?: (store: Store, now: () => number) => Store;
  readonly chat?: (chat: Chat) => Chat;
  /** What a power cut takes back: the database returns to its state before the last so many commits. */
  readonly forgets?: number;
}

export interface Outcome {
  readonly seed: number;
  readonly points: number;
  readonly problems: readonly string[];
  readonly trace: readonly string[];
}

export interface RunOptions {
  readonly seed: number;
  /** Points at which the process dies; null: as the seed says. */
  readonly deaths?: readonly number[] | null;
  readonly tampering?: Tampering | null;
}

/** One run from a seed: the same seed gives the same run. */
export async function run({ seed, deaths = null, tampering = null }: RunOptions): Promise<Outcome> {
  const random = seededChance(seed);
  const clock = new VirtualClock(START);
  const drawn = Array.from({ length: random.below(4) }, () => 1 + random.below(400));
  const machine = new Machine(deaths ?? drawn);
  const kinds: readonly Kind[] = ['finds', 'dedupes', 'blind'];
  const note = (line: string): void => {
    machine.note(`${new Date(clock.now()).toISOString().slice(5, 19)} ${line}`);
  };
  const platform = new Platform(kinds[random.below(3)] ?? 'finds', random, () => clock.now(), note);
  platform.trouble = [0, 0.1, 0.3][random.below(3)] ?? 0;
  note(
    `platform ${platform.kind}, trouble ${platform.trouble}, deaths ${(deaths ?? drawn).join(' ')}`,
  );
  const inner = await freshStore();
  const log: LogLine[] = [];
  const history: History = {
    home: HOME,
    away: AWAY,
    confirmed: [],
    away_writes: [],
    jumped: false,
    closedByHand: false,
    log,
  };
  let image = inner.image();
  let previous = image;
  let parts = build();

  function build(): { readonly bot: Bot; readonly worker: Worker } {
    const life = machine.begin();
    const plainStore = connectStore(inner.store, machine, life);
    const plainChat = connect(platform, machine, life);
    const store = tampering?.store?.(plainStore, () => clock.now()) ?? plainStore;
    const chat = tampering?.chat?.(plainChat) ?? plainChat;
    const counters = new RoundCounters();
    const app: App = {
      store,
      decks: DECKS,
      workshop,
      clock,
      random,
      log: recordingLog(log),
      metrics: noMetrics,
      chats: new Map([['web', chat]]),
      words: (language) => wordsIn(language),
      defaults: { zone: 'UTC', language: 'en', reviewsADay: 10, answersKeptDays: null },
      wake: () => {},
      counters,
    };
    return {
      bot: makeBot(app),
      worker: new Worker({ app, counters, owner: `life-${life}`, leaseNames: new Map() }),
    };
  }

  const restart = async (): Promise<void> => {
    if (!machine.isDead) return;
    clock.jumpTo(clock.now() + 1_000 + random.below(19_000));
    platform.arrive();
    if (tampering?.forgets !== undefined) inner.restore(previous);
    note('a new process starts');
    parts = build();
    await machine.drive(parts.worker.tick());
    await restart();
  };

  const act = async (event: Event): Promise<void> => {
    if (tampering?.forgets !== undefined) {
      previous = image;
      image = inner.image();
    }
    await machine.drive(perform(event));
    await restart();
  };

  const perform = async (event: Event): Promise<void> => {
    const { bot, worker } = parts;
    switch (event.kind) {
      case 'start':
      case 'tick':
        return worker.tick();
      case 'jump':
        history.jumped = true;
        clock.jumpTo(clock.now() + event.by);
        return worker.tick();
      case 'line': {
        if (/^(close|void)/.test(event.line)) history.closedByHand = true;
        const reply = await bot.handle({
          ...by(event.member, HOME),
          intent: { kind: 'line', line: event.line },
        });
        note(`${event.member}: /quiz ${event.line} → ${readReply(reply).split('\n')[0]}`);
        return worker.flush();
      }
      case 'decide': {
        const unknown = platform.told.findLast((one) =>
          JSON.stringify(one.card).includes('"settle"'),
        );
        const id = /"post":"([^"]+)"/.exec(JSON.stringify(unknown?.card ?? ''))?.[1];
        if (id === undefined) return undefined;
        // A manager who looks sees whether it is there.
        const code = encodeAction({ kind: 'settle', post: id, verdict: await truth(id) });
        await bot.handle({
          ...by('boss', HOME),
          intent: { kind: 'press', code, message: 'm', own: true },
        });
        return worker.flush();
      }
      case 'click':
        return click(event, bot, worker);
      default:
        return event satisfies never;
    }
  };

  const truth = async (id: string): Promise<'there' | 'again'> => {
    const post = await inner.store.tx(HOME.workspace, (tx) => tx.posts.get(id));
    return platform.messages.some((one) => one.name === post?.name) ? 'there' : 'again';
  };

  const click = async (
    event: Extract<Event, { kind: 'click' }>,
    bot: Bot,
    worker: Worker,
  ): Promise<void> => {
    const questions = platform.messages.filter((one) => one.name.startsWith('round:'));
    const shown = questions.at(-1 - event.nth);
    if (shown === undefined) return;
    const round = shown.name.slice('round:'.length);
    const code = encodeAction({ kind: 'answer', round, option: event.option });
    const place = event.home ? HOME : AWAY;
    const clicks = Array.from({ length: event.times }, async (_, index) => {
      const pressed =
        index === 0
          ? code
          : encodeAction({ kind: 'answer', round, option: (event.option + index) % 5 });
      const reply = readReply(
        await bot.handle({
          ...by(event.member, place),
          intent: { kind: 'press', code: pressed, message: shown.id, own: false },
        }),
      );
      note(`${event.member} in ${place.workspace}: ${pressed} → ${reply.split('\n')[0]}`);
      if (place === AWAY && !reply.startsWith('That button is out of date'))
        history.away_writes.push(reply);
      const option = event.option + index;
      if (/\+(10|3) points/.test(reply)) {
        history.confirmed.push({
          round,
          member: event.member,
          option: option % 5,
          at: clock.now(),
        });
      }
    });
    await Promise.all(clicks);
    await worker.flush();
  };

  try {
    await machine.drive(parts.worker.tick());
    await restart();
    let behind = 0;
    for (const { at, event } of scenario(START, random)) {
      const arrival = platform.nextArrival();
      if (arrival !== null && arrival <= at + behind) platform.arrive();
      if (clock.now() < at + behind) clock.jumpTo(at + behind);
      platform.arrive();
      await act(event);
      if (event.kind === 'jump') behind += event.by;
    }
    // The trouble ends: everything must come to rest.
    platform.trouble = 0;
    for (let calm = 0; calm < 14; calm += 1) {
      clock.jumpTo(clock.now() + (calm < 8 ? 100_000 : 300_000));
      platform.arrive();
      await act({ kind: 'tick' });
    }
    const problems = await broken(inner.store, platform, history);
    return { seed, points: machine.points, problems, trace: machine.trace };
  } finally {
    await inner.store.close();
  }
}

function by(member: string, place: Place) {
  return {
    place,
    actor: { id: member, name: member, manages: member === 'boss', locale: null, zone: null },
  };
}

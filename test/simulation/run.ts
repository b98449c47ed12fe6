import { importer, workshop } from '../stories/workshop.ts';
import type { App } from '../../src/app/context.ts';
import { makeBot } from '../../src/app/bot/bot.ts';
import { RoundCounters } from '../../src/app/rounds/answer-counter.ts';
import { Worker } from '../../src/app/worker.ts';
import type { Bot } from '../../src/ports/bot.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Decks } from '../../src/ports/decks.ts';
import { StoreError } from '../../src/ports/errors.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Metrics, Random } from '../../src/ports/system.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { seededChance, VirtualClock } from '../stories/clock.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { recordingLog } from '../stories/world.ts';
import { People } from './acting.ts';
import { newHistory, PLACES, type History } from './history.ts';
import { broken } from './invariants.ts';
import { Machine, Process, type Freeze, type Moment, type Where as DeathPlace } from './machine.ts';
import { connect, Platform, type Kind } from './platform.ts';
import { reachedInData } from './reached.ts';
import { scenario, STARTS, type Event } from './scenario.ts';
import { connectStore, type StoreFaults } from './store.ts';
import { freshStore, type FreshStore } from './template.ts';

const DECKS: Decks = decksOf(
  deckOf(
    'colours',
    ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7'].map((id, index) => question(id, index % 4)),
  ),
);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const KINDS: readonly Kind[] = ['finds', 'dedupes', 'blind'];

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
  /** Where the process had to die; null if the seed said so. */
  readonly deaths: readonly Moment[] | null;
  readonly points: number;
  readonly deathsAt: Readonly<Record<DeathPlace, number>>;
  readonly reached: ReadonlySet<string>;
  readonly problems: readonly string[];
  readonly trace: readonly string[];
}

export interface RunOptions {
  readonly seed: number;
  /** Where the process dies; null: as the seed says. With deaths of its own a run has no other trouble of processes. */
  readonly deaths?: readonly Moment[] | null;
  readonly tampering?: Tampering | null;
  /** Opens the run's database: in memory, if left out. */
  readonly open?: () => Promise<FreshStore>;
}

interface Running {
  readonly process: Process;
  readonly bot: Bot;
  readonly worker: Worker;
}

/** One run from a seed: the same seed gives the same run. */
export async function run({
  seed,
  deaths = null,
  tampering = null,
  open = freshStore,
}: RunOptions): Promise<Outcome> {
  const world = await World.make({ seed, deaths, tampering, open });
  try {
    return await world.live();
  } finally {
    await world.close();
  }
}

class World {
  private readonly random: Random;
  private readonly clock: VirtualClock;
  private readonly machine: Machine;
  private readonly platform: Platform;
  private readonly history: History;
  private readonly people: People;
  private readonly faults: StoreFaults;
  private readonly running: Running[] = [];
  private readonly count: number;
  private lives = 0;
  private image: Buffer | null;
  private previous: Buffer | null;

  static async make(options: Required<RunOptions>): Promise<World> {
    return new World(options, await options.open());
  }

  private constructor(
    private readonly options: Required<RunOptions>,
    private readonly inner: FreshStore,
  ) {
    const random = seededChance(options.seed);
    this.random = random;
    const start = [STARTS.plain, STARTS.plain, STARTS.autumn, STARTS.spring][random.below(4)];
    this.clock = new VirtualClock(start ?? STARTS.plain);
    const { deaths, freezes } = fates(options.deaths, random);
    // A power cut takes the whole machine.
    this.count = options.deaths === null && random.below(3) === 0 ? 2 : 1;
    if (options.tampering?.forgets !== undefined) this.count = 1;
    this.machine = new Machine(deaths, this.count === 2 ? freezes : [], () => this.clock.now());
    if (start === STARTS.autumn) {
      this.machine.reach('the clocks go back in the hour of a schedule');
    }
    if (start === STARTS.spring) this.machine.reach('the clocks skip the hour of a schedule');
    const kind = KINDS[random.below(3)] ?? 'finds';
    this.platform = new Platform(kind, random, () => this.clock.now(), this.machine);
    this.platform.trouble = [0, 0.1, 0.3][random.below(3)] ?? 0;
    this.faults = { share: random.below(4) === 0 ? 0.03 : 0, random };
    this.history = newHistory(this.clock.now());
    this.people = new People({
      clock: this.clock,
      random,
      platform: this.platform,
      machine: this.machine,
      history: this.history,
      fresh: this.inner,
    });
    if (inner.settle !== undefined)
      this.machine.settle = () => inner.settle?.() ?? Promise.resolve();
    this.image = inner.image();
    this.previous = this.image;
    this.machine.note(
      `${this.count} processes, platform ${kind}, trouble ${this.platform.trouble}, store faults ${this.faults.share}, deaths ${JSON.stringify(deaths)}`,
    );
  }

  async live(): Promise<Outcome> {
    const { clock, machine, platform, history } = this;
    for (let index = 0; index < this.count; index += 1) this.running.push(this.begin(index));
    await this.tick();
    let behind = 0;
    for (const { at, event } of scenario(clock.now(), this.random)) {
      await this.passTo(at + behind);
      await this.act(event);
      if (event.kind === 'jump') behind += event.by;
    }
    await this.comeToRest();
    if (await this.isRemoved()) {
      await this.passTo(clock.now() + 31 * DAY);
      history.purged = true;
      await this.comeToRest();
    }
    for (const state of await reachedInData(this.inner)) machine.reach(state);
    const problems = await broken(this.inner, platform, history);
    const { points, deathsAt, reached, trace } = machine;
    const { seed, deaths } = this.options;
    return { seed, deaths, points, deathsAt, reached, problems, trace };
  }

  async close(): Promise<void> {
    await this.inner.store.close();
  }

  /** The trouble ends: everything must come to rest. */
  private async comeToRest(): Promise<void> {
    this.platform.trouble = 0;
    this.platform.isAway = false;
    this.platform.refuses.clear();
    this.faults.share = 0;
    for (let calm = 0; calm < 14; calm += 1) {
      await this.passTo(this.clock.now() + (calm < 8 ? 100_000 : 300_000));
      await this.act({ kind: 'tick' });
    }
    // What became due at the last look waits for the channel's pace.
    for (let moment = 0; moment < 3; moment += 1) {
      await this.passTo(this.clock.now() + 1_000);
      await this.act({ kind: 'tick' });
    }
  }

  /** Time passes: late requests take effect and suspended processes go on, each at its moment. */
  private async passTo(at: number): Promise<void> {
    const { clock, platform } = this;
    for (;;) {
      const moments = this.running.flatMap(({ process }) =>
        process.frozenUntil === null ? [] : [process.frozenUntil],
      );
      const arrival = platform.nextArrival();
      const next = Math.min(at, ...moments, arrival ?? at);
      if (clock.now() < next) clock.jumpTo(next);
      platform.arrive();
      for (const { process } of this.running) {
        if (process.frozenUntil === null || process.frozenUntil > clock.now()) continue;
        await this.noteTakeOver(process);
        await this.machine.resume(process);
      }
      if (next >= at) return;
    }
  }

  private async act(event: Event): Promise<void> {
    if (this.options.tampering?.forgets !== undefined) {
      this.previous = this.image;
      this.image = this.inner.image();
    }
    await this.perform(event);
    await this.replaceDead();
  }

  private async perform(event: Event): Promise<void> {
    const { clock, history, platform, people } = this;
    switch (event.kind) {
      case 'tick':
        return this.tick();
      case 'jump':
        history.jumped = true;
        clock.jumpTo(clock.now() + event.by);
        return this.tick();
      case 'refuse':
        history.refused = true;
        if (event.refuses) platform.refuses.add(event.where);
        else platform.refuses.delete(event.where);
        return undefined;
      case 'outage':
        platform.isAway = event.begins;
        return undefined;
      case 'removed':
        return this.onOne(({ bot }) => removed(bot));
      case 'decide':
        return this.onOne(({ bot }) => people.decides(bot));
      case 'line':
        return this.onOne(({ bot }) => people.types(bot, event));
      case 'click':
        return this.onOne(({ bot }) => people.clicks(bot, event));
      case 'press':
        return this.onOne(({ bot }) => people.presses(bot, event));
      default:
        return event satisfies never;
    }
  }

  /** One living process gets what a person did, and sends what follows. */
  private async onOne(work: (running: Running) => Promise<unknown>): Promise<void> {
    const able = this.able();
    const one = able[this.random.below(Math.max(1, able.length))];
    if (one === undefined) return;
    await this.machine.drive(
      one.process,
      work(one).then(() => one.worker.flush()),
    );
  }

  private async tick(): Promise<void> {
    await Promise.all(
      this.able().map(({ process, worker }) => this.machine.drive(process, worker.tick())),
    );
  }

  private able(): readonly Running[] {
    return this.running.filter(({ process }) => !process.dead && process.frozenUntil === null);
  }

  /** Where one process is alone, a new one starts soon; else the other goes on for a while. */
  private async replaceDead(): Promise<void> {
    for (const [index, { process }] of this.running.entries()) {
      if (!process.dead) continue;
      if (this.count === 2 && this.able().length > 0 && this.random.below(8) !== 0) continue;
      await this.passTo(this.clock.now() + 1_000 + this.random.below(19_000));
      const { tampering } = this.options;
      if (tampering?.forgets !== undefined && this.previous !== null)
        this.inner.restore(this.previous);
      this.machine.note(`process ${process.name} starts again`);
      this.running[index] = this.begin(index);
      await this.tick();
    }
    if (this.able().length === 0 && this.running.some(({ process }) => process.dead)) {
      await this.replaceDead();
    }
  }

  private begin(index: number): Running {
    const { clock, machine, history, inner } = this;
    const { tampering } = this.options;
    this.lives += 1;
    const process = new Process('ab'[index] ?? 'a', this.lives);
    const plainStore = connectStore({
      inner: inner.store,
      machine,
      process,
      faults: this.faults,
      changes: () => inner.changes(),
    });
    const plainChat = connect(this.platform, machine, process);
    const store = tampering?.store?.(plainStore, () => clock.now()) ?? plainStore;
    const chat = tampering?.chat?.(plainChat) ?? plainChat;
    const counters = new RoundCounters();
    const app: App = {
      store,
      decks: DECKS,
      workshop,
      importer,
      studioOrigin: () => null,
      clock,
      random: this.random,
      log: recordingLog(history.log),
      metrics: reaching(machine),
      chats: new Map([['web', chat]]),
      words: (language) => wordsIn(language),
      defaults: { zone: 'UTC', language: 'en', reviewsADay: 10, answersKeptDays: null },
      wake: () => {},
      wantReport: () => {},
      counters,
    };
    const owner = `${process.name}${process.life}`;
    return {
      process,
      bot: makeBot(app),
      worker: new Worker({ app, counters, owner, leaseNames: new Map() }),
    };
  }

  private async noteTakeOver(process: Process): Promise<void> {
    const [lease] = await this.inner.query<{ owner: string }>('select owner from leases');
    if (lease !== undefined && lease.owner !== `${process.name}${process.life}`) {
      this.machine.reach('a suspended process goes on after a take-over');
    }
  }

  private async isRemoved(): Promise<boolean> {
    const [gone] = await this.inner.query<{ gone_at: number | null }>(
      'select gone_at from workspaces where id = ?',
      PLACES.elsewhere.workspace,
    );
    return gone !== undefined && gone.gone_at !== null;
  }
}

/** A platform delivers an event again that was not acknowledged. */
async function removed(bot: Bot): Promise<void> {
  const event = { kind: 'workspace-gone', workspace: PLACES.elsewhere.workspace } as const;
  for (;;) {
    try {
      return await bot.onWorkspaceEvent(event);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }
}

/** What the program counts says which states it came to. */
function reaching(machine: Machine): Metrics {
  return {
    count: (...[name, labels]) => machine.reach([name, ...Object.values(labels ?? {})].join(' ')),
    gauge: () => {},
    observe: () => {},
  };
}

/** Half of all deaths fall on a call to the platform: that is where something can be lost or done twice. */
function fates(
  given: readonly Moment[] | null,
  random: Random,
): { readonly deaths: readonly Moment[]; readonly freezes: readonly Freeze[] } {
  const moment = (): Moment =>
    random.below(2) === 0
      ? { at: 'platform', nth: 1 + random.below(50) }
      : { at: 'any', nth: 1 + random.below(160) };
  const drawn = Array.from({ length: random.below(4) }, moment);
  const freezes = Array.from({ length: random.below(3) }, () => ({
    ...moment(),
    ms: 5_000 + random.below(200_000),
  }));
  return given === null ? { deaths: drawn, freezes } : { deaths: given, freezes: [] };
}

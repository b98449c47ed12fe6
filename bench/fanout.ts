import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pin } from '../src/decks/pin.ts';
import type { Card } from '../src/domain/card.ts';
import { deckOf, decksOf, question } from '../test/stories/decks.ts';
import { Stage } from '../test/stories/stage.ts';
import { openWorld, TUESDAY_NINE, type World } from '../test/stories/world.ts';
import type { Place } from '../src/ports/identity.ts';
import { PostError } from '../src/ports/errors.ts';

const CHANNELS = 10_000;
const WORKSPACES = 500;
/** Discord's global limit for a bot; what comes faster is refused. */
const PER_SECOND = 50;
const HOUR = 3_600_000;

/** A platform that refuses what comes faster than its limit, and writes down the order. */
class LimitedStage extends Stage {
  refused = 0;
  readonly order: Place[] = [];
  private second = 0;
  private inSecond = 0;

  constructor(private readonly now: () => number) {
    super('discord', { postsPerSecond: 45, channelPaceMs: 1_000 });
  }

  override async post(
    place: Place,
    card: Card,
    name: string,
    options: { replyTo: string | null },
  ): Promise<string> {
    const second = Math.floor(this.now() / 1_000);
    if (second !== this.second) {
      this.second = second;
      this.inSecond = 0;
    }
    this.inSecond += 1;
    if (this.inSecond > PER_SECOND) {
      this.refused += 1;
      throw new PostError({
        failure: 'not-sent',
        code: 'ratelimited',
        advice: { en: 'too many', de: 'too many' },
        retryAfterMs: 1_000,
      });
    }
    this.order.push(place);
    return super.post(place, card, name, options);
  }
}

/**
 * 10,000 channels due at one instant: how long to have all queued, how long the event loop stands still meanwhile, and how
 * near the end is to what the limit allows. Then the same on the day after, whose questions close those of the day before.
 */
export async function benchFanout(): Promise<void> {
  let now = (): number => TUESDAY_NINE;
  const stage = new LimitedStage(() => now());
  const names = Array.from({ length: 30 }, (_, index) => question(`q${index}`));
  const world = await openWorld({
    // With the program's own `pin`: the tests' makes a hash for every post.
    decks: { ...decksOf(deckOf('bench', names, 'any')), pin },
    stage,
    now: TUESDAY_NINE - HOUR,
  });
  now = () => world.clock.now();
  for (let index = 0; index < CHANNELS; index += 1) {
    const workspace = `discord:w${index % WORKSPACES}`;
    await world.store.tx(workspace, async (tx) => {
      const channel = `c${index}`;
      await tx.channels.ensure(
        channel,
        'discord',
        { zone: 'Europe/Berlin', language: 'en', board: 'after-close' },
        TUESDAY_NINE - HOUR,
      );
      await tx.schedules.add({
        id: `daily-${index}`,
        channel,
        kind: 'daily',
        scope: 'channel',
        time: '09:00',
        days: [1, 2, 3, 4, 5],
        zone: 'Europe/Berlin',
        decks: [],
        closes: null,
        asksSure: false,
        createdBy: 'boss',
        createdAt: TUESDAY_NINE - HOUR,
        doneUntil: TUESDAY_NINE - HOUR,
      });
    });
  }
  await world.worker.tick();
  world.clock.jumpTo(TUESDAY_NINE);
  const before = process.memoryUsage().rss;
  const queued = await measured(() => world.worker.tick());
  const rss = process.memoryUsage().rss - before;
  const { pending } = await world.store.outbox.counts();
  const all = pending + stage.order.length;
  const seconds = await drain(world);
  const bound = CHANNELS / PER_SECOND;
  const firstRound = new Set(stage.order.slice(0, WORKSPACES).map((place) => place.workspace)).size;
  if (stage.messages.length !== CHANNELS) throw new Error(`${stage.messages.length} arrived`);
  process.stdout.write(
    [
      `all ${all} queued after ${queued}, ${Math.round(rss / 1_048_576)} MB more`,
      `all out after ${seconds} s of the clock: ${(seconds / bound).toFixed(2)} times the ${bound} s that the limit of ${PER_SECOND} a second sets; ${stage.refused} refused`,
      `the first ${WORKSPACES} messages went to ${firstRound} of ${WORKSPACES} workspaces`,
      `on the day after, with the closes of the first, after ${await nextDay(world)}`,
      '',
    ].join('\n'),
  );
  await world.close();
}

/** The second day's tick; each channel's question closes the first day's, with an edit and a reveal. */
async function nextDay(world: World): Promise<string> {
  world.clock.jumpTo(TUESDAY_NINE + 23 * HOUR);
  await world.worker.tick();
  world.clock.jumpTo(TUESDAY_NINE + 24 * HOUR);
  const queued = await measured(() => world.worker.tick());
  const { pending, sending } = await world.store.outbox.counts();
  if (pending + sending < 2.9 * CHANNELS) throw new Error(`only ${pending + sending} are queued`);
  return queued;
}

/** How long some work takes, and how long its longest turns of the event loop are. */
async function measured(work: () => Promise<void>): Promise<string> {
  const turns = monitorEventLoopDelay({ resolution: 1 });
  const from = performance.now();
  const before = process.cpuUsage();
  turns.enable();
  await work();
  turns.disable();
  const took = (performance.now() - from) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const busy = (user + system) / 1_000_000;
  return `${took.toFixed(1)} s, ${busy.toFixed(1)} s of them at work, the event loop held for ${(turns.percentile(99) / 1e6).toFixed(0)} ms at p99 and ${(turns.max / 1e6).toFixed(0)} ms at most`;
}

/** Seconds of the virtual clock until nothing is pending. */
async function drain(world: World): Promise<number> {
  for (let second = 0; ; second += 1) {
    const counts = await world.store.outbox.counts();
    if (counts.pending + counts.sending === 0) return second;
    if (second > 2_000) throw new Error('the queue does not drain');
    world.clock.jumpTo(world.clock.now() + 1_000);
    await world.worker.flush();
  }
}

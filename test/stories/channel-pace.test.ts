import { afterEach, describe, expect, it } from 'vitest';
import { RoundCounters } from '../../src/app/rounds/answer-counter.ts';
import { Worker } from '../../src/app/worker.ts';
import type { Card } from '../../src/domain/card.ts';
import { PostError } from '../../src/ports/errors.ts';
import type { Place } from '../../src/ports/identity.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { Stage } from './stage.ts';
import { openWorld, type World } from './world.ts';

const SECOND = 1_000;
const decks = decksOf(deckOf('colours', [question('oauth'), question('jwt'), question('bola')]));

/** A platform that counts the attempts, and may ask for a pause before the first. */
class PacedStage extends Stage {
  attempts = 0;
  pauseMs: number | null = null;

  override async post(
    place: Place,
    card: Card,
    name: string,
    options: { replyTo: string | null },
  ): Promise<string> {
    this.attempts += 1;
    const retryAfterMs = this.pauseMs;
    this.pauseMs = null;
    if (retryAfterMs === null) return super.post(place, card, name, options);
    const advice = { en: 'too many', de: 'too many' };
    throw new PostError({ failure: 'not-sent', code: 'ratelimited', advice, retryAfterMs });
  }
}

describe("a channel's pace", () => {
  let world: World;
  afterEach(() => world.close());

  async function asksTwice(stage: PacedStage): Promise<void> {
    world = await openWorld({ decks, stage });
    await world.says('boss', 'ask');
    await world.says('boss', 'ask');
  }

  it('keeps its distance between two posts', async () => {
    const stage = new PacedStage('web', { channelPaceMs: 50 * SECOND });
    await asksTwice(stage);
    expect(stage.attempts).toBe(1);
    await world.passes(40 * SECOND);
    expect(stage.attempts).toBe(1);
    await world.passes(40 * SECOND);
    expect(stage.attempts).toBe(2);
  });

  it('lets every post wait for a pause that the platform asked for', async () => {
    const stage = new PacedStage('web', { channelPaceMs: SECOND });
    stage.pauseMs = 120 * SECOND;
    await asksTwice(stage);
    await world.passes(100 * SECOND);
    expect(stage.attempts).toBe(1);
    await world.passes(60 * SECOND);
    expect(stage.messages.filter(({ name }) => name.startsWith('round:'))).toHaveLength(2);
  });
});

/** A platform on which a look takes long: the machine slept over it. */
class SleepyStage extends Stage {
  sleepMs = 0;
  whileAsleep: () => Promise<void> = async () => {};

  override async find(place: Place, name: string) {
    const found = await super.find(place, name);
    const ms = this.sleepMs;
    this.sleepMs = 0;
    if (ms === 0) return found;
    this.onSleep(ms);
    await this.whileAsleep();
    return found;
  }

  onSleep: (ms: number) => void = () => {};
}

describe('a machine that sleeps between a claim and its request', () => {
  it('does not send what another process may have sent meanwhile', async () => {
    const stage = new SleepyStage();
    const world = await openWorld({ decks, stage });
    stage.onSleep = (ms) => world.clock.jumpTo(world.clock.now() + ms);
    const other = new Worker({
      app: world.app,
      counters: new RoundCounters(),
      owner: 'another-process',
      leaseNames: new Map(),
    });
    stage.whileAsleep = () => other.tick();
    stage.faults.push('unknown');
    await world.says('boss', 'ask');
    stage.sleepMs = 200 * SECOND;
    await world.passes(120 * SECOND);
    expect(stage.sleepMs).toBe(0);
    await world.passes(300 * SECOND);
    expect(stage.messages.filter(({ name }) => name.startsWith('round:'))).toHaveLength(1);
    await world.close();
  });
});

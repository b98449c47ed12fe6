import { afterEach, describe, expect, it } from 'vitest';
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

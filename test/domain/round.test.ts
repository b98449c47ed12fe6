import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import {
  COUNTS_AGAIN_AFTER_DAYS,
  countingOf,
  deal,
  dealtOptions,
  judge,
  openQuestion,
  type Round,
} from '../../src/domain/round.ts';
import { seededChance } from '../stories/clock.ts';
import { deckOf, pinOf, question } from '../stories/decks.ts';

function round(key: number, dealt: readonly number[], closesAt: number | null = null): Round {
  const asked = question('q', key);
  return {
    id: 'r',
    channel: 'c',
    pinned: pinOf(deckOf('d', [asked]), asked),
    dealt,
    openedAt: 0,
    closesAt,
    closedAt: null,
    voidedAt: null,
    withdrawnAt: null,
    ordinal: 1,
    isRepeat: false,
    asksSure: false,
    keys: [asked.options[key]?.id ?? ''],
    schedule: null,
    day: '2026-11-24',
    zone: 'UTC',
  };
}

const belowFrom = (seed: number) => {
  const random = seededChance(seed);
  return (below: number) => random.below(below);
};

describe('dealing', () => {
  it('is a permutation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), (count, seed) => {
        const dealt = deal(count, belowFrom(seed));
        expect([...dealt].sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, i) => i),
        );
      }),
    );
  });

  it('puts each option at each place about equally often', () => {
    const random = seededChance(7);
    const at = [0, 0, 0, 0];
    for (let run = 0; run < 8_000; run += 1) {
      const place = deal(4, (below) => random.below(below)).indexOf(1);
      at[place] = (at[place] ?? 0) + 1;
    }
    // 2,000 expected, standard deviation 39: five of them either way.
    for (const count of at) expect(Math.abs(count - 2_000)).toBeLessThan(195);
  });
});

describe('what may be seen before answering', () => {
  it('is the same whichever option is the key', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(3), fc.nat(), (one, other, seed) => {
        const dealt = deal(4, belowFrom(seed));
        const seen = (key: number) => openQuestion(round(key, dealt).pinned, dealt);
        expect(JSON.stringify(seen(one))).toBe(JSON.stringify(seen(other)));
      }),
    );
  });
});

describe('judging', () => {
  it('follows the dealt order', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(3), fc.nat(), (key, place, seed) => {
        const dealt = deal(4, belowFrom(seed));
        const asked = round(key, dealt);
        const judged = judge(asked, place, 1);
        const option = dealtOptions(asked.pinned, dealt)[place]?.option;
        expect(judged).toEqual({ kind: 'open', option, right: dealt[place] === key });
      }),
    );
  });

  it('knows no option beyond the last', () => {
    expect(judge(round(1, [0, 1, 2, 3]), 4, 1)).toEqual({ kind: 'no-such-option' });
  });

  it('takes answers before its closing time and not at it', () => {
    const closing = round(1, [0, 1, 2, 3], 1_000);
    expect(judge(closing, 0, 999).kind).toBe('open');
    expect(judge(closing, 0, 1_000).kind).toBe('closed');
  });
});

describe('an answer to an open round', () => {
  const DAY = 24 * 3_600_000;
  const now = 100 * DAY;
  const asked = { isRepeat: false, channel: 'c', openedAt: now - DAY };
  const repeat = { ...asked, isRepeat: true };
  const days = (ago: number, channel = 'c') => ({ at: now - ago * DAY, channel });

  it.each([
    ['the first one', asked, null, false, 'counted'],
    ['after the reasons', asked, null, true, 'revealed'],
    ['within the 30 days', asked, days(COUNTS_AGAIN_AFTER_DAYS - 1), false, 'elsewhere'],
    ['within the 30 days, after the reasons', asked, days(2), true, 'elsewhere'],
    ['after 30 days', asked, days(COUNTS_AGAIN_AFTER_DAYS), false, 'counted'],
    ["a rotation's repeat", repeat, days(2), false, 'counted'],
    ["a rotation's repeat, after the reasons", repeat, days(2), true, 'revealed'],
    ['a repeat of what another channel asked', repeat, days(2, 'other'), false, 'elsewhere'],
    ['a repeat of what was counted since it opened', repeat, days(0.5), false, 'elsewhere'],
  ])('%s', (_, round, lastCounted, reasonsShown, kind) => {
    expect(countingOf(round, { lastCounted, reasonsShown }, now)).toBe(kind);
  });
});

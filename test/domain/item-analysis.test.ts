import { describe, expect, it } from 'vitest';
import type { Exposure } from '../../src/domain/exposures.ts';
import { addScores, analyseItem, type Score } from '../../src/domain/item-analysis.ts';
import { correlation, correlationInterval, shareOf } from '../../src/domain/statistics.ts';
import { atOnce } from './at-once.ts';

const OPTIONS = ['key', 'near', 'far'].map((id) => ({ id, isKey: id === 'key' }));

function chose(member: string, option: string, sure: Exposure['sure'] = null): Exposure {
  return { member, option, right: option === 'key', sure };
}

/** So many members in a row who chose an option and have that many of ten other answers right. */
function many(count: number, option: string, right: number, from: number): Member[] {
  return Array.from({ length: count }, (_, index) => ({
    exposure: chose(`m${from + index}`, option),
    score: { right: right + (option === 'key' ? 1 : 0), answered: 11 },
  }));
}

interface Member {
  readonly exposure: Exposure;
  readonly score: Score;
}

function figuresOf(members: readonly Member[]) {
  return atOnce(
    analyseItem(
      { question: 'q', options: OPTIONS, rounds: [members.map(({ exposure }) => exposure)] },
      new Map(members.map(({ exposure, score }) => [exposure.member, score])),
    ),
  );
}

describe('the statistics', () => {
  it('give Wilson intervals as published', () => {
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
    expect(shareOf(81, 263).interval.low).toBeCloseTo(0.2553, 4);
    expect(shareOf(81, 263).interval.high).toBeCloseTo(0.3662, 4);
    expect(shareOf(15, 148).interval.low).toBeCloseTo(0.0624, 4);
    expect(shareOf(15, 148).interval.high).toBeCloseTo(0.1605, 4);
    expect(shareOf(0, 20).interval).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) });
    expect(shareOf(1, 29).interval.low).toBeCloseTo(0.0061, 4);
    expect(shareOf(1, 29).interval.high).toBeCloseTo(0.1718, 4);
  });

  it('give a point-biserial correlation as worked out by hand', () => {
    // Right: 8, 6, 7 (mean 7); wrong: 3, 5, 4 (mean 4). Mean of all 5.5, deviation √(17.5 / 6) = 1.7078.
    // (7 − 4) / 1.7078 × √(3 × 3 / 36) = 0.8783.
    const pairs = [8, 6, 7].map((score) => [1, score] as const);
    const wrong = [3, 5, 4].map((score) => [0, score] as const);
    expect(correlation([...pairs, ...wrong])).toBeCloseTo(0.8783, 4);
    expect(correlation(pairs)).toBeNull();
    expect(correlation([])).toBeNull();
    // Fisher: atanh(0.5) = 0.5493, ± 1.96 / √(28 − 3) = 0.3920.
    expect(correlationInterval(0.5, 28).low).toBeCloseTo(Math.tanh(0.1573), 3);
    expect(correlationInterval(0.5, 28).high).toBeCloseTo(Math.tanh(0.9413), 3);
  });
});

describe('a question', () => {
  it('says nothing below five answers', () => {
    const figures = figuresOf(many(4, 'key', 5, 0));
    expect(figures).toMatchObject({ answered: 0, right: null, options: [], findings: [] });
  });

  it('has a share from five answers on, and neither halves nor a discrimination yet', () => {
    const figures = figuresOf([...many(4, 'key', 5, 0), ...many(1, 'near', 3, 4)]);
    expect(figures.right).toMatchObject({ count: 4, of: 5, value: 0.8 });
    expect(figures.discrimination).toBeNull();
    expect(figures.options).toEqual([
      { option: 'key', isKey: true, chosen: 4, share: 0.8, halves: null },
      { option: 'near', isKey: false, chosen: 1, share: 0.2, halves: null },
      { option: 'far', isKey: false, chosen: 0, share: 0, halves: null },
    ]);
    expect(figures.findings).toEqual([]);
  });

  it('discriminates from thirty answers on', () => {
    const members = [...many(15, 'key', 8, 0), ...many(14, 'near', 4, 15)];
    expect(figuresOf(members).discrimination).toBeNull();
    const figures = figuresOf([...members, ...many(1, 'near', 9, 29)]);
    // Right: 15 × 0.8. Wrong: 14 × 0.4 and 0.9, mean 0.4333. Mean of all 0.6167, variance (15 × 0.64 + 14 × 0.16 +
    // 0.81) / 30 − 0.3803 = 0.04139. (0.8 − 0.4333) / 0.2034 × 0.5 = 0.9012.
    expect(figures.discrimination?.value).toBeCloseTo(0.9012, 3);
    expect(figures.discrimination?.of).toBe(30);
  });

  it('leaves members out of the score who have fewer than three other answers', () => {
    const members = many(30, 'key', 8, 0);
    const short = members.map(({ exposure }) => ({ exposure, score: { right: 2, answered: 3 } }));
    expect(figuresOf(short).discrimination).toBeNull();
    expect(figuresOf(short).options[0]?.halves).toBeNull();
  });

  it('splits members who tie at the middle between the halves', () => {
    // 5 above, 10 at the middle, 5 below: half of those at the middle count for either half.
    const figures = figuresOf([
      ...many(5, 'key', 9, 0),
      ...many(4, 'key', 6, 5),
      ...many(6, 'near', 6, 9),
      ...many(5, 'far', 2, 15),
    ]);
    expect(figures.options.map(({ halves }) => halves)).toEqual([
      { better: expect.closeTo(0.7, 9), weaker: expect.closeTo(0.2, 9) },
      { better: expect.closeTo(0.3, 9), weaker: expect.closeTo(0.3, 9) },
      { better: 0, weaker: expect.closeTo(0.5, 9) },
    ]);
  });

  it('suspects a key that the better half does not choose', () => {
    const figures = figuresOf([
      ...many(3, 'key', 8, 0),
      ...many(17, 'near', 8, 3),
      ...many(14, 'key', 3, 20),
      ...many(6, 'far', 3, 34),
    ]);
    expect(figures.findings).toContainEqual({ kind: 'wrong-key', options: ['near'] });
  });

  it('suspects no key because a misconception attracts the weaker half', () => {
    const figures = figuresOf([
      ...many(9, 'key', 8, 0),
      ...many(11, 'near', 8, 9),
      ...many(2, 'key', 3, 20),
      ...many(18, 'near', 3, 22),
    ]);
    expect(figures.findings.map(({ kind }) => kind)).toEqual(['dead']);
  });

  it('calls a distractor dead from forty answers on', () => {
    const few = [...many(20, 'key', 8, 0), ...many(19, 'near', 4, 20)];
    expect(figuresOf(few).findings).toEqual([]);
    expect(figuresOf([...few, ...many(1, 'far', 4, 39)]).findings).toEqual([
      { kind: 'dead', options: ['far'] },
    ]);
    const alive = [...few.slice(0, 38), ...many(2, 'far', 4, 38)];
    expect(figuresOf(alive).findings).toEqual([]);
  });

  it('flags what all and what none had right', () => {
    expect(figuresOf(many(5, 'key', 5, 0)).findings).toEqual([{ kind: 'all-right' }]);
    expect(figuresOf(many(5, 'near', 5, 0)).findings).toEqual([{ kind: 'none-right' }]);
  });

  it('counts who was sure and wrong among those who said it', () => {
    const said = [
      ...Array.from({ length: 12 }, (_, index) => chose(`a${index}`, 'near', 'sure')),
      ...Array.from({ length: 8 }, (_, index) => chose(`b${index}`, 'key', 'guess')),
      ...Array.from({ length: 5 }, (_, index) => chose(`c${index}`, 'near')),
    ];
    const scores = new Map<string, Score>();
    addScores(scores, said);
    const figures = atOnce(
      analyseItem({ question: 'q', options: OPTIONS, rounds: [said] }, scores),
    );
    expect(figures.sureAndWrong).toMatchObject({ count: 12, of: 20 });
    expect(figures.findings).toEqual([{ kind: 'sure-and-wrong' }]);
  });
});

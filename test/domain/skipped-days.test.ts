import { describe, expect, it } from 'vitest';
import type { Skip } from '../../src/domain/schedule.ts';
import { skipsWith, skipsWithout } from '../../src/domain/skipped-days.ts';

const skip = { firstDay: '2026-12-24', lastDay: '2027-01-02' };
const said = (skips: readonly Skip[]): readonly string[] =>
  skips.map(({ firstDay, lastDay }) => `${firstDay}–${lastDay}`);

describe('a skip of which some dates are asked after all', () => {
  it.each([
    ['2026-12-23', '2026-12-23', null],
    ['2027-01-03', '2027-01-05', null],
    ['2026-12-20', '2026-12-24', ['2026-12-25–2027-01-02']],
    ['2026-12-31', '2026-12-31', ['2026-12-24–2026-12-30', '2027-01-01–2027-01-02']],
    ['2027-01-02', '2027-01-09', ['2026-12-24–2027-01-01']],
    ['2026-12-24', '2027-01-02', []],
    ['2026-12-01', '2027-02-01', []],
  ])('from %s to %s leaves %j', (firstDay, lastDay, left) => {
    const { removed, added } = skipsWithout([skip], { firstDay, lastDay });
    expect(removed).toEqual(left === null ? [] : [skip]);
    expect(said(added)).toEqual(left ?? []);
  });
});

describe('a skip beside others', () => {
  const other = { firstDay: '2027-02-01', lastDay: '2027-02-03' };
  it.each([
    ['2026-12-20', '2026-12-23', ['2026-12-20–2027-01-02']],
    ['2026-12-20', '2026-12-22', ['2026-12-20–2026-12-22']],
    ['2027-01-03', '2027-01-31', ['2026-12-24–2027-02-03']],
    ['2026-12-25', '2026-12-26', ['2026-12-24–2027-01-02']],
  ])('from %s to %s is %j with those that it touches', (firstDay, lastDay, stored) => {
    const { removed, added } = skipsWith([skip, other], { firstDay, lastDay });
    expect(said(added)).toEqual(stored);
    for (const one of removed) expect([skip, other]).toContain(one);
  });
});

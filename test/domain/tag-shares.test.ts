import { expect, test } from 'vitest';
import { tellingTags, type TagShare } from '../../src/domain/tag-shares.ts';

const share = (tag: string, right: number, answered: number): TagShare => ({
  tag,
  right,
  answered,
});
const names = (shares: readonly TagShare[]): string => shares.map(({ tag }) => tag).join(' ');

test('tags with fewer than three answers say nothing', () => {
  expect(names(tellingTags([share('a', 2, 2), share('b', 1, 3)]))).toBe('b');
  expect(tellingTags([share('a', 2, 2)])).toEqual([]);
});

test('up to six stand from strongest to weakest, those with more answers first among equals', () => {
  const shares = [share('low', 0, 9), share('few', 3, 3), share('many', 8, 8), share('half', 2, 4)];
  expect(names(tellingTags(shares))).toBe('many few half low');
});

test('of more than six, three of each end stand, whatever is answered most', () => {
  const shares = [9, 1, 5, 7, 3, 0, 8, 6].map((right) => share(`t${right}`, right, 10));
  const common = share('common', 55, 100);
  expect(names(tellingTags([common, ...shares]))).toBe('t9 t8 t7 t3 t1 t0');
});

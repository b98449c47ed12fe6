import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { postponedDueDate, isAway, type Absence } from '../../src/domain/absence.ts';

const DAY = 24 * 3_600_000;
const day = (number: number): string =>
  new Date(Date.UTC(2026, 0, 1) + number * DAY).toISOString().slice(0, 10);
const at = (number: number): number => Date.UTC(2026, 0, 1) + number * DAY;

describe('being away', () => {
  it('moves a due date by the days away that lie before it', () => {
    const week: Absence = { firstDay: day(10), lastDay: day(16) };
    expect(postponedDueDate([week], at(0), at(12))).toBe(at(19));
    expect(postponedDueDate([week], at(0), at(9))).toBe(at(9));
    expect(postponedDueDate([week], at(20), at(25))).toBe(at(25));
    // Seen again in the middle of it: only what was left counts.
    expect(postponedDueDate([week], at(14), at(18))).toBe(at(21));
    expect(postponedDueDate([{ firstDay: day(10), lastDay: null }], at(0), at(12))).toBe(Infinity);
  });

  const absence = fc
    .tuple(fc.nat(60), fc.nat(20))
    .map(([first, length]): Absence => ({ firstDay: day(first), lastDay: day(first + length) }));

  it('never makes anything due earlier, nor on a day away that lies ahead of the look', () => {
    fc.assert(
      fc.property(
        fc.array(absence, { maxLength: 4 }),
        fc.nat(50),
        fc.nat(50),
        (all, from, wait) => {
          // Absences of one member do not overlap: a new one ends the one before.
          const apart = all.filter(
            (one, index) =>
              !all
                .slice(0, index)
                .some(
                  (other) =>
                    one.firstDay <= (other.lastDay ?? '') && other.firstDay <= (one.lastDay ?? ''),
                ),
          );
          const due = postponedDueDate(apart, at(from), at(from + wait));
          expect(due).toBeGreaterThanOrEqual(at(from + wait));
          expect(due - at(from + wait)).toBeLessThanOrEqual(4 * 21 * DAY);
          if (wait > 0)
            expect(
              isAway(apart, new Date(due - 1).toISOString().slice(0, 10)) &&
                due > at(from + wait) &&
                isAway(apart, new Date(due).toISOString().slice(0, 10)),
            ).toBe(false);
        },
      ),
    );
  });
});

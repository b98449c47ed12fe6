import { describe, expect, it } from 'vitest';
import { dueBetween } from '../../src/domain/schedule.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

/**
 * An independent oracle: for each instant of the wall clock, what Intl says the local time is. A day's occurrence is
 * the first instant at which the local clock shows the time, or, where that time is skipped, the time plus the gap.
 */
function oracle(zone: string, time: string, from: number, to: number): readonly string[] {
  const shown = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const localOf = (at: number): string => {
    const parts = Object.fromEntries(
      shown.formatToParts(at).map((part) => [part.type, part.value]),
    );
    return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
  };
  const found: string[] = [];
  for (let day = from; day <= to; day += 86_400_000) {
    const date = new Date(day).toISOString().slice(0, 10);
    const wanted = `${date}T${time}`;
    const guess = Date.parse(`${wanted}Z`);
    // Offsets lie between -12 and +14 hours; the two that can apply are those half a day before and after.
    const offset = (at: number): number => Date.parse(`${localOf(at)}Z`) - at;
    const [before, after] = [offset(guess - 36 * 3_600_000), offset(guess + 36 * 3_600_000)];
    const instants = [guess - before, guess - after].filter((at) => localOf(at) === wanted);
    found.push(iso(instants.length > 0 ? Math.min(...instants) : guess - before));
  }
  return found;
}

/** Spans of a day in which a zone's offset changes, 2020 to 2037. */
function changesOf(zone: string): readonly (readonly [number, number])[] {
  const shown = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (at: number): string => shown.format(at).split(' ').at(-1) ?? '';
  const spans: [number, number][] = [];
  const week = 7 * 86_400_000;
  let before = offset(Date.UTC(2020, 0, 1));
  for (let at = Date.UTC(2020, 0, 1); at < Date.UTC(2038, 0, 1); at += week) {
    const after = offset(at + week);
    if (before === after) continue;
    before = after;
    let day = at;
    while (offset(day) === offset(day + 86_400_000)) day += 86_400_000;
    spans.push([day - 86_400_000, day + 86_400_000]);
  }
  return spans;
}

describe('occurrences of every zone from 2020 to 2037', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const times = ['02:30', '00:00', '01:45', '09:00'];

  it('equal a day-by-day oracle around every change of the clock', { timeout: 120_000 }, () => {
    const problems: string[] = [];
    let changes = 0;
    for (const [index, zone] of zones.entries()) {
      for (const [from, to] of changesOf(zone)) {
        changes += 1;
        const time = times[(index + changes) % times.length] ?? '09:00';
        const first = Date.parse(`${new Date(from).toISOString().slice(0, 10)}T00:00Z`);
        const expected = oracle(zone, time, first, first + 3 * 86_400_000);
        const all = dueBetween(
          { time, days: EVERY_DAY, zone },
          from - 4 * 86_400_000,
          to + 6 * 86_400_000,
        );
        const actual = expected.map((_, day) => {
          const date = new Date(first + day * 86_400_000).toISOString().slice(0, 10);
          return iso(all.find((one) => one.day === date)?.at ?? 0);
        });
        if (actual.join() !== expected.join())
          problems.push(`${zone} ${time}: ${actual.join()} not ${expected.join()}`);
      }
    }
    expect(changes).toBeGreaterThan(4_000);
    expect(problems).toEqual([]);
  });
});

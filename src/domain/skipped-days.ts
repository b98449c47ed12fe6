import { Temporal } from 'temporal-polyfill';
import type { Skip } from './schedule.ts';

/** What to store for a schedule's skips to change: ranges that go, and ranges that come. */
export interface SkipChange {
  readonly removed: readonly Skip[];
  readonly added: readonly Skip[];
}

/** Skips some days too. Ranges that overlap or touch become one, so that a list shows each day once. */
export function skipsWith(skips: readonly Skip[], { firstDay, lastDay }: Skip): SkipChange {
  const removed = skips.filter(
    (one) => one.firstDay <= nextDay(lastDay, 1) && nextDay(firstDay, -1) <= one.lastDay,
  );
  const all = [...removed, { firstDay, lastDay }];
  const first = all.map((one) => one.firstDay).reduce((a, b) => (a < b ? a : b));
  const last = all.map((one) => one.lastDay).reduce((a, b) => (a > b ? a : b));
  return { removed, added: [{ firstDay: first, lastDay: last }] };
}

/** Skips some days no more; the rest of a range around them stays skipped. Nothing is removed if none was skipped. */
export function skipsWithout(skips: readonly Skip[], { firstDay, lastDay }: Skip): SkipChange {
  const removed = skips.filter((one) => one.firstDay <= lastDay && firstDay <= one.lastDay);
  const added = removed.flatMap((one) => [
    ...(one.firstDay < firstDay
      ? [{ firstDay: one.firstDay, lastDay: nextDay(firstDay, -1) }]
      : []),
    ...(one.lastDay > lastDay ? [{ firstDay: nextDay(lastDay, 1), lastDay: one.lastDay }] : []),
  ]);
  return { removed, added };
}

function nextDay(day: string, days: 1 | -1): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

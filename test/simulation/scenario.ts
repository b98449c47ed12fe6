import type { Random } from '../../src/ports/system.ts';

export type Event =
  | { readonly kind: 'tick' }
  | { readonly kind: 'start' }
  /** A member presses a dealt place of the nth question on show, so many times at once. */
  | {
      readonly kind: 'click';
      readonly member: string;
      readonly nth: number;
      readonly option: number;
      readonly times: number;
      readonly home: boolean;
    }
  | { readonly kind: 'line'; readonly member: string; readonly line: string }
  /** The manager presses a button of the last private notice. */
  | { readonly kind: 'decide'; readonly verdict: 'there' | 'again' }
  | { readonly kind: 'jump'; readonly by: number };

export interface Timed {
  readonly at: number;
  readonly event: Event;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const MEMBERS = ['ann', 'bo', 'cy', 'dee'];

/** Two days of a team, from a seed: a daily question at nine, clicks and managers at odd moments, clocks that jump. */
export function scenario(start: number, random: Random): readonly Timed[] {
  const events: Timed[] = [];
  const at = (time: number, event: Event): void => {
    events.push({ at: time, event });
  };
  const closes = random.below(2) === 0 ? ' closes=12:00' : '';
  at(start, { kind: 'line', member: 'boss', line: `schedule daily 09:00 UTC daily${closes}` });
  if (random.below(3) === 0)
    at(start + 1, { kind: 'line', member: 'boss', line: 'schedule weekly tue 09:00 UTC' });
  const nine = start + HOUR;
  for (const day of [0, 1]) {
    const due = nine + day * 24 * HOUR;
    for (const offset of [-1, 0, 20, 40, 100, 130, 200, 300, 3_600, 10_900]) {
      at(due + offset * 1_000 + random.below(900), { kind: 'tick' });
    }
    const clicks = 3 + random.below(6);
    for (let click = 0; click < clicks; click += 1) {
      at(due + random.below(5 * HOUR), {
        kind: 'click',
        member: MEMBERS[random.below(MEMBERS.length)] ?? 'ann',
        nth: random.below(4) === 0 ? 1 : 0,
        option: random.below(5),
        times: 1 + random.below(3),
        home: random.below(8) !== 0,
      });
    }
    const odd = random.below(8);
    if (odd < MANAGES.length) {
      at(due + random.below(4 * HOUR), {
        kind: 'line',
        member: 'boss',
        line: MANAGES[odd] ?? 'ask',
      });
    }
    if (random.below(10) === 0) {
      at(due + random.below(HOUR), {
        kind: 'jump',
        by: random.below(2) === 0 ? -10 * MINUTE : 3 * HOUR,
      });
    }
    if (random.below(6) === 0)
      at(due + 4 * HOUR, { kind: 'decide', verdict: random.below(2) === 0 ? 'there' : 'again' });
  }
  return events.sort((a, b) => a.at - b.at);
}

const MANAGES = [
  'ask',
  'close',
  'void 2 yes',
  'rekey 1 B yes',
  'schedule pause daily',
  'schedule skip daily 2026-11-25',
];

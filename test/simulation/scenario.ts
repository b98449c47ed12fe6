import type { Random } from '../../src/ports/system.ts';

/** The channels of the simulated workspace, and one of another workspace. */
export type Where = 'quiz' | 'lab' | 'elsewhere';

export type Event =
  /** Every living process looks for due work; with two, both at once. */
  | { readonly kind: 'tick' }
  /** A member presses a dealt place of the nth newest question on show, so many times at once. */
  | {
      readonly kind: 'click';
      readonly member: string;
      readonly nth: number;
      readonly option: number;
      readonly times: number;
      readonly where: Where;
    }
  | { readonly kind: 'line'; readonly member: string; readonly line: string; readonly where: Where }
  /** A member presses a button of the last private message that they got. */
  | { readonly kind: 'press'; readonly member: string; readonly choice: number }
  /** The manager says of the last post of unknown delivery what is true. */
  | { readonly kind: 'decide' }
  /** The clock is wrong by so much for ever. */
  | { readonly kind: 'jump'; readonly by: number }
  /** A channel refuses posts, or takes them again. */
  | { readonly kind: 'refuse'; readonly where: Where; readonly refuses: boolean }
  /** Nothing reaches the platform, or it is back. */
  | { readonly kind: 'outage'; readonly begins: boolean }
  /** The other workspace removes the bot. */
  | { readonly kind: 'removed' };

export interface Timed {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly event: Event;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
export const MEMBERS = ['ann', 'bo', 'cy', 'dee'];

/** When runs begin, at 08:00 UTC: a plain Tuesday, and the mornings before the clocks change in Europe. */
export const STARTS = {
  plain: Date.parse('2026-11-24T08:00:00Z'),
  autumn: Date.parse('2026-10-24T08:00:00Z'),
  spring: Date.parse('2027-03-27T08:00:00Z'),
};

/** Moments after a due time at which the worker looks, in seconds. */
const LOOKS = [-1, 0, 20, 40, 100, 130, 200, 300, 3_600, 10_900];

/**
 * Two days of a team, from a seed. `quiz` is asked at 09:00 UTC, `lab` at 02:30 in Berlin, an hour that a change of
 * clocks skips or repeats. Members answer, practise, review and leave at odd moments; managers correct.
 */
export function scenario(start: number, random: Random): readonly Timed[] {
  const events: Timed[] = [];
  const at = (time: number, event: Event): void => {
    events.push({ at: time, event });
  };
  const says = (time: number, member: string, line: string, where: Where = 'quiz'): void => {
    at(time, { kind: 'line', member, line, where });
  };
  const one = (of: number): boolean => random.below(of) === 0;
  const someone = (): string => MEMBERS[random.below(MEMBERS.length)] ?? 'ann';
  const closes = one(2) ? ' closes=12:00' : '';
  says(start, 'boss', `schedule daily 09:00 UTC daily${closes}`);
  if (one(3)) says(start + 1, 'boss', 'schedule weekly tue 09:00 UTC');
  says(start + 2, 'boss', 'schedule daily 02:30 Europe/Berlin daily closes=20:00', 'lab');
  says(start + 3, 'boss', 'ask', 'elsewhere');
  if (one(3)) says(start + 4, someone(), 'remind at 10:00 UTC');
  if (one(6)) at(start + HOUR / 2, { kind: 'removed' });
  for (const day of [0, 1]) {
    const nine = start + HOUR + day * DAY;
    for (const due of [nine, start + 16.5 * HOUR + day * DAY, start + 17.5 * HOUR + day * DAY]) {
      for (const offset of due === nine ? LOOKS : LOOKS.slice(0, 5)) {
        at(due + offset * 1_000 + random.below(900), { kind: 'tick' });
      }
    }
    at(nine + HOUR + random.below(5_000), { kind: 'tick' });
    for (let clicks = 4 + random.below(7); clicks > 0; clicks -= 1) {
      at(nine + random.below(one(3) ? 20 * HOUR : 5 * HOUR), {
        kind: 'click',
        member: someone(),
        nth: random.below(3),
        option: random.below(5),
        times: 1 + random.below(3),
        where: one(8) ? 'elsewhere' : 'quiz',
      });
    }
    if (day === 1 || one(2)) learns(nine + random.below(3 * HOUR), someone(), day);
    if (one(2))
      says(nine + random.below(4 * HOUR), 'boss', MANAGES[random.below(MANAGES.length)] ?? 'ask');
    if (one(6)) says(nine + random.below(4 * HOUR), someone(), 'privacy forget forget-me');
    if (one(10))
      at(nine + random.below(HOUR), { kind: 'jump', by: one(2) ? -10 * MINUTE : 3 * HOUR });
    if (one(10)) {
      at(nine - MINUTE, { kind: 'refuse', where: 'quiz', refuses: true });
      at(nine + 2 * HOUR, { kind: 'refuse', where: 'quiz', refuses: false });
      says(nine + 2 * HOUR + 1_000, 'boss', 'schedule resume daily');
    }
    if (one(4)) at(nine + 4 * HOUR, { kind: 'decide' });
  }
  if (one(8)) {
    const nine = start + HOUR + random.below(2) * DAY;
    at(nine - random.below(2) * MINUTE, { kind: 'outage', begins: true });
    at(nine + 4 * HOUR, { kind: 'outage', begins: false });
  }
  return events.sort((a, b) => a.at - b.at);

  /** Practice or review in the member's own messages, with some presses. */
  function learns(from: number, member: string, day: number): void {
    says(from, member, day === 1 && !one(4) ? 'review' : 'practice colours 3');
    for (let presses = 2 + random.below(7); presses > 0; presses -= 1) {
      at(from + presses * MINUTE, { kind: 'press', member, choice: random.below(7) });
    }
  }
}

const MANAGES = [
  'ask',
  'close',
  'void 2 yes',
  'rekey 1 B yes',
  'rekey 2 C yes',
  'restore 1 yes',
  'restore 2 yes',
  'schedule pause daily',
];

/**
 * Points are a fold over answers. The standings in the store must equal the result of this file at any time.
 */

/** Taking part pays, being right pays more, being fast pays nothing (docs/rules.md). */
export const POINTS_RIGHT = 10;
export const POINTS_TAKING_PART = 3;

export function pointsFor(right: boolean): number {
  return right ? POINTS_RIGHT : POINTS_TAKING_PART;
}

/** The part of a counted answer that boards need. */
export interface CountedAnswer {
  readonly member: string;
  readonly channel: string;
  readonly right: boolean;
  readonly week: string;
  readonly month: string;
}

export interface Tally {
  readonly points: number;
  readonly right: number;
  readonly answered: number;
}

/** `*` is the whole workspace; anything else is a channel. */
export const WORKSPACE_SCOPE = '*';

/** The scope under which a board's standings are stored. */
export function scopeOf(of: 'channel' | 'workspace', channel: string): string {
  return of === 'workspace' ? WORKSPACE_SCOPE : channel;
}
export const ALL_TIME = 'all';

export type PeriodKind = 'week' | 'month' | 'all';

/** A period as a key: `w2026-11-23`, `m2026-11`, `all`. */
export function periodKey(kind: PeriodKind, periods: { week: string; month: string }): string {
  switch (kind) {
    case 'week':
      return `w${periods.week}`;
    case 'month':
      return `m${periods.month}`;
    case 'all':
      return ALL_TIME;
    default:
      return kind satisfies never;
  }
}

/** The six boards of an answer: channel and workspace, each by week, month and all time. */
export function boardsOf(answer: {
  readonly channel: string;
  readonly week: string;
  readonly month: string;
}): readonly { readonly scope: string; readonly period: string }[] {
  const periods = [periodKey('week', answer), periodKey('month', answer), ALL_TIME];
  return [answer.channel, WORKSPACE_SCOPE].flatMap((scope) =>
    periods.map((period) => ({ scope, period })),
  );
}

/** The standings of these answers, by `scope`, `period` and `member` joined with line feeds. */
export function fold(answers: Iterable<CountedAnswer>): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const answer of answers) {
    for (const board of boardsOf(answer)) {
      const key = tallyKey(board.scope, board.period, answer.member);
      const old = tallies.get(key) ?? { points: 0, right: 0, answered: 0 };
      tallies.set(key, {
        points: old.points + pointsFor(answer.right),
        right: old.right + (answer.right ? 1 : 0),
        answered: old.answered + 1,
      });
    }
  }
  return tallies;
}

export function tallyKey(scope: string, period: string, member: string): string {
  return `${scope}\n${period}\n${member}`;
}

export interface Standing extends Tally {
  readonly rank: number;
  readonly member: string;
  readonly name: string;
}

export interface OwnStanding {
  readonly own: Standing;
  readonly of: number;
  /** The next member above; null for the leader. */
  readonly above: Standing | null;
  /** The next member below; null for the last one. */
  readonly below: Standing | null;
  /** Number of other members with the same points. */
  readonly tiedWith: number;
  /** False if others do not see this row, because the member left the boards. */
  readonly listed: boolean;
}

/** Ranks with ties (1, 1, 3). Inside a tie: more answered first, then by name; the rank stays equal. */
export function rank(
  rows: readonly (Tally & { readonly member: string; readonly name: string })[],
): readonly Standing[] {
  const sorted = [...rows].sort(
    (a, b) =>
      b.points - a.points ||
      b.answered - a.answered ||
      a.name.localeCompare(b.name, 'en') ||
      (a.member < b.member ? -1 : 1),
  );
  let current = 0;
  return sorted.map((row, index) => {
    if (row.points !== sorted[index - 1]?.points) current = index + 1;
    return { ...row, rank: current };
  });
}

/** Number of missed scheduled days that each calendar month forgives (docs/rules.md). */
export const REST_DAYS_A_MONTH = 2;

/** One member's view of a scheduled day of a channel. */
export interface ScheduledDay {
  /** Local date. */
  readonly day: string;
  readonly answered: boolean;
  /** Whether it can still be answered; an open day breaks no streak. */
  readonly open: boolean;
}

/** A streak. `certain` is false if older days could still change the length. */
export interface Streak {
  readonly length: number;
  readonly certain: boolean;
}

/** Whether a day is over and was not answered. */
export function hasMissed(days: readonly ScheduledDay[]): boolean {
  return days.some(({ answered, open }) => !answered && !open);
}

/**
 * Scheduled days answered in a row, up to the newest. Days without a question are not in the list. A calendar month
 * forgives its first two missed days; the third breaks the streak there, so a month counts only if the list holds all
 * of it.
 * @param days scheduled days since the member joined, newest first, no doubles
 * @param complete whether there are no older days
 */
export function streak(days: readonly ScheduledDay[], complete: boolean): Streak {
  const oldest = days.at(-1)?.day.slice(0, 7);
  let length = 0;
  for (const [month, inMonth] of byMonth(days)) {
    if (month === oldest && !complete) return { length, certain: false };
    const broken = thirdMiss(inMonth);
    const after = broken === null ? inMonth : inMonth.slice(0, broken);
    length += after.filter(({ answered }) => answered).length;
    if (broken !== null) return { length, certain: true };
  }
  return { length, certain: true };
}

/** Days by month, newest first. */
function byMonth(days: readonly ScheduledDay[]): ReadonlyMap<string, readonly ScheduledDay[]> {
  const months = new Map<string, ScheduledDay[]>();
  for (const day of days) {
    const month = day.day.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  return months;
}

/** Index of a month's newest missed day, if the month has at least three; else null. */
function thirdMiss(newestFirst: readonly ScheduledDay[]): number | null {
  const misses = newestFirst.flatMap(({ answered, open }, index) =>
    answered || open ? [] : [index],
  );
  return misses.length > REST_DAYS_A_MONTH ? (misses[0] ?? null) : null;
}

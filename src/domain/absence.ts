/** Days on which a member is away: streak, reminders and due dates wait. */
export interface Absence {
  /** Local date. */
  readonly firstDay: string;
  /** Local date, the last one away; null: until they are back. */
  readonly lastDay: string | null;
}

const DAY_MS = 24 * 3_600_000;

/** @param day local date */
export function isAway(absences: readonly Absence[], day: string): boolean {
  return absences.some(
    ({ firstDay, lastDay }) => firstDay <= day && (lastDay === null || day <= lastDay),
  );
}

/**
 * When something is due for somebody who was away: later by the days away that lie between the last look and the due
 * date. Infinity while nobody knows when they are back.
 * @param lastAt epoch milliseconds of the last look
 * @param dueAt epoch milliseconds without absences
 */
export function postponedDueDate(
  absences: readonly Absence[],
  lastAt: number,
  dueAt: number,
): number {
  let due = dueAt;
  const sorted = [...absences].sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1));
  for (const { firstDay, lastDay } of sorted) {
    const start = Math.max(Date.parse(firstDay), lastAt);
    const end = lastDay === null ? Infinity : Date.parse(lastDay) + DAY_MS;
    if (start <= due && end > start) due += end - start;
  }
  return due;
}

/** A member's days away, while streak, reminders and due dates wait. */
export interface Absence {
  /** Local date. */
  readonly firstDay: string;
  /** Last local date away; null until the member is back. */
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
 * A due date moved by the days away between the last attempt and the due date. Infinity while the absence has no end.
 * @param lastAt epoch milliseconds of the last attempt
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

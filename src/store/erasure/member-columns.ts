/** Every column that holds a member's id. A new table with one belongs here; a test looks for what is missing. */
export const MEMBER_COLUMNS = [
  ['answers', 'member'],
  ['standings', 'member'],
  ['sessions', 'member'],
  ['sights', 'member'],
  ['retirements', 'member'],
  ['carried', 'member'],
  ['absences', 'member'],
  ['reminders', 'member'],
  ['reports', 'member'],
  ['audit', 'member'],
  ['audit', 'about'],
  ['schedules', 'created_by'],
  ['posts', 'member'],
] as const;

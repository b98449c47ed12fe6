/** Every column that holds a member's id. A test finds missing ones. */
export const MEMBER_COLUMNS = [
  ['answers', 'member'],
  ['standings', 'member'],
  ['sessions', 'member'],
  ['attempts', 'member'],
  ['suspended_questions', 'member'],
  ['archived_points', 'member'],
  ['absences', 'member'],
  ['reminders', 'member'],
  ['reports', 'member'],
  ['deck_versions', 'member'],
  ['deck_drafts', 'member'],
  ['audit', 'member'],
  ['audit', 'about'],
  ['schedules', 'created_by'],
  ['posts', 'member'],
] as const;

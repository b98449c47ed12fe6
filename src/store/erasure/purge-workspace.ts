import type { Sql } from '../sql.ts';

/** Every table with rows of a workspace, referenced tables last. A test finds missing ones. */
export const WORKSPACE_TABLES = [
  'posts',
  'channel_queues',
  'workspace_queues',
  'installations',
  'granted_workspaces',
  // Deletes their standings and tallies too.
  'boards',
  'archived_points',
  'retention_marks',
  'idempotency_keys',
  'answered_marks',
  'corrections',
  'workspace_decks',
  'deck_versions',
  'deck_drafts',
  'suggestions',
  'studio_links',
  'studio_sessions',
  'answers',
  'attempts',
  'sessions',
  'suspended_questions',
  'absences',
  'reminders',
  'report_letters',
  'reports',
  'audit',
  'planned_questions',
  'skips',
  'occurrences',
  'schedules',
  'rounds',
  'questions',
  'members',
  'channels',
] as const;

/** Removes everything of a workspace. */
export async function purgeWorkspace(fast: Sql, workspace: string): Promise<void> {
  for (const table of WORKSPACE_TABLES)
    await fast.run(`delete from ${table} where workspace = ?`, workspace);
  await fast.run('delete from workspaces where id = ?', workspace);
}

import type { Generated } from 'kysely';
import type { ReportReason, Confidence } from '../../domain/action.ts';

/** The tables of `migrations/` as rows. Times are epoch milliseconds, flags 0 or 1. */
export interface Tables {
  workspaces: {
    id: string;
    platform: 'slack' | 'discord' | 'web';
    name: string;
    created_at: number;
    gone_at: number | null;
  };
  channels: {
    workspace: string;
    id: string;
    zone: string;
    language: string;
    board: Generated<number>;
    board_mode: Generated<'after-close' | 'live' | 'off'>;
    created_at: number;
    name: Generated<string>;
  };
  members: {
    workspace: string;
    id: string;
    name: string;
    manager: Generated<number>;
    listed: Generated<number>;
    left_at: number | null;
    told_privacy: Generated<number>;
    joined_at: number;
    language: string | null;
  };
  questions: { workspace: string; hash: string; deck: string; question: string; body: string };
  rounds: {
    workspace: string;
    id: string;
    channel: string;
    question_hash: string;
    deck: string;
    question: string;
    dealt: string;
    keys: string;
    opened_at: number;
    closes_at: number | null;
    closed_at: number | null;
    voided_at: number | null;
    schedule: string | null;
    slot: string | null;
    day: string;
    zone: string;
    asks_sure: Generated<number>;
    withdrawn_at: number | null;
    ordinal: Generated<number>;
    is_repeat: Generated<number>;
    answered: Generated<number>;
    right_answers: Generated<number>;
  };
  answers: {
    workspace: string;
    round: string;
    member: string;
    option_id: string;
    is_right: number;
    counts: number;
    channel: string;
    deck: string;
    question: string;
    week: string;
    month: string;
    at: number;
    sure: Confidence | null;
    eligible: Generated<number>;
    tallied: Generated<number>;
  };
  corrections: {
    workspace: string;
    deck: string;
    question: string;
    hash: string;
    keys: string | null;
    is_retired: number;
    at: number;
  };
  workspace_decks: { workspace: string; id: string; version: number; removed_at: number | null };
  deck_versions: {
    workspace: string;
    deck: string;
    version: number;
    source: string;
    body: string;
    hash: string;
    changes: string;
    member: string;
    at: number;
  };
  deck_drafts: {
    workspace: string;
    deck: string;
    member: string;
    base: number;
    source: string;
    at: number;
  };
  deck_analyses: { workspace: string; deck: string; state: string; body: string };
  planned_questions: {
    workspace: string;
    schedule: string;
    slot: string;
    deck: string;
    question: string;
  };
  studio_links: StudioToken & {
    code_hash: string;
    wrong: Generated<number>;
    ended: Generated<'' | 'used' | 'tried' | 'replaced'>;
  };
  studio_sessions: StudioToken;
  suggestions: {
    workspace: string;
    id: string;
    member: string;
    channel: string;
    deck: string;
    fields: string;
    is_named: number;
    at: number;
  };
  answered_marks: { workspace: string; round: string; mark: string };
  boards: Board & { id: number };
  standings: StandingTable & { board: number };
  tallies: TallyTable & { board: number };
  /** Read-only views. */
  board_standings: Board & StandingTable;
  board_tallies: Board & TallyTable;
  schedules: {
    workspace: string;
    id: string;
    channel: string;
    kind: 'daily' | 'weekly';
    scope: 'channel' | 'workspace';
    time: string;
    days: string;
    zone: string;
    decks: string;
    closes: string | null;
    created_by: string;
    created_at: number;
    done_until: number;
    paused_at: number | null;
    paused_why: string | null;
    removed_at: number | null;
    next_at: number | null;
    asks_sure: Generated<number>;
    untold_pause: Generated<'gone' | 'refused' | null>;
  };
  skips: { workspace: string; schedule: string; first_day: string; last_day: string };
  occurrences: {
    workspace: string;
    schedule: string;
    slot: string;
    due_at: number;
    taken_at: number;
    outcome: 'posted' | 'skipped';
    why: string | null;
  };
  posts: {
    workspace: string;
    id: string;
    name: string;
    kind: 'post' | 'edit' | 'tell';
    channel: string;
    member: string | null;
    about: string | null;
    card: string;
    version: Generated<number>;
    state: 'pending' | 'sending' | 'sent' | 'unknown' | 'failed' | 'dropped';
    attempts: Generated<number>;
    due_at: number;
    first_attempt_at: number | null;
    lease_until: number | null;
    lease_owner: string | null;
    message: string | null;
    error: string | null;
    created_at: number;
    turn: number;
    settled_at: number | null;
    owed: Generated<string | null>;
    also: Generated<string | null>;
  };
  channel_queues: {
    workspace: string;
    channel: string;
    lane: 'posts' | 'notices';
    ready_at: number | null;
    paced_until: Generated<number>;
  };
  workspace_queues: {
    workspace: string;
    platform: 'slack' | 'discord' | 'web';
    ready_at: number | null;
    held_until: Generated<number>;
    allowance_at: Generated<number>;
    claims: Generated<number>;
  };
  sessions: {
    workspace: string;
    id: string;
    member: string;
    kind: 'practice' | 'review';
    steps: string;
    step: number;
    started_at: number;
    ended_at: number | null;
  };
  attempts: {
    workspace: string;
    session: string;
    step: number;
    member: string;
    deck: string;
    question: string;
    at: number;
    is_right: number;
    sure: Confidence;
  };
  suspended_questions: {
    workspace: string;
    member: string;
    deck: string;
    question: string;
    at: number;
  };
  reports: {
    workspace: string;
    deck: string;
    question: string;
    member: string;
    reason: ReportReason | '';
    note: string;
    at: number;
  };
  archived_points: {
    workspace: string;
    channel: string;
    member: string;
    points: number;
    right_answers: number;
    answered: number;
  };
  idempotency_keys: { workspace: string; id: string; at: number };
  retention_marks: { workspace: string; month: string };
  absences: { workspace: string; member: string; first_day: string; last_day: string | null };
  reminders: {
    workspace: string;
    member: string;
    channel: string;
    time: string;
    days: string;
    zone: string;
    next_at: number;
    reminded_at: Generated<number | null>;
    unanswered: Generated<number>;
  };
  report_letters: {
    workspace: string;
    member: string;
    channel: string;
    zone: string;
    next_at: number;
  };
  audit: { workspace: string; id: string; at: number; member: string; what: string; about: string };
  leases: { name: string; owner: string; until: number };
  installations: {
    workspace: string;
    name: string;
    is_organization: number;
    organization: string | null;
    bot_user: string;
    bot: string;
    scopes: string;
    encrypted: string;
    key_id: string;
    expires_at: number | null;
    installed_at: number;
    version: string;
    refused_since: number | null;
  };
  granted_workspaces: { workspace: string; organization: string; granted_at: number };
  spent_states: { state_hash: string; expires_at: number };
}

interface StudioToken {
  token_hash: string;
  workspace: string;
  platform: 'slack' | 'discord' | 'web';
  channel: string;
  member: string;
  expires_at: number;
}

interface Board {
  workspace: string;
  scope: string;
  period: string;
}

interface StandingTable {
  member: string;
  points: number;
  right_answers: number;
  answered: number;
  listed: number;
}

interface TallyTable {
  points: number;
  members: number;
}

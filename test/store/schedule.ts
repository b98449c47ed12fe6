/** A daily schedule of channel `c` on Mondays, for tests that look at something else. */
export const DAILY = {
  channel: 'c',
  kind: 'daily',
  scope: 'channel',
  time: '09:00',
  days: [1],
  zone: 'UTC',
  decks: [],
  closes: null,
  asksSure: false,
  createdBy: 'mira',
  createdAt: 1,
  doneUntil: 1,
} as const;

/** A slot of such a schedule. */
export const DAILY_SLOT = {
  slot: '2026-11-24T09:00',
  dueAt: 5,
  now: 6,
  outcome: 'posted',
  why: null,
} as const;

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

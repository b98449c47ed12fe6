import type { FreshStore } from './template.ts';

/** Rare states that the fixed seeds must come to: a simulation that never sees them proves nothing about them. */
export const RARE_STATES = [
  'a look that finds nothing',
  'a look that finds the post',
  'a manager settles: again',
  'a manager settles: there',
  'a member was forgotten in an open round',
  'a question was withdrawn',
  'a post was given up, and its owner told',
  'a reminder was sent',
  'a request that was given up takes effect',
  'a reveal was corrected',
  'a review was answered',
  'a suspended process goes on after a take-over',
  'an answer did not count again',
  'clicks closed',
  'clicks elsewhere',
  'clicks forgotten',
  'clicks revealed',
  'clicks voided',
  'death between a call and its record',
  'not_saved busy',
  'not_saved full',
  'occurrences_skipped late',
  'posts edit dropped',
  'posts post failed',
  'posts post unknown',
  'posts tell dropped',
  'practice was answered',
  'store fault: throws in the middle',
  'the clocks go back in the hour of a schedule',
  'the clocks skip the hour of a schedule',
  'the same gesture came again',
  'workspaces_purged',
] as const;

export type RareState = (typeof RARE_STATES)[number];

/** States that can be read from the data at the end of a run. */
const BY_DATA: readonly (readonly [RareState, string])[] = [
  ['a question was withdrawn', 'select 1 from rounds where withdrawn_at is not null'],
  [
    'a post was given up, and its owner told',
    `select 1 from posts where kind = 'post' and state = 'failed' and error like 'ECONNREFUSED%'
     and exists (select 1 from posts notice where notice.name like 'late:%')`,
  ],
  ['a reminder was sent', "select 1 from posts where name like 'remind:%' and state = 'sent'"],
  [
    'a reveal was corrected',
    "select 1 from posts where name like 'edit-reveal:%' and state = 'sent'",
  ],
  ['an answer did not count again', 'select 1 from answers where counts = 0'],
  ['a member was forgotten in an open round', "select 1 from answers where member like 'gone-%'"],
];

export async function reachedInData(fresh: FreshStore): Promise<readonly RareState[]> {
  const found: RareState[] = [];
  for (const [state, sql] of BY_DATA)
    if ((await fresh.query<object>(`${sql} limit 1`)).length > 0) found.push(state);
  return found;
}

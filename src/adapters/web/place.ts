import type { Place } from '../../ports/identity.ts';

/** The one channel of the local chat. */
export const WEB_PLACE: Place = {
  platform: 'web',
  workspace: 'web:local',
  channel: 'team-quiz',
};

/** Characters of one line that a member types. */
export const MAX_LINE = 2_000;

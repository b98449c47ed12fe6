/** The app and its first workspace, as the stand-in knows them. */
export const TEAM = 'T0DECKHAND';
export const BOT_USER = 'U0DECKBOT';
export const BOT = 'B0DECKBOT';
/** The bot is in it, and in every channel whose id goes on after these letters. */
export const CHANNEL = 'C0TEAMQUIZ';
export const ARCHIVED = 'C0ARCHIVED';
export const STRANGE = 'C0NOTIN';

export const ALL_SCOPES = [
  'commands',
  'chat:write',
  'users:read',
  'channels:read',
  'groups:read',
  'files:write',
  'channels:history',
  'im:write',
  'files:read',
];

import { EVENTS_PATH, REDIRECT_PATH } from './paths.ts';

/** What each scope is for. Without the ones that are not needed, the bot does less and says so. */
export const SCOPES = {
  commands: { needed: true, for: 'the /quiz command' },
  'chat:write': { needed: true, for: 'posting where the bot is invited' },
  'users:read': { needed: true, for: 'who is an admin, display names, time zones, who has left' },
  'channels:read': {
    needed: false,
    for: 'checking, when a schedule is set, that the bot may post',
  },
  'groups:read': { needed: false, for: 'the same in private channels' },
  'files:write': {
    needed: false,
    for: 'charts as pictures, without it they are text; and sending members their data',
  },
  'im:write': { needed: false, for: 'sending a member their own data as a file' },
  'files:read': { needed: false, for: 'making a deck of a file that a manager sends' },
} as const satisfies Readonly<Record<string, { needed: boolean; for: string }>>;

/** Scopes that nobody needs and some want; the manifest offers them. */
export const OFFERED = {
  'channels:history': 'looking for a post of its own whose outcome is unknown',
  'groups:history': 'the same in private channels',
  'chat:write.public': 'posting in public channels without an invitation',
} as const satisfies Readonly<Record<string, string>>;

/** What whoever installs the app may refuse without losing more than a convenience. */
const OPTIONAL = ['files:write', 'im:write', 'files:read', ...Object.keys(OFFERED)] as const;

/** Events that the bot takes: App Home, being invited and removed, lost channels, members who left. */
export const EVENTS = [
  'app_home_opened',
  'app_uninstalled',
  'tokens_revoked',
  'channel_archive',
  'channel_deleted',
  'channel_left',
  'group_archive',
  'group_deleted',
  'group_left',
  'member_joined_channel',
  'user_change',
] as const;

/** Socket Mode, or the public address (https, without a path) at which Slack reaches the process. */
export type ManifestFor =
  | { readonly socket: true }
  | {
      readonly url: string;
      /** For many workspaces, which install the app by its link (OAuth). */
      readonly isForMany?: boolean;
    };

/** Events of an organization that installs the app for its workspaces. */
const ORGANIZATION_EVENTS = ['team_access_granted', 'team_access_revoked'] as const;

/** A manifest, of which only the scopes are read again. */
export interface Manifest {
  readonly oauth_config: {
    readonly scopes: { readonly bot: readonly string[]; readonly bot_optional: readonly string[] };
  };
  readonly [part: string]: unknown;
}

/**
 * An app manifest, to be pasted at api.slack.com/apps, "From a manifest" (app manifest reference).
 * @throws RangeError when the address is not https
 */
export function slackManifest(target: ManifestFor): Manifest {
  const socket = 'socket' in target;
  const address = 'url' in target ? eventsUrl(target.url) : null;
  const at = address === null ? {} : { url: address };
  const requests = address === null ? {} : { request_url: address };
  const isForMany = 'url' in target && target.isForMany === true;
  const redirects = isForMany ? { redirect_urls: [new URL(REDIRECT_PATH, target.url).href] } : {};
  return {
    display_information: {
      name: 'Deckhand',
      description: 'One good question a day, with reasons',
      background_color: '#1f3a4d',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        // The bot writes to managers here when a post failed; there is nothing to write back.
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'Deckhand', always_online: true },
      slash_commands: [
        {
          command: '/quiz',
          description: 'Practise, see the board, set the daily question',
          usage_hint: 'help | practice | me | leaderboard | schedule',
          // Members arrive as <@U…>, as `/quiz managers add` needs them.
          should_escape: true,
          ...at,
        },
      ],
    },
    oauth_config: {
      ...redirects,
      scopes: {
        bot: [...Object.keys(SCOPES), ...Object.keys(OFFERED)],
        // Each is also in `bot` (optional scopes, March 2026).
        bot_optional: [...OPTIONAL],
      },
    },
    settings: {
      event_subscriptions: {
        ...requests,
        bot_events: [...EVENTS, ...(isForMany ? ORGANIZATION_EVENTS : [])],
      },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: isForMany,
      socket_mode_enabled: socket,
      token_rotation_enabled: isForMany,
    },
  };
}

function eventsUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.protocol !== 'https:') {
    throw new RangeError('--url must be the https address at which Slack reaches this process');
  }
  return new URL(EVENTS_PATH, parsed).href;
}

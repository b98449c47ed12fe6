import type { Localized } from '../../../domain/language.ts';

/** What went wrong at Slack, in the words that `PostError` and the doctor use. */
interface Known {
  readonly advice: Localized;
  /** The channel or the workspace is lost for us: its schedules pause. */
  readonly gone?: true;
}

const TOKEN: Localized = {
  en: 'Install the app again and put its bot token into SLACK_BOT_TOKEN.',
  de: 'Installiere die App neu und trage ihr Bot-Token als SLACK_BOT_TOKEN ein.',
};

const OURS: Known = {
  advice: {
    en: 'This is a fault in Deckhand: please report it with this code.',
    de: 'Das ist ein Fehler in Deckhand: Bitte melde ihn mit diesem Code.',
  },
};

function withToken(en: string, de: string): Localized {
  return { en: `${en} ${TOKEN.en}`, de: `${de} ${TOKEN.de}` };
}

/** Error codes of chat.postMessage, chat.update and the methods beside them (docs.slack.dev, methods). */
export const REFUSALS: Readonly<Record<string, Known>> = {
  account_inactive: {
    advice: withToken(
      'The app was removed from the workspace.',
      'Die App wurde aus dem Workspace entfernt.',
    ),
    gone: true,
  },
  token_revoked: {
    advice: withToken('The bot token was revoked.', 'Das Bot-Token wurde widerrufen.'),
    gone: true,
  },
  token_expired: {
    advice: withToken('The bot token has expired.', 'Das Bot-Token ist abgelaufen.'),
    gone: true,
  },
  invalid_auth: {
    advice: withToken('Slack does not know this bot token.', 'Slack kennt dieses Bot-Token nicht.'),
    gone: true,
  },
  not_authed: { advice: withToken('The call had no token.', 'Der Aufruf hatte kein Token.') },
  no_permission: {
    advice: {
      en: 'The workspace does not let the app do this: ask a workspace admin.',
      de: 'Der Workspace erlaubt das der App nicht: Frag einen Workspace-Admin.',
    },
  },
  missing_scope: {
    advice: {
      en: 'Add the missing scope to the app (deckhand slack manifest prints them all) and reinstall it.',
      de: 'Gib der App den fehlenden Scope (deckhand slack manifest zeigt alle) und installiere sie neu.',
    },
  },
  channel_not_found: {
    advice: {
      en: 'The channel is gone, or private and the bot is not in it: type /invite @Deckhand there.',
      de: 'Der Kanal ist weg, oder er ist privat und der Bot ist nicht darin: Tippe dort /invite @Deckhand.',
    },
    gone: true,
  },
  not_in_channel: {
    advice: {
      en: 'Invite the bot: type /invite @Deckhand in the channel.',
      de: 'Lade den Bot ein: Tippe im Kanal /invite @Deckhand.',
    },
    gone: true,
  },
  is_archived: {
    advice: {
      en: 'The channel is archived: unarchive it, or set a schedule elsewhere.',
      de: 'Der Kanal ist archiviert: Hol ihn zurück, oder richte anderswo einen Zeitplan ein.',
    },
    gone: true,
  },
  restricted_action: {
    advice: {
      en: 'Only some may post in this channel: let the app post there.',
      de: 'In diesem Kanal dürfen nur manche posten: Erlaube es der App.',
    },
  },
  restricted_action_read_only_channel: {
    advice: {
      en: 'The channel is read-only: let the app post there.',
      de: 'Der Kanal ist nur zum Lesen: Erlaube der App, dort zu posten.',
    },
  },
  restricted_action_thread_locked: {
    advice: {
      en: 'The thread is locked: unlock it.',
      de: 'Der Thread ist gesperrt: Entsperre ihn.',
    },
  },
  restricted_action_non_threadable_channel: {
    advice: { en: 'The channel allows no threads.', de: 'Der Kanal erlaubt keine Threads.' },
  },
  restricted_action_thread_only_channel: {
    advice: { en: 'The channel allows only threads.', de: 'Der Kanal erlaubt nur Threads.' },
  },
  message_not_found: {
    advice: { en: 'The message was deleted.', de: 'Die Nachricht wurde gelöscht.' },
  },
  cant_update_message: {
    advice: {
      en: 'The message was posted by another app or token.',
      de: 'Die Nachricht stammt von einer anderen App oder einem anderen Token.',
    },
  },
  edit_window_closed: {
    advice: {
      en: 'The workspace does not allow so late an edit.',
      de: 'Der Workspace erlaubt so späte Änderungen nicht.',
    },
  },
  thread_not_found: {
    advice: {
      en: 'The message to answer was deleted.',
      de: 'Die Nachricht, die beantwortet werden soll, wurde gelöscht.',
    },
  },
  user_not_found: {
    advice: {
      en: 'That member is not in this workspace.',
      de: 'Dieses Mitglied ist nicht in diesem Workspace.',
    },
  },
  user_not_in_channel: {
    advice: {
      en: 'That member is not in the channel.',
      de: 'Dieses Mitglied ist nicht im Kanal.',
    },
  },
  messages_tab_disabled: {
    advice: {
      en: "Switch on the Messages tab in the app's settings (App Home), so that it may write to members.",
      de: 'Schalte in den Einstellungen der App (App Home) den Messages-Tab ein, damit sie Mitgliedern schreiben darf.',
    },
  },
  cannot_dm_bot: {
    advice: { en: 'Bots cannot be written to.', de: 'Bots kann man nicht schreiben.' },
  },
  invalid_blocks: OURS,
  invalid_blocks_format: OURS,
  invalid_arguments: OURS,
  msg_blocks_too_long: OURS,
  msg_too_long: OURS,
  no_text: OURS,
  not_allowed_token_type: {
    advice: {
      en: 'A token of the wrong kind: SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-.',
      de: 'Ein Token der falschen Art: SLACK_BOT_TOKEN beginnt mit xoxb-, SLACK_APP_TOKEN mit xapp-.',
    },
  },
  ekm_access_denied: {
    advice: {
      en: 'The workspace suspended this by Enterprise Key Management.',
      de: 'Der Workspace hat das über Enterprise Key Management ausgesetzt.',
    },
  },
  team_access_not_granted: {
    advice: {
      en: 'The app is not granted to this workspace.',
      de: 'Die App ist für diesen Workspace nicht freigegeben.',
    },
    gone: true,
  },
};

/** One sentence for a code, for the person who can fix it. */
export function adviceFor(code: string): Localized {
  const other = { en: `Slack refused with ${code}.`, de: `Slack hat mit ${code} abgelehnt.` };
  return REFUSALS[code]?.advice ?? other;
}

import type { Localized } from '../../../domain/language.ts';

/** The texts of the installation's pages. `{name}` is the workspace, the organization, or the missing scopes. */
export const INSTALL = {
  title: { en: 'Add Deckhand to Slack', de: 'Deckhand zu Slack hinzufügen' },
  what: {
    en: 'One good question a day in the channel where your team already talks, and private practice.',
    de: 'Eine gute Frage am Tag in dem Kanal, in dem dein Team ohnehin spricht, und Üben für sich allein.',
  },
  reads: {
    en: 'Deckhand reads no messages. Slack shows next what it may do; some of it you can refuse.',
    de: 'Deckhand liest keine Nachrichten. Slack zeigt als Nächstes, was es darf; manches davon kannst du ablehnen.',
  },
  add: { en: 'Add to Slack', de: 'Zu Slack hinzufügen' },
  done: { en: 'Deckhand is in {name}', de: 'Deckhand ist in {name}' },
  next: {
    en: 'In a channel, type /invite @Deckhand, then /quiz ask. For a question each weekday: /quiz schedule daily 09:00.',
    de: 'Tippe in einem Kanal /invite @Deckhand und dann /quiz ask. Für eine Frage an jedem Werktag: /quiz schedule daily 09:00.',
  },
  nextOrganization: {
    en: 'Choose the workspaces that may use it; then, in a channel, type /invite @Deckhand.',
    de: 'Wähle die Workspaces, die es nutzen dürfen; tippe dann in einem Kanal /invite @Deckhand.',
  },
  open: { en: 'Open Slack', de: 'Slack öffnen' },
  choose: { en: 'Choose workspaces', de: 'Workspaces wählen' },
  failed: { en: 'Deckhand was not installed', de: 'Deckhand wurde nicht installiert' },
  cancelled: {
    en: 'You cancelled the installation. Nothing was stored.',
    de: 'Du hast die Installation abgebrochen. Es wurde nichts gespeichert.',
  },
  stale: {
    en: 'This link was used, is older than ten minutes, or was opened in another browser.',
    de: 'Dieser Link wurde schon benutzt, ist älter als zehn Minuten oder wurde in einem anderen Browser geöffnet.',
  },
  refused: {
    en: 'Slack did not confirm the installation.',
    de: 'Slack hat die Installation nicht bestätigt.',
  },
  scopes: {
    en: 'Deckhand cannot work without these rights: {name}.',
    de: 'Ohne diese Rechte kann Deckhand nicht arbeiten: {name}.',
  },
  again: { en: 'Start again', de: 'Noch einmal' },
} as const satisfies Readonly<Record<string, Localized>>;

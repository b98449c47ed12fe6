import type { Localized } from '../../../domain/language.ts';

/** What went wrong at Discord, in the words that `PostError` and the doctor use. */
interface Known {
  readonly advice: Localized;
  /** The channel or the server is lost for us. */
  readonly gone?: true;
}

const OURS: Localized = {
  en: 'This is a fault in Deckhand: please report it with this code.',
  de: 'Das ist ein Fehler in Deckhand: Bitte melde ihn mit diesem Code.',
};

export const TOKEN: Localized = {
  en: 'Discord does not accept the token. Make a new one in the developer portal (Bot, Reset Token) and set DISCORD_TOKEN.',
  de: 'Discord nimmt das Token nicht an. Erzeuge im Developer Portal ein neues (Bot, Reset Token) und setze DISCORD_TOKEN.',
};

/** JSON error codes that posts, edits and messages meet (docs.discord.com, opcodes and status codes). */
export const REFUSALS: Readonly<Record<string, Known>> = {
  10003: {
    advice: {
      en: 'The channel was deleted: set a schedule in another one.',
      de: 'Der Kanal wurde gelöscht: Richte in einem anderen einen Zeitplan ein.',
    },
    gone: true,
  },
  10004: {
    advice: {
      en: 'The bot is no longer in this server: invite it again.',
      de: 'Der Bot ist nicht mehr auf diesem Server: Lade ihn wieder ein.',
    },
    gone: true,
  },
  10008: { advice: { en: 'The message was deleted.', de: 'Die Nachricht wurde gelöscht.' } },
  10013: {
    advice: {
      en: 'That member is not known to Discord any more.',
      de: 'Discord kennt dieses Mitglied nicht mehr.',
    },
  },
  30046: {
    advice: {
      en: 'The message is too old to be edited again.',
      de: 'Die Nachricht ist zu alt, um noch geändert zu werden.',
    },
  },
  50001: {
    advice: {
      en: 'The bot cannot see this channel: give it View Channel there, or invite it to the server again.',
      de: 'Der Bot sieht diesen Kanal nicht: Gib ihm dort „Kanal ansehen“ (View Channel), oder lade ihn neu auf den Server ein.',
    },
    gone: true,
  },
  50007: {
    advice: {
      en: 'That member takes no direct messages from this bot.',
      de: 'Dieses Mitglied nimmt von diesem Bot keine Direktnachrichten an.',
    },
  },
  50008: {
    advice: {
      en: 'Messages cannot be sent in this kind of channel: choose a text channel.',
      de: 'In einem Kanal dieser Art kann man nicht schreiben: Wähle einen Textkanal.',
    },
  },
  50013: {
    advice: {
      en: 'The bot lacks a permission here: give it View Channel, Send Messages, Embed Links and Attach Files.',
      de: 'Dem Bot fehlt hier ein Recht: Gib ihm View Channel, Send Messages, Embed Links und Attach Files.',
    },
  },
  50014: { advice: TOKEN },
  50035: { advice: OURS },
  50083: {
    advice: {
      en: 'The thread is archived: open it again, or choose another channel.',
      de: 'Der Thread ist archiviert: Öffne ihn wieder, oder wähle einen anderen Kanal.',
    },
  },
  160002: {
    advice: {
      en: 'The bot may not answer messages here: give it Read Message History.',
      de: 'Der Bot darf hier nicht auf Nachrichten antworten: Gib ihm Read Message History.',
    },
  },
  160005: {
    advice: {
      en: 'The thread is locked: unlock it, or choose another channel.',
      de: 'Der Thread ist gesperrt: Entsperre ihn, oder wähle einen anderen Kanal.',
    },
  },
  200000: {
    advice: {
      en: 'AutoMod of this server stopped the message: make an exception for the bot.',
      de: 'AutoMod dieses Servers hat die Nachricht aufgehalten: Nimm den Bot davon aus.',
    },
  },
  200001: {
    advice: {
      en: 'AutoMod of this server stopped the title: make an exception for the bot.',
      de: 'AutoMod dieses Servers hat den Titel aufgehalten: Nimm den Bot davon aus.',
    },
  },
  240000: {
    advice: {
      en: 'Discord holds a link in the message for harmful: look at the deck.',
      de: 'Discord hält einen Link in der Nachricht für schädlich: Sieh dir das Deck an.',
    },
  },
};

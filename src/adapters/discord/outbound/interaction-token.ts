import type { Action } from '../../../domain/action.ts';
import type { Language } from '../../../domain/language.ts';

/** What an interaction is answered with. */
export interface InteractionToken {
  readonly id: string;
  readonly token: string;
  /** The bot's application, which names the webhook that edits a deferred reply. */
  readonly application: string;
  /** The member's language, else English. */
  readonly language: Language;
}

/** How the reply to an interaction is shown. */
export interface ReplyTarget {
  readonly token: InteractionToken;
  /** The pressed message is private to the member, so a reply may replace it. */
  readonly isPrivate: boolean;
  /** What a submitted form does; null if the interaction was none. */
  readonly form: Action | null;
}

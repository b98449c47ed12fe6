import type { App, Request } from '../app/context.ts';
import type { StudioWords } from '../i18n/studio.ts';
import type { Bot } from '../ports/bot.ts';
import type { StudioVisitor } from '../ports/studio-access.ts';

/** A member of the local chat. */
export interface ChatMember {
  readonly id: string;
  readonly name: string;
}

/** What every page of the studio is made from. */
export interface StudioParts {
  readonly app: App;
  /** Schedules and settings run the commands of the chat: the same table, the same checks. */
  readonly bot: Bot;
  /** The member whom the local chat knows by a request's `Cookie` header; null on other servers. */
  readonly chatMember: ((cookies: string | undefined) => Promise<ChatMember | null>) | null;
}

/** What a page knows of its reader, set by `requireManager`. */
export interface StudioEnv {
  readonly Variables: {
    readonly visitor: StudioVisitor;
    readonly request: Request;
    readonly words: StudioWords;
    /** Whether the reader came by the local chat, and goes back there instead of signing out. */
    readonly fromChat: boolean;
  };
}

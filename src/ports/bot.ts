import type { Reply } from '../domain/reply.ts';
import type { CommandShape } from '../domain/command-shape.ts';
import type { Place, Actor } from './identity.ts';

/** A file that a member sent with an interaction, as the platform's own envelope describes it. */
export interface SentFile {
  /** As its sender named it. */
  readonly name: string;
  /** Bytes, as the platform counted them. */
  readonly size: number;
  /** Where the platform keeps it. Only `Chat.download` opens it, and only on the platform's own hosts. */
  readonly url: string;
}

/** Files by the name of their argument or field. */
export type SentFiles = Readonly<Record<string, SentFile>>;

export type Intent =
  /** A typed line after `/quiz`. */
  | { readonly kind: 'line'; readonly line: string }
  /** A command whose platform parsed it: values by argument name, not yet validated. */
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly values: Readonly<Record<string, string>>;
      readonly files?: SentFiles;
    }
  /**
   * A press on a button. `message` is the pressed message's id; `own` is true when it was private to this member,
   * so that the reply may replace it.
   */
  | {
      readonly kind: 'press';
      readonly code: string;
      readonly message: string;
      readonly own: boolean;
    }
  /** A submitted form; several choices are joined by commas. */
  | {
      readonly kind: 'form';
      readonly code: string;
      readonly values: Readonly<Record<string, string>>;
      readonly files?: SentFiles;
    }
  /** The member opened their home page with us (Slack's App Home). */
  | { readonly kind: 'home' };

export interface Interaction {
  readonly place: Place;
  readonly actor: Actor;
  readonly intent: Intent;
  /** The channel's name, where the envelope gives it. */
  readonly channelName?: string;
  /** The same at every delivery of one gesture; left out where a platform never delivers one again. */
  readonly idempotencyKey?: string;
}

/** What happens to a workspace or channel itself. */
export type WorkspaceEvent =
  | { readonly kind: 'workspace-gone'; readonly workspace: string }
  | { readonly kind: 'workspace-here'; readonly workspace: string; readonly name: string }
  /** `name` is what the channel was called; null or left out where the platform does not say. */
  | { readonly kind: 'channel-gone'; readonly place: Place; readonly name?: string | null }
  /** The bot came into a channel; `inviter` is null if the platform does not say who asked it in. */
  | { readonly kind: 'channel-here'; readonly place: Place; readonly inviter: string | null }
  | { readonly kind: 'member-left'; readonly workspace: string; readonly member: string }
  /** The platform told a member's display name after they did something. */
  | {
      readonly kind: 'member-named';
      readonly workspace: string;
      readonly member: string;
      readonly name: string;
      readonly locale: string | null;
    };

export interface Suggestion {
  readonly label: string;
  readonly value: string;
}

/** Makes the reply to what has been committed. Never throws. */
export type PendingReply = () => Promise<Reply>;

/** The one way in. `handle` never throws: what goes wrong inside comes back as a polite card. */
export interface Bot {
  readonly commands: readonly CommandShape[];
  handle(interaction: Interaction): Promise<Reply>;
  /**
   * The same in two steps, for an adapter that acknowledges apart: resolves when what the member did is committed, and
   * the reply is made when it is asked for. Never throws.
   */
  accept(interaction: Interaction): Promise<PendingReply>;
  /** Suggestions for an argument being typed, best first, at most 25. Never throws. */
  complete(
    interaction: Omit<Interaction, 'intent'>,
    command: string,
    argument: string,
    typed: string,
  ): Promise<readonly Suggestion[]>;
  onWorkspaceEvent(happening: WorkspaceEvent): Promise<void>;
}

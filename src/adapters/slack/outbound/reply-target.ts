import type { Interaction } from '../../../ports/bot.ts';
import type { ViewMetadata } from '../render/views.ts';

/** How a private reply to a command or press can reach its member. */
export interface ReplyTarget {
  readonly interaction: Interaction;
  readonly responseUrl: string | null;
  /** Opens a view within three seconds. */
  readonly trigger: string;
  /** The pressed message is private to the member, so a reply may replace it. */
  readonly isPrivate: boolean;
  readonly thread: string | null;
  readonly view: ViewSeen | null;
}

/** The view that something happened in. */
export interface ViewSeen {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly metadata: ViewMetadata;
}

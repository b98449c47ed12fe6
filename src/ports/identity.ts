export type Platform = 'slack' | 'discord' | 'web';

/**
 * Where something happened or shall happen. Always from the verified envelope, never from a button.
 * `workspace` is `<platform>:<native id>` and is the tenant of every row; `channel` is the native id.
 */
export interface Place {
  readonly platform: Platform;
  readonly workspace: string;
  readonly channel: string;
}

/** Who did something, from the verified envelope. */
export interface Actor {
  /** Native id, unique within the workspace. */
  readonly id: string;
  /** Display name as the platform gives it; hostile text until a renderer has escaped it. */
  readonly name: string;
  /** Whether the platform counts them as managing the workspace; null: ask `Chat.manages`. */
  readonly manages: boolean | null;
  /** BCP 47, where the platform says. */
  readonly locale: string | null;
  /** IANA, where the platform says. */
  readonly zone: string | null;
}

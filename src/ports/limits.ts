/**
 * What a platform can show and do, as data. Numbers are counted by `measure`, after escaping. Each adapter
 * states its own in `render/limits.ts` with the source beside the number.
 */
export interface Limits {
  /** Length of a literal text as this platform counts it, after its escaping. */
  readonly measure: (text: string) => number;
  readonly gist: number;
  readonly heading: number;
  /** One text block. */
  readonly text: number;
  /** All text of a card together. */
  readonly total: number;
  readonly blocks: number;
  readonly buttonLabel: number;
  /** Buttons in one row; the renderer wraps. */
  readonly buttonsPerRow: number;
  /** Buttons in one message, choices included. */
  readonly buttons: number;
  /** Rows of a table. */
  readonly rows: number;
  readonly alt: number;
  /** Whether pictures can be attached. */
  readonly pictures: boolean;
  /** A message older than this is not edited for a mere counter (ms). */
  readonly counterEditsWithinMs: number;
  /**
   * How long after a first attempt a post of the same name may be sent again without a second message appearing
   * (ms): the platform's own deduplication. 0: it has none.
   */
  readonly repeatsWithinMs: number;
  /** At least so long between two posts into one channel (ms). */
  readonly channelPaceMs: number;
  /** Posts and edits a second over all channels; those beyond wait for their turn. */
  readonly postsPerSecond: number;
  /** Whether each workspace has that allowance, or the bot in all its workspaces together. */
  readonly postsPerSecondOf: 'workspace' | 'bot';
}

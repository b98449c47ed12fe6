/** What the platform is told at once, and what follows when that has been sent. */
export interface Acknowledgement<Body> {
  readonly body: Body;
  /** Runs once, after the body has been sent; null if nothing follows. Never rejects. */
  readonly followUp: (() => Promise<void>) | null;
}

/** How a delivery is acknowledged, and what follows once that is done. */
export interface Outcome {
  /** What Slack gets with the acknowledgement; null: nothing. */
  readonly body: object | null;
  /** Called once, when the acknowledgement has been sent. Never throws. */
  readonly after: (() => void) | null;
}

/** The same while it is being made: what follows may take its time, and may fail. */
export interface Plan {
  readonly body: object | null;
  readonly after: (() => Promise<void>) | null;
}

/** Why a click may have to wait. */
export type Kind =
  | 'a kill'
  | "a cut of Slack's connection"
  | "a cut of Discord's connection"
  | 'a held database'
  | 'a busy machine';

interface Span {
  readonly kind: Kind;
  /** The platform whose clicks it meets; null: those of all. */
  readonly platform: string | null;
  readonly from: number;
  until: number;
}

/** When nothing could be answered at once: the program was dead, cut off, shut out of its database or not let run. */
export class Trouble {
  private readonly spans: Span[] = [];

  /**
   * @param platform whose clicks it meets; null: those of all
   * @returns ends the trouble that begins now
   */
  begin(kind: Kind, platform: string | null = null): () => void {
    const now = performance.now();
    const span = { kind, platform, from: now, until: Number.POSITIVE_INFINITY };
    this.spans.push(span);
    return () => {
      span.until = performance.now();
    };
  }

  /** Trouble of all platforms that lasted for so many milliseconds and ends now. */
  ended(kind: Kind, ms: number): void {
    const until = performance.now();
    this.spans.push({ kind, platform: null, from: until - ms, until });
  }

  /** What a click on that platform met that waited from then until then (`performance.now()`). */
  met(platform: string, from: number, until: number): ReadonlySet<Kind> {
    return new Set(
      this.spans
        .filter((span) => span.platform === null || span.platform === platform)
        .filter((span) => span.from <= until && span.until >= from)
        .map(({ kind }) => kind),
    );
  }
}

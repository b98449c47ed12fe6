/** Why a click may have to wait. */
export type Kind =
  'a kill' | "a cut of Slack's connection" | "a cut of Discord's connection" | 'a held database';

interface Span {
  readonly kind: Kind;
  /** The platform whose clicks it meets; null: those of all. */
  readonly platform: string | null;
  readonly from: number;
  until: number;
}

/** When nothing could be answered: the program was dead, cut off or shut out of its database. */
export class Trouble {
  private readonly spans: Span[] = [];

  /**
   * @param platform whose clicks it meets; null: those of all
   * @returns ends the trouble that begins now
   */
  begin(kind: Kind, platform: string | null = null): () => void {
    const span = { kind, platform, from: performance.now(), until: Number.POSITIVE_INFINITY };
    this.spans.push(span);
    return () => {
      span.until = performance.now();
    };
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

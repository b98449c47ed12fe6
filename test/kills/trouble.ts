interface Span {
  readonly from: number;
  until: number;
}

/** When nothing could be answered: the program was dead, cut off or shut out of its database. */
export class Trouble {
  private readonly spans: Span[] = [];

  /** @returns ends the trouble that begins now */
  begin(): () => void {
    const span = { from: performance.now(), until: Number.POSITIVE_INFINITY };
    this.spans.push(span);
    return () => {
      span.until = performance.now();
    };
  }

  /** Whether some of it fell into that time (`performance.now()`). */
  met(from: number, until: number): boolean {
    return this.spans.some((span) => span.from <= until && span.until >= from);
  }
}

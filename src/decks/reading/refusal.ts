/** Why a deck file is not parsed at all, or not used once it is. */
export interface Refusal {
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
  /** Offset in the text. */
  readonly offset: number;
}

import type { Localized } from '../../domain/language.ts';

/** Why a deck file is not parsed at all, or not used once it is. */
export interface Refusal {
  readonly rule: string;
  readonly message: Localized;
  readonly fix: Localized;
  /** Offset in the text. */
  readonly offset: number;
}

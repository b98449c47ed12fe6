import type { Form } from './form.ts';
import type { Card } from './card.ts';

/** A file of text. */
export interface TextFile {
  /** `[a-z0-9.-]+`. */
  readonly name: string;
  /** MIME type. */
  readonly type: string;
  readonly text: string;
}

/** The answer to an interaction. Only the member who acted sees it; it may be lost. */
export type Reply =
  | { readonly kind: 'card'; readonly card: Card }
  /** Replaces the pressed private message; like `card` if the pressed message was public. */
  | { readonly kind: 'replace'; readonly card: Card }
  | { readonly kind: 'form'; readonly form: Form }
  /** A card with a file, for the member alone. */
  | { readonly kind: 'file'; readonly card: Card; readonly file: TextFile }
  /**
   * A form that was not taken: said beside the wrong field where the platform can, else as a card. The field is empty if
   * none is wrong. What the member wrote stays.
   */
  | { readonly kind: 'refused'; readonly field: string; readonly sentence: string };

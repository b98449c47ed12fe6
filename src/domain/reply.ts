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

/** What comes back to the one who did something. Only that member sees it; it may be lost. */
export type Reply =
  | { readonly kind: 'card'; readonly card: Card }
  /** Takes the place of the private message that was pressed; as `card` where the pressed message was public. */
  | { readonly kind: 'replace'; readonly card: Card }
  | { readonly kind: 'form'; readonly form: Form }
  /** A card with a file, for the member alone. */
  | { readonly kind: 'file'; readonly card: Card; readonly file: TextFile }
  /** A form's field was wrong: shown beside it where the platform can, else as a card. */
  | { readonly kind: 'refused'; readonly field: string; readonly sentence: string };

import type { Action } from './action.ts';

/** A form that a platform shows as a modal (Slack, Discord) or in the page (web). At most 5 fields (Discord). */
export interface Form {
  readonly title: string;
  readonly submit: string;
  readonly cancel: string;
  /** The action that its submission carries. */
  readonly does: Action;
  readonly fields: readonly Field[];
}

export interface Field {
  /** Argument name in the command table; `[a-z]+`. */
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly required: boolean;
  readonly input:
    /** Text of one line, or of several. */
    | { readonly kind: 'line' | 'lines'; readonly value: string; readonly longest: number }
    | { readonly kind: 'one'; readonly value: string; readonly options: readonly FieldOption[] }
    | {
        readonly kind: 'several';
        readonly values: readonly string[];
        readonly options: readonly FieldOption[];
      }
    /** One file; it comes with the submission, beside the values. */
    | { readonly kind: 'file' }
    /** Channels of the workspace, as the platform lists them; their ids come back joined by commas. */
    | { readonly kind: 'channels'; readonly limit: number };
}

export interface FieldOption {
  readonly value: string;
  readonly label: string;
}

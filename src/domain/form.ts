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

/** The form with other values in the fields that have one by their name. A file cannot be put into a form. */
export function filledForm(form: Form, values: Readonly<Record<string, string>>): Form {
  const fields = form.fields.map((field): Field => {
    const value = values[field.name];
    return value === undefined ? field : { ...field, input: filledInput(field.input, value) };
  });
  return { ...form, fields };
}

function filledInput(input: Field['input'], value: string): Field['input'] {
  switch (input.kind) {
    case 'line':
    case 'lines':
    case 'one':
      return { ...input, value };
    case 'several':
      return { ...input, values: value.split(',') };
    case 'file':
    case 'channels':
      return input;
    default:
      return input satisfies never;
  }
}

import type { FC } from 'hono/jsx';
import { encodeAction } from '../../../domain/action.ts';
import type { Language } from '../../../domain/language.ts';
import { markup } from './markup.ts';
import { PAGE } from './page-text.ts';
import type { Field, Form } from '../../../domain/form.ts';

/** A form as it stands in a member's window. */
export interface OpenForm {
  readonly id: string;
  readonly form: Form;
  /** The member's input by field name; empty at first. */
  readonly values: Readonly<Record<string, string>>;
  readonly refused: { readonly field: string; readonly sentence: string } | null;
}

/** A form as HTML. */
export function formPart(open: OpenForm, language: Language): string {
  return markup(<FormDialog open={open} language={language} />);
}

/** A form as a dialog; `client.js` opens it as a modal, so focus stays inside and returns afterwards. */
const FormDialog: FC<{ open: OpenForm; language: Language }> = ({ open, language }) => {
  const { form, refused } = open;
  const title = `${open.id}-title`;
  const misplaced =
    refused !== null && !form.fields.some((field) => field.name === refused.field)
      ? refused.sentence
      : null;
  return (
    <dialog id={open.id} class="form" aria-labelledby={title}>
      <form hx-post="/form" hx-target="#form-place" hx-swap="innerHTML" hx-sync="this:drop">
        <h2 id={title}>{form.title}</h2>
        {misplaced === null ? null : (
          <p class="refused" role="alert">
            {misplaced}
          </p>
        )}
        <input type="hidden" name="form" value={open.id} />
        <input type="hidden" name="code" value={encodeAction(form.does)} />
        {form.fields.map((field) => (
          <FieldBody field={field} open={open} language={language} />
        ))}
        <div class="buttons">
          <button type="submit" class="button primary">
            {form.submit}
          </button>
          <button type="button" class="button normal" data-closes={open.id}>
            {form.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
};

const FieldBody: FC<{ field: Field; open: OpenForm; language: Language }> = ({
  field,
  open,
  language,
}) => {
  const id = `${open.id}-${field.name}`;
  const refused = open.refused?.field === field.name ? open.refused.sentence : null;
  const notes = [
    field.hint === null ? null : { id: `${id}-hint`, look: 'hint', said: field.hint },
    refused === null ? null : { id: `${id}-refused`, look: 'refused', said: refused },
  ].filter((note) => note !== null);
  const described = {
    ...(notes.length > 0 ? { 'aria-describedby': notes.map((note) => note.id).join(' ') } : {}),
    ...(refused === null ? {} : { 'aria-invalid': 'true' as const, autofocus: true }),
  };
  const label = field.required ? field.label : `${field.label} (${PAGE.optional[language]})`;
  const shownNotes = notes.map((note) => (
    <p id={note.id} class={note.look} role={note.look === 'refused' ? 'alert' : undefined}>
      {note.said}
    </p>
  ));
  if (field.input.kind === 'several')
    return (
      <fieldset class="field" {...described}>
        <legend>{label}</legend>
        <CheckboxGroup field={field} id={id} open={open} />
        {shownNotes}
      </fieldset>
    );
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <SingleInput field={field} id={id} open={open} described={described} />
      {shownNotes}
    </div>
  );
};

const SingleInput: FC<{ field: Field; id: string; open: OpenForm; described: object }> = ({
  field,
  id,
  open,
  described,
}) => {
  const { input } = field;
  const name = `f.${field.name}`;
  switch (input.kind) {
    case 'line':
      return (
        <input
          type="text"
          id={id}
          name={name}
          value={open.values[field.name] ?? input.value}
          maxlength={input.longest}
          required={field.required}
          autocomplete="off"
          {...described}
        />
      );
    case 'lines':
      return (
        <textarea
          id={id}
          name={name}
          rows={2}
          maxlength={input.longest}
          required={field.required}
          autocomplete="off"
          {...described}
        >
          {open.values[field.name] ?? input.value}
        </textarea>
      );
    case 'one':
      return (
        <select id={id} name={name} required={field.required} {...described}>
          {input.options.map((option) => (
            <option
              value={option.value}
              selected={option.value === (open.values[field.name] ?? input.value)}
            >
              {option.label}
            </option>
          ))}
        </select>
      );
    case 'several':
      return null;
    // Files go to the studio's import: no form here asks for one.
    case 'file':
      return null;
    // The local chat has one channel: it is typed like any other word.
    case 'channels':
      return (
        <input
          type="text"
          id={id}
          name={name}
          value={open.values[field.name] ?? ''}
          required={field.required}
          autocomplete="off"
          {...described}
        />
      );
    default:
      return input satisfies never;
  }
};

const CheckboxGroup: FC<{ field: Field; id: string; open: OpenForm }> = ({ field, id, open }) => {
  if (field.input.kind !== 'several') return null;
  const { values, options } = field.input;
  const chosen = open.refused === null ? values : (open.values[field.name] ?? '').split(',');
  return (
    <div class="boxes">
      {options.map((option, place) => (
        <label for={`${id}-${place}`}>
          <input
            type="checkbox"
            id={`${id}-${place}`}
            name={`f.${field.name}`}
            value={option.value}
            checked={chosen.includes(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
};

import type { Child, FC } from 'hono/jsx';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly children?: Child;
}

/** A label over its input, with a hint below. The input's id is the field's name. */
const Field: FC<FieldProps> = ({ name, label, hint, children }) => (
  <div class="field">
    <label for={name}>{label}</label>
    {children}
    {hint === undefined ? null : (
      <p id={`${name}-hint`} class="hint">
        {hint}
      </p>
    )}
  </div>
);

type InputProps = FieldProps & {
  readonly value: string;
  readonly required?: boolean;
  readonly longest?: number;
  readonly readonly?: boolean;
  readonly pattern?: string;
  /** Name in the form's body, where several forms of a page have it; left out: `name`. */
  readonly field?: string;
};

function described({ name, hint }: FieldProps): object {
  return hint === undefined ? {} : { 'aria-describedby': `${name}-hint` };
}

export const LineField: FC<InputProps> = (field) => (
  <Field {...field}>
    <input
      type="text"
      id={field.name}
      name={field.field ?? field.name}
      value={field.value}
      required={field.required}
      readonly={field.readonly}
      maxlength={field.longest}
      pattern={field.pattern}
      autocomplete="off"
      {...described(field)}
    />
  </Field>
);

export const TextField: FC<InputProps & { readonly rows: number }> = (field) => (
  <Field {...field}>
    <textarea
      id={field.name}
      name={field.name}
      rows={field.rows}
      required={field.required}
      maxlength={field.longest}
      {...described(field)}
    >
      {field.value}
    </textarea>
  </Field>
);

/** Text with numbered lines, in which the page shows marks; its id is the field's name. */
export const CodeArea: FC<{
  readonly name: string;
  readonly value: string;
  readonly rows: number;
  /** Lines of its file that stand above. */
  readonly above?: number;
  /** What the YAML editor says of its keys; left out: the text is no YAML. */
  readonly keys?: string;
  /** Left out: the text is a whole deck. */
  readonly schema?: 'question';
  /** Id of what describes it. */
  readonly describedBy?: string;
}> = ({ name, value, rows, above = 0, keys, schema, describedBy }) => (
  <textarea
    id={name}
    name={name}
    rows={rows}
    spellcheck={false}
    class="code"
    data-lines={String(above)}
    data-schema={schema}
    data-keys={keys}
    aria-describedby={describedBy}
  >
    {/* HTML drops the first line break of a field. */}
    {value.startsWith('\n') ? `\n${value}` : value}
  </textarea>
);

export const SelectField: FC<
  FieldProps & {
    readonly value: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
  }
> = (field) => (
  <Field {...field}>
    <select id={field.name} name={field.name} {...described(field)}>
      {field.options.map(({ value, label }) => (
        <option value={value} selected={value === field.value}>
          {label}
        </option>
      ))}
    </select>
  </Field>
);

/** A button that posts at once; `fields` are its hidden values. */
export const PostButton: FC<{
  readonly action: string;
  readonly label: string;
  readonly title?: string;
  readonly look?: string;
  readonly fields?: Readonly<Record<string, string>>;
}> = ({ action, label, title, look, fields }) => (
  <form method="post" action={action} class="inline">
    {Object.entries(fields ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit" class={look} aria-label={title} title={title}>
      {label}
    </button>
  </form>
);

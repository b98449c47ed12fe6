import { elementsOf, sourceOf, textOf } from '../adapters/web/html.ts';

/** What the form of that id would send: its fields as the page shows them. */
export function formOf(html: string, id: string): Record<string, string> {
  const form = elementsOf(html).find(
    ({ tag, attributes }) => tag === 'form' && attributes['id'] === id,
  );
  if (form === undefined) throw new Error(`no form ${id}`);
  const source = sourceOf(html, form);
  const fields: Record<string, string> = {};
  for (const element of elementsOf(source)) {
    const { tag, attributes } = element;
    const name = attributes['name'];
    if (name === undefined) continue;
    if (tag === 'textarea') fields[name] = textOf(sourceOf(source, element));
    else if (tag === 'select') {
      const chosen = elementsOf(sourceOf(source, element)).find(
        (option) => option.tag === 'option' && 'selected' in option.attributes,
      );
      fields[name] = chosen?.attributes['value'] ?? '';
    } else if (attributes['type'] !== 'radio' || 'checked' in attributes)
      fields[name] = attributes['value'] ?? '';
  }
  return fields;
}

/** The sentence that says what became of the last request. */
export function noteOf(html: string): string {
  const note = elementsOf(html).find(({ attributes }) => attributes['class']?.startsWith('note '));
  return note === undefined ? '' : textOf(sourceOf(html, note));
}

/** Reads our own pages as a person does: small, and strict about what it does not know. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Where its start tag begins and ends in the source. */
  readonly from: number;
  readonly to: number;
}

/** Every start tag, in order. */
export function elementsOf(html: string): readonly Element[] {
  return [...html.matchAll(/<([a-zA-Z][^\s/>]*)([^>]*)>/g)].map((match) => ({
    tag: (match[1] ?? '').toLowerCase(),
    attributes: attributesOf(match[2] ?? ''),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

function attributesOf(source: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of source.matchAll(/([^\s=/"]+)(?:="([^"]*)")?/g))
    found[name.toLowerCase()] = unescaped(value);
  return found;
}

export function unescaped(text: string): string {
  return text.replaceAll(/&[#a-z0-9]+;/gi, (entity) => {
    const letter = ENTITIES[entity];
    if (letter === undefined) throw new Error(`an entity that we do not write: ${entity}`);
    return letter;
  });
}

/** The letters between the tags. */
export function textOf(html: string): string {
  return unescaped(html.replaceAll(/<[^>]*>/g, '\n').replaceAll(/\n+/g, '\n')).trim();
}

/** The source of one element with its end tag; none of its kind stands inside it. */
export function sourceOf(html: string, element: Element): string {
  const end = html.indexOf(`</${element.tag}>`, element.to);
  return html.slice(element.from, end === -1 ? html.length : end);
}

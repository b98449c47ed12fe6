// What the deck's schema allows where the cursor stands: keys that are not there yet, and the values of a key.
import schema from '../../../docs/deck.schema.json' with { type: 'json' };

const ROOTS = { deck: schema, question: schema.properties.questions.items };
const KEY = /^(\s*)((?:- +)*)([\w-]+):/;

/** @param {'deck' | 'question'} root what the text holds */
export function completions(root) {
  return (context) => {
    const { doc } = context.state;
    const line = doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const value = /^(\s*(?:- +)*)([\w-]+): +([\w-]*)$/.exec(before);
    if (value !== null) {
      const [, indent, key, word] = value;
      const place = placeOf(doc, line.number, indent.length);
      return offer(valuesOf(schemaAt(ROOTS[root], place.path)?.properties?.[key]), context, word);
    }
    const started = /^(\s*(?:- +)*)([\w-]*)$/.exec(before);
    if (started === null || (started[2] === '' && !context.explicit)) return null;
    const place = placeOf(doc, line.number, started[1].length);
    const found = schemaAt(ROOTS[root], place.path);
    const keys = Object.entries(found?.properties ?? {})
      .filter(([key]) => !place.keys.has(key))
      .map(([key, { description, type }]) => ({
        label: key,
        apply: type === 'array' ? `${key}:` : `${key}: `,
        type: 'property',
        ...(description === undefined ? {} : { info: description }),
      }));
    return offer(keys, context, started[2]);
  };
}

function offer(options, context, word) {
  if (options.length === 0) return null;
  return { from: context.pos - word.length, options, validFor: /^[\w-]*$/ };
}

function valuesOf(found) {
  const values = found?.enum ?? found?.anyOf?.map(({ const: one }) => one) ?? [found?.const];
  const flags = found?.type === 'boolean' ? [true] : [];
  return [...values, ...flags]
    .filter((value) => value !== undefined)
    .map((value) => ({ label: String(value), type: 'constant' }));
}

/** The keys that lead to a line of that indentation, and those that stand beside it. */
function placeOf(doc, number, indent) {
  const keys = new Set();
  const path = [];
  let column = indent;
  for (let at = number - 1; at >= 1; at -= 1) {
    const found = KEY.exec(doc.line(at).text);
    if (found === null) continue;
    const [, spaces, dashes, key] = found;
    const inside = spaces.length + dashes.length;
    if (inside === column && path.length === 0) keys.add(key);
    // A list may stand as far left as its key.
    else if (inside < column) {
      path.unshift(key);
      column = spaces.length;
    }
    if (inside === column && dashes !== '') column = spaces.length;
  }
  addBelow(doc, number, indent, keys);
  return { path, keys };
}

function addBelow(doc, number, indent, keys) {
  for (let at = number + 1; at <= doc.lines; at += 1) {
    const { text } = doc.line(at);
    const found = KEY.exec(text);
    if (text.trim() !== '' && text.search(/\S/) < indent) return;
    if (found !== null && found[1].length === indent && found[2] === '') keys.add(found[3]);
  }
}

function schemaAt(root, path) {
  let found = root;
  for (const key of path) {
    const inner = found?.properties?.[key];
    found = inner?.type === 'array' ? inner.items : inner;
  }
  return found;
}

import { keyIsNoOption } from './reasons.ts';
import path from 'node:path';
import { bareQuestion, notCarried, type Item, type TextSource } from './imported.ts';
import { literalText } from './literal-text.ts';

interface Open {
  readonly line: number;
  readonly stem: string[];
  key: string | null;
  readonly options: string[];
}

/**
 * OpenTriviaQA's files: `#Q` and the stem, `^` and the key's words, `A`, `B`, … and the options. A file is a category,
 * named in its own name.
 */
export function* parseOpenTriviaQa({ text, file }: TextSource): Iterable<Item> {
  const category = path.basename(file).replace(/\.\w+$/, '');
  let open: Open | null = null;
  for (const [place, letters] of text.split('\n').entries()) {
    if (letters.startsWith('#Q')) {
      if (open !== null) yield closed(open, category);
      open = { line: place + 1, stem: [letters.slice(2)], key: null, options: [] };
    } else if (open !== null) {
      add(open, letters);
    }
  }
  if (open !== null) yield closed(open, category);
}

/** A line belongs to what stands before it, unless it begins an option or the key. */
function add(open: Open, letters: string): void {
  const option = /^[A-Z](?: |$)/.test(letters);
  if (open.key === null) {
    if (letters.startsWith('^')) open.key = letters.slice(1).trim();
    else open.stem.push(letters);
  } else if (option) {
    open.options.push(letters.slice(1).trim());
  } else if (letters.trim() !== '') {
    const last = open.options.pop();
    if (last === undefined) open.key = `${open.key}\n${letters.trim()}`;
    else open.options.push(`${last}\n${letters.trim()}`);
  }
}

function closed({ line, stem, key, options }: Open, category: string): Item {
  if (key === null)
    return notCarried(line, {
      en: 'it has no line ^ with its key',
      de: 'ihr fehlt die Zeile ^ mit der richtigen Option',
    });
  const keys = options.filter((option) => option === key).length;
  if (keys === 0) return notCarried(line, keyIsNoOption(key));
  const texts = options.map((option) => ({
    text: literalText(option),
    key: option === key,
    why: [],
  }));
  return { ...bareQuestion(line, literalText(stem.join('\n')), texts), tags: [category] };
}

import { RefusedFile } from './refused-file.ts';

export interface JsonElement {
  readonly line: number;
  readonly letters: string;
}

/** Deeper than any question bank; V8 itself would go on. */
const DEEPEST = 64;

/**
 * The elements of the list of questions in a JSON file, each as its own letters: a list at the top, or the lists of an
 * object at the top. A broken element spoils no other.
 * @throws RefusedFile where brackets nest deeper than 64 levels
 */
export function* jsonElements(text: string): Iterable<JsonElement> {
  const open: string[] = [];
  let line = 1;
  let start = 0;
  let startLine = 0;
  for (let place = 0; place < text.length; place += 1) {
    const letter = text.charAt(place);
    if (letter === '\n') line += 1;
    else if (letter === '"') place = endOfString(text, place);
    else if (letter === '{' || letter === '[') {
      if (letter === '{' && isList(open)) {
        start = place;
        startLine = line;
      }
      open.push(letter);
      if (open.length > DEEPEST)
        throw new RefusedFile({
          en: `nests deeper than ${DEEPEST} levels (line ${line}): flatten it`,
          de: `ist tiefer als ${DEEPEST} Ebenen verschachtelt (Zeile ${line}): flacher machen`,
        });
    } else if (letter === '}' || letter === ']') {
      open.pop();
      if (letter === '}' && isList(open))
        yield { line: startLine, letters: text.slice(start, place + 1) };
    }
  }
}

/** Whether these open brackets are those of the list of questions. */
function isList(open: readonly string[]): boolean {
  return open.at(-1) === '[' && (open.length === 1 || (open.length === 2 && open[0] === '{'));
}

/** JSON's strings end in their line: an open one spoils no more than that. */
function endOfString(text: string, start: number): number {
  for (let place = start + 1; place < text.length; place += 1) {
    const letter = text.charAt(place);
    if (letter === '\\') place += 1;
    else if (letter === '"') return place;
    else if (letter === '\n') return place - 1;
  }
  return text.length;
}

/** The value of some JSON; undefined where it is none. */
export function parseJson(letters: string): unknown {
  try {
    return JSON.parse(letters);
  } catch {
    return undefined;
  }
}

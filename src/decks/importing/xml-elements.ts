import { SaxesParser } from 'saxes';
import { RefusedFile } from './refused-file.ts';

/** An element with its letters and children, and the line on which it begins. */
export class XmlElement {
  readonly children: XmlElement[] = [];
  words = '';

  constructor(
    readonly name: string,
    readonly line: number,
    readonly attributes: ReadonlyMap<string, string>,
  ) {}

  child(name: string): XmlElement | undefined {
    return this.children.find((child) => child.name === name);
  }

  all(name: string): readonly XmlElement[] {
    return this.children.filter((child) => child.name === name);
  }
}

export type XmlFound =
  | { readonly kind: 'element'; readonly element: XmlElement }
  | { readonly kind: 'broken'; readonly line: number; readonly message: string };

/** Deeper than any question bank. */
const DEEPEST = 64;
/** After so many the file is no XML at all. */
const MOST_BROKEN = 5;
/** Letters given to the parser at once, so that what it finds leaves memory again. */
const PIECE = 65_536;

/**
 * The elements of one name in an XML file, one after the other. Entities that the file defines are never expanded;
 * embedded files are skipped. What is broken is found with its line, and what stands before it is kept.
 * @throws RefusedFile where elements nest deeper than 64 levels
 */
export function* readXml(text: string, name: string): Iterable<XmlFound> {
  const found: XmlFound[] = [];
  const open: XmlElement[] = [];
  const parser = new SaxesParser({ position: true });
  let broken = 0;
  parser.on('error', (error) => {
    broken += 1;
    const message = error.message.replace(/^(?:[^:]*:)?\d+:\d+: /, '').slice(0, 120);
    if (broken <= MOST_BROKEN) found.push({ kind: 'broken', line: parser.line, message });
  });
  parser.on('opentag', (tag) => {
    const attributes = new Map(
      Object.entries(tag.attributes).map(([key, value]) => [key, String(value)]),
    );
    const element = new XmlElement(tag.name, parser.line, attributes);
    if (open.length >= DEEPEST)
      throw new RefusedFile({
        en: `nests deeper than ${DEEPEST} elements (line ${parser.line}): flatten it`,
        de: `ist tiefer als ${DEEPEST} Elemente verschachtelt (Zeile ${parser.line}): flacher machen`,
      });
    // A question left open ends where the next one begins.
    if (tag.name === name) open.length = 0;
    if (open.length > 0 && tag.name !== 'file') open.at(-1)?.children.push(element);
    if (open.length > 0 || tag.name === name) open.push(element);
  });
  const letters = (words: string): void => {
    const element = open.at(-1);
    if (element !== undefined && element.name !== 'file') element.words += words;
  };
  parser.on('text', letters);
  parser.on('cdata', letters);
  parser.on('closetag', (tag) => {
    const element = open.at(-1);
    if (element?.name !== tag.name) return;
    open.pop();
    if (tag.name === name) found.push({ kind: 'element', element });
  });
  for (let place = 0; place < text.length && broken <= MOST_BROKEN; place += PIECE) {
    parser.write(text.slice(place, place + PIECE));
    yield* found.splice(0);
  }
  if (broken <= MOST_BROKEN) parser.close();
  yield* found.splice(0);
}

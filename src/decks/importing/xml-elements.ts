import { SaxesParser, type SaxesTag } from 'saxes';
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

/**
 * The elements of one name in an XML file, one after the other. Each is read by itself, so a broken one is found once
 * and spoils no other. Entities that the file defines are never expanded; embedded files are skipped.
 * @throws RefusedFile where elements nest deeper than 64 levels
 */
export function* readXml(text: string, name: string): Iterable<XmlFound> {
  const reader = new PieceReader();
  let line = 1;
  let counted = 0;
  for (const { start, end, hasEnd } of piecesOf(text, name)) {
    line += linesIn(text, counted, start);
    counted = start;
    yield reader.read(text.slice(start, end), line, hasEnd);
  }
}

interface Piece {
  readonly start: number;
  readonly end: number;
  /** Whether the element's end tag ends it; if not, the next element or the end of the file does. */
  readonly hasEnd: boolean;
}

/** What may hold letters that look like tags. */
const OPAQUE = String.raw`<!\[CDATA\[[^]*?(?:\]\]>|$)|<!--[^]*?(?:-->|$)`;

/** Where the elements of a name stand. */
function* piecesOf(text: string, name: string): Iterable<Piece> {
  const tags = new RegExp(String.raw`${OPAQUE}|(<${name}(?=[\s/>]))|(</${name}\s*>)`, 'g');
  let start: number | null = null;
  for (const { 1: begin, 2: end, index } of text.matchAll(tags)) {
    if (begin === undefined && end === undefined) continue;
    if (start !== null) yield { start, end: index + (end?.length ?? 0), hasEnd: end !== undefined };
    start = begin === undefined ? null : index;
  }
  if (start !== null) yield { start, end: text.length, hasEnd: false };
}

function linesIn(text: string, from: number, to: number): number {
  return text.slice(from, to).split('\n').length - 1;
}

/** Reads one element after the other with the same parser, because making one takes longer than a small element. */
class PieceReader {
  readonly #parser = new SaxesParser({ position: true, fragment: true });
  readonly #open: XmlElement[] = [];
  #element: XmlElement | null = null;
  /** Whether the element is one tag without content: `<row/>`. */
  #isEmptyTag = false;
  #fault: { readonly line: number; readonly message: string } | null = null;
  #firstLine = 1;

  constructor() {
    this.#parser.on('opentag', (tag) => this.#begin(tag));
    this.#parser.on('text', (words) => this.#add(words));
    this.#parser.on('cdata', (words) => this.#add(words));
    this.#parser.on('closetag', () => this.#open.pop());
    this.#parser.on('error', (error) => this.#fail(error.message));
  }

  read(piece: string, line: number, hasEnd: boolean): XmlFound {
    this.#firstLine = line;
    this.#element = null;
    this.#isEmptyTag = false;
    this.#fault = null;
    this.#open.length = 0;
    this.#parser.write(withPlainAmpersands(piece)).close();
    return this.#found(hasEnd);
  }

  #found(hasEnd: boolean): XmlFound {
    // Behind an element without content stands what is not its own.
    const fault = this.#isEmptyTag && !hasEnd ? null : this.#fault;
    if (this.#element === null || !(hasEnd || this.#isEmptyTag))
      return { kind: 'broken', line: this.#firstLine, message: 'it has no end' };
    return fault === null
      ? { kind: 'element', element: this.#element }
      : { kind: 'broken', ...fault };
  }

  get #line(): number {
    return this.#firstLine + this.#parser.line - 1;
  }

  #begin(tag: SaxesTag): void {
    if (this.#isEmptyTag && this.#open.length === 0) return;
    if (this.#open.length >= DEEPEST)
      throw new RefusedFile(
        `nests deeper than ${DEEPEST} elements (line ${this.#line}): flatten it`,
      );
    const attributes = new Map(
      Object.entries(tag.attributes).map(([key, value]) => [key, String(value)]),
    );
    const element = new XmlElement(tag.name, this.#line, attributes);
    if (this.#element === null) {
      this.#element = element;
      this.#isEmptyTag = tag.isSelfClosing;
    }
    if (tag.name !== 'file') this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  #add(words: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined && element.name !== 'file') element.words += words;
  }

  /** Keeps the first fault; the parser's words begin with its own place. */
  #fail(message: string): void {
    this.#fault ??= {
      line: this.#line,
      message: message.replace(/^\d+:\d+: /, '').slice(0, 120),
    };
  }
}

/**
 * An ampersand that begins none of XML's own references stands for itself: `AT&T`, or `&nbsp;`, which the HTML inside of
 * the XML explains later.
 */
function withPlainAmpersands(text: string): string {
  return text.replaceAll(FOREIGN_AMPERSANDS, (found) => (found === '&' ? '&amp;' : found));
}

const FOREIGN_AMPERSANDS = new RegExp(
  String.raw`${OPAQUE}|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)`,
  'g',
);

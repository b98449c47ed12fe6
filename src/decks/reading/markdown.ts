import type { Emphasis, List, ListItem, Nodes, PhrasingContent, RootContent, Strong } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { boundedCache } from '../../domain/bounded-cache.ts';
import type { Localized } from '../../domain/language.ts';
import { plain, type Paragraph, type Span, type Spans, type Text } from '../../domain/text.ts';
import { hiddenCharacter } from './invisible-characters.ts';
import { isWebLink } from './link.ts';
import { tooManyMarks } from './markdown-limits.ts';

/** What the small Markdown of decks cannot say, by name. */
export interface MarkdownProblem {
  readonly rule: 'markdown' | 'hidden-character' | 'shape';
  readonly message: Localized;
}

export interface MarkdownRead {
  readonly text: Text;
  readonly problems: readonly MarkdownProblem[];
  /** Signs that look like emphasis or a list and are shown as letters. */
  readonly asWritten: readonly string[];
}

interface Style {
  readonly bold?: true;
  readonly italic?: true;
  readonly link?: string;
}

export const REMEMBERED_TEXTS = 5_000;
const LONGEST_REMEMBERED = 3_000;

/**
 * Texts that were read. Of a deck that its author is writing, one text changes at a time; an import reads a text when it
 * parses, writes and checks it.
 */
const texts = boundedCache<string, MarkdownRead>(REMEMBERED_TEXTS);

/**
 * Safe small Markdown → spans: paragraph, bold, italic, code, code block, list, link. What is more than that (HTML,
 * images, headings, quotes, tables) stays the letters that it was written with, and is reported.
 */
export function readMarkdown(source: string): MarkdownRead {
  if (isPlain(source)) {
    const text: Text = [{ kind: 'paragraph', spans: [source] }];
    return { text, problems: ofLetters(text), asWritten: [] };
  }
  const known = texts.get(source);
  if (known !== undefined) return known;
  const read = readMarks(source);
  if (source.length <= LONGEST_REMEMBERED) texts.set(source, read);
  return read;
}

function readMarks(source: string): MarkdownRead {
  const marked = tooManyMarks(source);
  if (marked !== null) {
    const text: Text = [{ kind: 'paragraph', spans: [source] }];
    return { text, problems: [{ rule: 'markdown', message: marked }], asWritten: [] };
  }
  const problems: MarkdownProblem[] = [];
  const asWritten: string[] = [];
  const paragraphOf = blockReader(source, {
    problem: (message) => void problems.push({ rule: 'markdown', message }),
    asWritten: (signs) => void asWritten.push(signs.slice(0, 40)),
  });
  const text = fromMarkdown(source).children.map(paragraphOf);
  problems.push(...ofLetters(text));
  return { text, problems, asWritten };
}

/**
 * Whether a text is one line of which Markdown reads nothing but its letters. Most texts of most decks are, and the
 * parser takes a tenth of a millisecond for each.
 */
function isPlain(source: string): boolean {
  return /^(?!\d+[.)])[^\s\-+=*_`[\]<>&\\#|~](?:[^*_`[\]<>&\\#|~\p{Cc}]*[^\s*_`[\]<>&\\#|~\p{Cc}])?$/u.test(
    source,
  );
}

interface Notes {
  /** Hears what the small Markdown cannot say. */
  readonly problem: (message: Localized) => void;
  /** Hears of signs that are shown as letters. */
  readonly asWritten: (signs: string) => void;
}

interface InlineReader {
  readonly spansOf: (nodes: readonly PhrasingContent[], style: Style) => Spans;
  /** A node as it is written. */
  readonly literal: (node: Nodes) => string;
  /** The same, with a note that its kind is not shown. */
  readonly notShown: (node: Nodes) => string;
}

function inlineReader(source: string, { problem, asWritten }: Notes): InlineReader {
  const literal = (node: Nodes): string =>
    source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  const notShown = (node: Nodes): string => {
    const what = NAMES[node.type] ?? { en: node.type, de: node.type };
    problem({
      en: `${what.en} is not shown: write it as plain text`,
      de: `${what.de} wird nicht angezeigt: als einfachen Text schreiben`,
    });
    return literal(node);
  };

  const spansOf = (nodes: readonly PhrasingContent[], style: Style): Spans =>
    nodes.flatMap((node): Spans => {
      switch (node.type) {
        case 'text':
          return [styled(node.value.replaceAll('\n', ' '), style)];
        case 'strong':
        case 'emphasis':
          if (isLiteralEmphasis(source, node)) {
            asWritten(literal(node));
            return [styled(literal(node), style)];
          }
          return spansOf(node.children, {
            ...style,
            ...(node.type === 'strong' ? { bold: true } : { italic: true }),
          });
        case 'inlineCode':
          return [{ ...style, text: node.value, code: true }];
        case 'break':
          return [styled('\n', style)];
        case 'link':
          if (!isWebLink(node.url)) {
            problem({
              en: `links begin with https:// and name no user, this one is “${node.url.slice(0, 60)}”`,
              de: `Links beginnen mit https:// und nennen keinen Benutzer, dieser lautet „${node.url.slice(0, 60)}“`,
            });
            return [styled(literal(node), style)];
          }
          return spansOf(node.children, { ...style, link: node.url });
        default:
          return [styled(notShown(node), style)];
      }
    });

  return { spansOf, literal, notShown };
}

function blockReader(source: string, notes: Notes): (node: RootContent) => Paragraph {
  const { problem, asWritten } = notes;
  const { spansOf, literal, notShown } = inlineReader(source, notes);
  const paragraphOf = (node: RootContent): Paragraph => {
    switch (node.type) {
      case 'paragraph':
        if (TABLE.test(literal(node)))
          problem({
            en: 'a table is not shown: write it as a list',
            de: 'eine Tabelle wird nicht angezeigt: sie als Liste schreiben',
          });
        return { kind: 'paragraph', spans: merged(spansOf(node.children, {})) };
      case 'code':
        return { kind: 'code', code: node.value, language: languageOf(node.lang) };
      case 'list':
        if (isLiteralList(source, node)) {
          if (node.children.length > 1)
            problem({
              en: 'a numbered list begins with 1; this one is shown as it is written',
              de: 'eine nummerierte Liste beginnt mit 1; diese erscheint so, wie sie dasteht',
            });
          else asWritten(literal(node));
          return { kind: 'paragraph', spans: merged(node.children.flatMap(markedItem)) };
        }
        return {
          kind: 'list',
          ordered: node.ordered === true,
          items: node.children.map((item) => merged(itemSpans(item))),
        };
      default:
        return { kind: 'paragraph', spans: [notShown(node)] };
    }
  };

  const itemSpans = (item: ListItem): Spans =>
    item.children.flatMap((child, place): Spans => {
      const gap = place === 0 ? [] : ['\n'];
      if (child.type === 'paragraph') return [...gap, ...spansOf(child.children, {})];
      const what = IN_ITEM[child.type] ?? NAMES[child.type] ?? { en: child.type, de: child.type };
      problem({
        en: `${what.en} within a list is not shown`,
        de: `${what.de} innerhalb einer Liste wird nicht angezeigt`,
      });
      return [...gap, literal(child)];
    });

  /** An item behind its own mark, as it is written: `3. ` or `- `. */
  const markedItem = (item: ListItem, place: number): Spans => {
    const start = item.position?.start.offset ?? 0;
    const end = item.children[0]?.position?.start.offset ?? item.position?.end.offset ?? start;
    return [...(place === 0 ? [] : ['\n']), source.slice(start, end), ...itemSpans(item)];
  };

  return paragraphOf;
}

/**
 * Signs of emphasis that are letters of the text: `__init__`, and asterisks with a letter or digit on both sides, as in
 * `2*3*4`. Shown as emphasis they would vanish.
 */
function isLiteralEmphasis(source: string, node: Strong | Emphasis): boolean {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  const whole = source.slice(start, end);
  if (/^__\w+__$/.test(whole)) return true;
  const isLetter = /[\p{L}\p{N}]/u;
  return isLetter.test(source[start - 1] ?? '') && isLetter.test(source[end] ?? '');
}

/**
 * A list that nobody meant: one item in a text of one line (`- 5`, `1. Mai`), one numbered item that is not the first
 * (`3. Oktober 1990`), one that is empty (`1969.`), or numbers that do not begin with 1, which would be counted anew.
 */
function isLiteralList(source: string, { ordered, start, children }: List): boolean {
  const isOneLine = !source.trim().includes('\n');
  const isEmpty = children.every((item) => item.children.length === 0);
  const isLater = ordered === true && start !== 1;
  return isEmpty || isLater || (isOneLine && children.length === 1);
}

/** Only what may be the name of a language; it colours code, so nothing is lost without it. */
function languageOf(info: string | null | undefined): string {
  return /^[\w+#.-]{1,30}$/.exec(info ?? '')?.[0] ?? '';
}

/** References such as `&#x202E;` become characters only here, after all that the guard has looked at. */
function ofLetters(text: Text): readonly MarkdownProblem[] {
  const letters = plain(text);
  const hidden = hiddenCharacter(letters);
  if (hidden !== null) {
    const message = {
      en: `the invisible character ${hidden.name} is not allowed; remove its reference`,
      de: `das unsichtbare Zeichen ${hidden.name} ist nicht erlaubt; seinen Verweis entfernen`,
    };
    return [{ rule: 'hidden-character', message }];
  }
  return letters.trim() === ''
    ? [{ rule: 'shape', message: { en: 'the text is empty', de: 'der Text ist leer' } }]
    : [];
}

const NAMES: Readonly<Record<string, Localized>> = {
  html: { en: 'HTML', de: 'HTML' },
  image: { en: 'a picture', de: 'ein Bild' },
  imageReference: { en: 'a picture', de: 'ein Bild' },
  linkReference: { en: 'a link by reference', de: 'ein Link über einen Verweis' },
  heading: { en: 'a heading', de: 'eine Überschrift' },
  blockquote: { en: 'a quotation', de: 'ein Zitat' },
  thematicBreak: { en: 'a line', de: 'eine Trennlinie' },
  definition: { en: 'a link definition', de: 'eine Linkdefinition' },
};

const IN_ITEM: Readonly<Record<string, Localized>> = {
  list: { en: 'a list', de: 'eine Liste' },
  code: { en: 'a code block', de: 'ein Codeblock' },
};

/** The line under a table's head. */
const TABLE = /^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|[-:| \t]*$/m;

function styled(value: string, style: Style): Span {
  return Object.keys(style).length === 0 ? value : { ...style, text: value };
}

/** Neighbouring plain strings as one. */
function merged(spans: Spans): Spans {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (typeof span === 'string' && typeof last === 'string') out[out.length - 1] = last + span;
    else out.push(span);
  }
  return out;
}

import { PICTURE_LEFT_OUT, SOUND_LEFT_OUT } from './reasons.ts';
import type { Localized } from '../../domain/language.ts';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import type { Paragraph, Run, Span, Text } from '../../domain/text.ts';
import { isWebLink } from '../reading/link.ts';
import type { Mark } from './imported.ts';
import { MOST_LETTERS } from './literal-text.ts';
import { latexMarks } from './text-marks.ts';
import { tidyText } from './tidy-text.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

export interface HtmlRead {
  readonly text: Text;
  readonly marks: readonly Mark[];
}

/** More than any text of a deck has; parsing takes the square of the number of open tags. */
const MOST_TAGS = 600;
/** Deeper than any editor nests. */
const DEEPEST = 200;

/**
 * HTML → the paragraphs, lists, code, links, bold and italic that a deck's text can hold; entities become letters. What
 * it cannot hold is a mark: pictures and sound are left out by name, tables and sub- and superscripts become letters.
 */
export function htmlToText(html: string): HtmlRead {
  // Pictures inside the text are megabytes of letters that nobody reads.
  const source = html
    .replaceAll(/data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=\s]*/g, 'data:')
    .slice(0, MOST_LETTERS);
  if ((source.match(/</g)?.length ?? 0) > MOST_TAGS) {
    const mark = {
      what: {
        en: 'HTML of more than 600 tags is kept as letters',
        de: 'HTML mit mehr als 600 Tags bleibt als Text stehen',
      },
      detail: null,
    };
    return { text: [{ kind: 'paragraph', spans: [source] }], marks: [mark] };
  }
  const walk = new Walk();
  walk.children(parseFragment(source).childNodes, {}, 0);
  walk.end();
  const text = tidyText(walk.text);
  return { text, marks: [...walk.marks, ...latexMarks(text)] };
}

/** `&quot;` and its like → letters, in a text that is no HTML otherwise. */
export function decodeEntities(letters: string): string {
  if (!letters.includes('&')) return letters;
  return parseFragment(letters.slice(0, MOST_LETTERS).replaceAll('<', '&lt;'))
    .childNodes.map((node) => ('value' in node ? node.value : ''))
    .join('');
}

type Style = Omit<Run, 'text' | 'channel'>;

class Walk {
  readonly text: Paragraph[] = [];
  readonly marks: Mark[] = [];
  private spans: Span[] = [];
  /** Items of the list that is open. */
  private list: { readonly ordered: boolean; readonly items: Span[][] } | null = null;

  children(nodes: readonly Node[], style: Style, depth: number): void {
    if (depth > DEEPEST) {
      this.mark(
        {
          en: 'HTML nested deeper than 200 levels is left out',
          de: 'HTML, das tiefer als 200 Ebenen verschachtelt ist, fällt weg',
        },
        null,
      );
      return;
    }
    for (const node of nodes) {
      if (node.nodeName === '#text' && 'value' in node) this.letters(node.value, style);
      else if ('tagName' in node) this.element(node, style, depth);
    }
  }

  /** Ends the paragraph that is open. */
  end(): void {
    if (this.spans.length === 0) return;
    const { spans } = this;
    this.spans = [];
    if (this.list === null) this.text.push({ kind: 'paragraph', spans });
    else {
      const item = this.list.items.at(-1);
      if (item === undefined) this.list.items.push(spans);
      else item.push(...(item.length > 0 ? ['\n'] : []), ...spans);
    }
  }

  private letters(value: string, style: Style): void {
    // Code keeps its spaces; elsewhere only those that do not break stand side by side.
    const text =
      style.code === true
        ? value
        : value.replaceAll(/[ \t\n\r\f]+/g, ' ').replaceAll('\u00A0', ' ');
    // Space between blocks is none of the text's.
    if (text === '' || (text === ' ' && this.spans.length === 0)) return;
    this.spans.push(Object.keys(style).length === 0 ? text : { ...style, text });
  }

  private element(element: Element, style: Style, depth: number): void {
    const { tagName } = element;
    const inner = STYLES[tagName];
    if (inner !== undefined) {
      this.children(element.childNodes, { ...style, ...inner }, depth + 1);
    } else if (BLOCKS.has(tagName)) {
      this.end();
      this.children(
        element.childNodes,
        HEADING.test(tagName) ? { ...style, bold: true } : style,
        depth + 1,
      );
      this.end();
    } else if (MEDIA.has(tagName)) {
      this.media(element);
    } else {
      this.special(element, style, depth);
    }
  }

  private special(element: Element, style: Style, depth: number): void {
    switch (element.tagName) {
      case 'br':
        this.spans.push('\n');
        return;
      case 'a':
        this.children(element.childNodes, { ...style, ...linkOf(element) }, depth + 1);
        return;
      case 'pre':
        this.code(element);
        return;
      case 'ul':
      case 'ol':
        this.listOf(element, style, depth);
        return;
      case 'table':
        this.table(element);
        return;
      case 'sub':
      case 'sup':
        this.raised(element, style);
        return;
      case 'script':
      case 'style':
      case 'template':
        return;
      default:
        this.children(element.childNodes, style, depth + 1);
    }
  }

  private code(element: Element): void {
    this.end();
    const code = lettersOf(element, 0).replace(/^\n/, '');
    if (code.trim() !== '' && this.list === null)
      this.text.push({ kind: 'code', code, language: languageOf(element) });
    else if (code.trim() !== '') this.spans.push({ text: code, code: true });
  }

  private listOf(element: Element, style: Style, depth: number): void {
    this.end();
    const outer = this.list;
    if (outer !== null)
      this.mark(
        {
          en: 'a list within a list is shown on one level',
          de: 'eine Liste in einer Liste erscheint auf einer Ebene',
        },
        null,
      );
    this.list = outer ?? { ordered: element.tagName === 'ol', items: [] };
    for (const child of element.childNodes) {
      this.list.items.push([]);
      this.children([child], style, depth + 1);
      this.end();
    }
    if (outer === null) this.text.push({ kind: 'list', ...this.list });
    this.list = outer;
  }

  private table(element: Element): void {
    this.end();
    this.mark(
      { en: 'a table became lines of text', de: 'aus einer Tabelle wurden Textzeilen' },
      null,
    );
    const rows = descendants(element, 'tr').map((row) =>
      row.childNodes
        .filter((cell) => cell.nodeName === 'td' || cell.nodeName === 'th')
        .map((cell) => lettersOf(cell, 0).replaceAll(/\s+/g, ' ').trim())
        .join(' · '),
    );
    this.spans.push(rows.join('\n'));
    this.end();
  }

  private raised(element: Element, style: Style): void {
    const letters = lettersOf(element, 0).trim();
    const signs = element.tagName === 'sup' ? RAISED : LOWERED;
    const moved = Array.from(letters).map((letter) => signs[letter] ?? null);
    this.mark(
      {
        en: 'subscript or superscript was written as letters',
        de: 'Hoch- oder Tiefgestelltes wurde als normale Zeichen geschrieben',
      },
      letters,
    );
    this.letters(moved.includes(null) ? letters : moved.join(''), style);
  }

  private media(element: Element): void {
    const what =
      element.tagName === 'img' || element.tagName === 'svg' ? PICTURE_LEFT_OUT : SOUND_LEFT_OUT;
    const attribute = (name: string): string =>
      element.attrs.find((one) => one.name === name)?.value ?? '';
    const source = attribute('src').startsWith('data:') ? '' : attribute('src');
    const name = source.split(/[/?#]/).findLast((part) => part !== '') ?? attribute('alt');
    this.mark(what, name === '' ? null : name.slice(0, 60));
  }

  private mark(what: Localized, detail: string | null): void {
    this.marks.push({ what, detail });
  }
}

const STYLES: Readonly<Record<string, Style>> = {
  b: { bold: true },
  strong: { bold: true },
  i: { italic: true },
  em: { italic: true },
  code: { code: true },
  kbd: { code: true },
  samp: { code: true },
  tt: { code: true },
};

const BLOCKS = new Set(
  'p div section article blockquote center dl dt dd figure figcaption h1 h2 h3 h4 h5 h6 hr li header footer main'.split(
    ' ',
  ),
);
const HEADING = /^h[1-6]$/;
const MEDIA = new Set(
  'img svg audio video object embed iframe source track canvas picture'.split(' '),
);

const RAISED: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('0123456789+-=()n').map((letter, place) => [
    letter,
    Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ')[place] ?? '',
  ]),
);
const LOWERED: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('0123456789+-=()').map((letter, place) => [
    letter,
    Array.from('₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎')[place] ?? '',
  ]),
);

function linkOf(element: Element): Style {
  const href = element.attrs.find((one) => one.name === 'href')?.value.trim() ?? '';
  return isWebLink(href) ? { link: href } : {};
}

function languageOf(element: Element): string {
  const classes = [element, ...descendants(element, 'code')]
    .flatMap((one) => one.attrs.filter((attribute) => attribute.name === 'class'))
    .map((attribute) => attribute.value)
    .join(' ');
  return /\b(?:language|lang)-([\w+#.-]{1,30})/.exec(classes)?.[1] ?? '';
}

/** All letters within, as they stand. */
function lettersOf(node: Node, depth: number): string {
  if ('value' in node) return node.value;
  if (node.nodeName === 'br') return '\n';
  if (!('childNodes' in node) || depth > DEEPEST) return '';
  return node.childNodes.map((child) => lettersOf(child, depth + 1)).join('');
}

function descendants(element: Element, tagName: string): readonly Element[] {
  const found: Element[] = [];
  const open: Node[] = [...element.childNodes].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!('tagName' in node)) continue;
    if (node.tagName === tagName) found.push(node);
    open.push(...[...node.childNodes].reverse());
  }
  return found;
}

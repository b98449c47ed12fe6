import { plainSpans, type Paragraph, type Run, type Spans, type Text } from '../../domain/text.ts';
import { readMarkdown } from '../reading/markdown.ts';
import { tidyText } from './tidy-text.ts';

/**
 * A text → the deck's Markdown that is read as that text again, with no more signs than it needs. Where Markdown has no
 * way to write a style (bold within a word before a quotation mark) or a list (of signs alone), that goes and the
 * letters stay.
 * @returns null where the text has more signs of Markdown than a deck may have
 */
export function textToMarkdown(text: Text): string | null {
  const tidy = tidyText(text);
  if (tidy.length === 0) return '';
  const [only] = tidy;
  if (tidy.length === 1 && only?.kind === 'paragraph' && only.spans.length === 1) {
    const [span] = only.spans;
    if (typeof span === 'string' && !NEEDS_CARE.test(span)) return span;
  }
  for (const [wanted, escape] of attempts(tidy)) {
    const source = write(wanted, escape);
    const read = readMarkdown(source);
    if (read.problems.length === 0 && isEqual(read.text, wanted)) return source;
  }
  return null;
}

type Escape = (letters: string) => string;

function attempts(tidy: Text): readonly (readonly [Text, Escape])[] {
  const unstyled = tidyText(withoutStyles(tidy));
  return [
    [tidy, escapeLetters],
    [tidy, escapeEverySign],
    [unstyled, escapeEverySign],
    [unstyled, referEverySign],
    [tidyText(withoutLists(unstyled)), referEverySign],
  ];
}

/** A list of signs alone is no list to a reader of decks: its items become paragraphs. */
function withoutLists(text: Text): Text {
  return text.flatMap((paragraph): readonly Paragraph[] =>
    paragraph.kind === 'list'
      ? paragraph.items.map((spans) => ({ kind: 'paragraph', spans }))
      : [paragraph],
  );
}

/** Letters that may mean something in Markdown, anywhere or at the start of a line. */
const NEEDS_CARE = /[\\`*_[\]<&\n|~]|^[ \t]*(?:[#>+=-]|\d{1,9}[.)])/m;

const LINE_START = /^(?=#{1,6}(?:[ \t]|$)|>|[-+](?:[ \t]|$)|=+[ \t]*$|-[- \t]*$|~{3})/gm;
const NUMBERED = /^(\d{1,9})(?=[.)](?:[ \t]|$))/gm;

/** Escapes what would be read as a sign where it stands; most prose needs nothing. */
export function escapeLetters(letters: string): string {
  return atLineStarts(
    letters
      .replaceAll(/\\(?=[!-/:-@[-`{-~]|\n|$)/g, '\\\\')
      .replaceAll(/[`[]/g, '\\$&')
      // A sign between spaces opens and closes nothing: "2 * 3", "a _____ of"; nor does one within a word: "a_b".
      .replaceAll(/(?<=[^\s])\*+|\*+(?=[^\s*])|^\*+/gm, escapeEach)
      .replaceAll(/(?<=[^\s\p{L}\p{N}_])_+|_+(?=[^\s\p{L}\p{N}_])/gu, escapeEach)
      .replaceAll(/(?<=[\p{L}\p{N}])_+(?=\s|$)|(?<=\s|^)_+(?=[\p{L}\p{N}])/gmu, escapeEach)
      .replaceAll(/<(?=[A-Za-z/!?])/g, '\\<')
      .replaceAll(/&(?=#?\w{1,40};)/g, '\\&'),
  );
}

function escapeEach(signs: string): string {
  return signs.replaceAll(/./g, '\\$&');
}

function escapeEverySign(letters: string): string {
  return atLineStarts(letters.replaceAll(/[\\`*_[\]<>&~|]/g, '\\$&'));
}

/** References are no signs to the reader, which takes only so many of them. */
function referEverySign(letters: string): string {
  return letters
    .replaceAll(/[\\`*_[\]<>&~|#]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll(
      /^[-+=]|[-+](?=[ \t])|(?<=\d)[.)](?=[ \t]|$)/gm,
      (sign) => `&#${sign.charCodeAt(0)};`,
    );
}

function atLineStarts(escaped: string): string {
  return escaped
    .replaceAll(LINE_START, '\\')
    .replaceAll(NUMBERED, '$1\\')
    .replaceAll(/^([ \t]*:?-{3,})(?=:?[ \t]*\|)/gm, '\\$1')
    .replaceAll(/^\|(?=[ \t]*:?-{3})/gm, '\\|');
}

function write(text: Text, escape: Escape): string {
  const parts: string[] = [];
  let marker = '';
  for (const paragraph of text) {
    marker = paragraph.kind === 'list' ? markerOf(paragraph.ordered, marker) : '';
    parts.push(writeParagraph(paragraph, marker, escape));
  }
  return parts.join('\n\n');
}

/** Two lists in a row are two only with different marks. */
function markerOf(ordered: boolean, before: string): string {
  if (ordered) return before === '.' ? ')' : '.';
  return before === '-' ? '+' : '-';
}

function writeParagraph(paragraph: Paragraph, marker: string, escape: Escape): string {
  switch (paragraph.kind) {
    case 'paragraph':
      return writeSpans(paragraph.spans, escape);
    case 'code':
      return codeBlock(paragraph.code, paragraph.language);
    case 'list':
      return paragraph.items
        .map((item, place) => {
          const mark = paragraph.ordered ? `${place + 1}${marker} ` : `${marker} `;
          return `${mark}${writeSpans(item, escape).replaceAll('\n', `\n${' '.repeat(mark.length)}`)}`;
        })
        .join('\n');
    default:
      return paragraph satisfies never;
  }
}

function codeBlock(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

function writeSpans(spans: Spans, escape: Escape): string {
  return spans.map((span) => (isRun(span) ? writeRun(span, escape) : hard(span, escape))).join('');
}

function isRun(span: Spans[number]): span is Run {
  return typeof span !== 'string' && !('at' in span);
}

function hard(span: Spans[number], escape: Escape): string {
  return escape(plainSpans([span])).replaceAll('\n', '\\\n');
}

function writeRun(run: Run, escape: Escape): string {
  const inner = run.code === true ? codeSpan(run.text) : hard(run.text, escape);
  const italic = run.italic === true ? `*${inner}*` : inner;
  const bold = run.bold === true ? `**${italic}**` : italic;
  return run.link === undefined ? bold : `[${bold}](<${run.link.replaceAll('&', '&amp;')}>)`;
}

function codeSpan(code: string): string {
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .*[^ ].* $/.test(code) ? ' ' : '';
  return `${fence}${pad}${code}${pad}${fence}`;
}

function withoutStyles(text: Text): Text {
  const bare = (spans: Spans): Spans =>
    spans.map((span) =>
      isRun(span) && span.code === true ? { text: span.text, code: true } : plainSpans([span]),
    );
  return text.map((paragraph): Paragraph => {
    if (paragraph.kind === 'paragraph') return { ...paragraph, spans: bare(paragraph.spans) };
    if (paragraph.kind === 'list') return { ...paragraph, items: paragraph.items.map(bare) };
    return paragraph;
  });
}

function isEqual(a: Text, b: Text): boolean {
  return canonical(a) === canonical(b);
}

function canonical(text: Text): string {
  return JSON.stringify(text, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

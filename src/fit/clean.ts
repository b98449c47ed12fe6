import type { Block, Card, Choice, Row } from '../domain/card.ts';
import { plain, plainSpans, text as literal } from '../domain/text.ts';
import type { Paragraph, Span, Spans, Text } from '../domain/text.ts';
import type { Limits } from '../ports/limits.ts';

/** C0 and C1 controls except tab and line feed, and characters that reorder their neighbours (bidi embeddings, isolates). */
const REORDERS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;
const HALF_CHARACTER = /\p{Cs}/gu;
/** Living scripts stack a handful of marks at most; more would only overlap other lines. */
const STACKED_MARKS = /(\p{M}{6})\p{M}+/gu;
/** Ordinary text contains none of these, so it is not searched four times. */
const ORDINARY = /^[\t\n\u0020-\u007E\u00A0-\u02FF\u2010-\u2027\u2190-\u27BF]*$/;
const NOTHING_TO_SEE = /^[\s\p{Cf}\p{M}\u115F\u1160\u3164\uFFA0]*$/u;

/** Removes the characters that would break out of a line; every letter stays. */
export function cleanString(value: string): string {
  if (ORDINARY.test(value)) return value;
  return value
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\u2028\u2029\u0085\r]/g, '\n')
    .replaceAll(REORDERS, '')
    .replaceAll(HALF_CHARACTER, '\uFFFD')
    .replaceAll(STACKED_MARKS, '$1');
}

function isEmpty(value: string): boolean {
  return NOTHING_TO_SEE.test(value);
}

function cleanSpans(spans: Spans, longestLink: number): Spans {
  return spans
    .map((span) => cleanSpan(span, longestLink))
    .filter((span) => typeof span !== 'object' || 'at' in span || span.text !== '')
    .filter((span) => span !== '');
}

function cleanSpan(span: Span, longestLink: number): Span {
  if (typeof span === 'string') return cleanString(span);
  if ('at' in span) return span;
  const text = cleanString(span.text);
  if (span.link === undefined || span.link.length <= longestLink) return { ...span, text };
  const { link: _tooLong, ...unlinked } = span;
  return { ...unlinked, text };
}

function cleanParagraph(paragraph: Paragraph, longestLink: number): Paragraph {
  switch (paragraph.kind) {
    case 'paragraph':
      return { kind: 'paragraph', spans: cleanSpans(paragraph.spans, longestLink) };
    case 'list':
      return {
        ...paragraph,
        items: paragraph.items
          .map((item) => cleanSpans(item, longestLink))
          .filter((item) => !isEmpty(plainSpans(item))),
      };
    case 'code':
      return {
        kind: 'code',
        code: cleanString(paragraph.code),
        language: /^[A-Za-z0-9+#-]{1,20}$/.test(paragraph.language) ? paragraph.language : '',
      };
    default:
      return paragraph satisfies never;
  }
}

function cleanText(value: Text, longestLink: number): Text {
  return value
    .map((paragraph) => cleanParagraph(paragraph, longestLink))
    .filter((paragraph) => !isEmpty(plain([paragraph]).replaceAll('•', '')));
}

function cleanChoice(choice: Choice, longestLink: number): Choice {
  const text = cleanText(choice.text, longestLink);
  return { ...choice, text: text.length === 0 ? literal('…') : text };
}

function cleanRow(row: Row, columns: number, longestLink: number): Row {
  const cells = Array.from({ length: columns }, (_, place) => {
    const spans = cleanSpans(row.cells[place] ?? [], longestLink);
    return spans.map(inOneLine);
  });
  return { ...row, cells };
}

function inOneLine(span: Span): Span {
  if (typeof span === 'string') return span.replaceAll(/\s*\n\s*/g, ' ');
  return 'at' in span ? span : { ...span, text: span.text.replaceAll(/\s*\n\s*/g, ' ') };
}

/** The block without what no platform can show; none if nothing is left. */
export function cleanBlock(block: Block, limits: Limits): readonly Block[] {
  const longestLink = Math.floor(limits.text / 3);
  switch (block.kind) {
    case 'heading': {
      const text = oneLine(block.text);
      return isEmpty(text) ? [] : [{ kind: 'heading', text }];
    }
    case 'text': {
      const text = cleanText(block.text, longestLink);
      return text.length === 0 ? [] : [{ ...block, text }];
    }
    case 'choices':
      if (block.choices.length === 0) return [];
      return [
        {
          kind: 'choices',
          choices: block.choices.map((choice) => cleanChoice(choice, longestLink)),
        },
      ];
    case 'rows':
      if (block.rows.length === 0) return [];
      return [
        {
          kind: 'rows',
          label: named(oneLine(block.label)),
          columns: block.columns.map((column) => ({ ...column, title: oneLine(column.title) })),
          rows: block.rows.map((row) => cleanRow(row, block.columns.length, longestLink)),
        },
      ];
    case 'picture': {
      const alt = named(cleanString(block.alt));
      return limits.pictures
        ? [{ ...block, alt }]
        : [{ kind: 'text', text: literal(alt), tone: 'quiet' }];
    }
    case 'buttons':
      if (block.buttons.length === 0) return [];
      return [
        {
          kind: 'buttons',
          buttons: block.buttons.map((button) => ({
            ...button,
            label: named(oneLine(button.label)),
          })),
        },
      ];
    case 'line':
      return [block];
    default:
      return block satisfies never;
  }
}

/** Words of ordinary letters with single spaces between them, none at the ends. */
const IN_ONE_LINE =
  /^[!-~\u00A1-\u02FF\u2010-\u2027\u2190-\u27BF]+(?: [!-~\u00A1-\u02FF\u2010-\u2027\u2190-\u27BF]+)*$/;

function oneLine(value: string): string {
  if (IN_ONE_LINE.test(value)) return value;
  return cleanString(value).replaceAll(/\s+/g, ' ').trim();
}

function named(value: string): string {
  return isEmpty(value) ? '…' : value;
}

export function cleanGist(gist: string): string {
  return named(oneLine(gist));
}

/** Removes what no platform can show: empty parts, half characters, controls. */
export function cleanCard(card: Card, limits: Limits): Card {
  return {
    gist: cleanGist(card.gist),
    blocks: card.blocks.flatMap((block) => cleanBlock(block, limits)),
  };
}

import type { Paragraph, Span, Spans, Text } from '../domain/text.ts';
import type { Limits } from '../ports/limits.ts';
import { graphemeStart } from './graphemes.ts';
import { MARKUP, overheadOfRun, sizeOfParagraph, sizeOfSpan, sizeOfText } from './measure.ts';

type Measure = Limits['measure'];

const MORE = '…';
/** A cut moves back to a space within this many characters. */
const BACK_TO_SPACE = 24;

interface Cut<T> {
  readonly head: T;
  readonly rest: T;
}

/** The longest start of `value` that measures at most `room`, in whole graphemes, at a space where one is near. */
export function cutString(value: string, room: number, measure: Measure): Cut<string> {
  if (measure(value) <= room) return { head: value, rest: '' };
  let end = graphemeStart(value, longestStart(value, room, measure));
  // Where a start measures more than a longer one does.
  while (end > 0 && measure(value.slice(0, end)) > room) end = graphemeStart(value, end - 1);
  const space = /\s\S*$/u.exec(value.slice(0, end));
  const splitsWord = /^\S/u.test(value.slice(end));
  if (splitsWord && space !== null && space.index > 0 && end - space.index <= BACK_TO_SPACE)
    end = space.index + 1;
  return { head: value.slice(0, end), rest: value.slice(end) };
}

/** How many code units of a text measure at most `room`: found by halves, from where most texts have their end. */
function longestStart(value: string, room: number, measure: Measure): number {
  const fits = (end: number): boolean => measure(value.slice(0, end)) <= room;
  let low = 0;
  let high = Math.max(1, room);
  while (high < value.length && fits(high)) [low, high] = [high, 2 * high];
  high = Math.min(high, value.length);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A literal text within `room`; `…` marks a cut. */
export function clipString(value: string, room: number, measure: Measure): string {
  if (measure(value) <= room) return value;
  return `${cutString(value, room - measure(MORE), measure).head.trimEnd()}${MORE}`;
}

export function cutSpans(spans: Spans, room: number, measure: Measure): Cut<Spans> {
  const head: Span[] = [];
  let left = room;
  for (const [place, span] of spans.entries()) {
    const size = sizeOfSpan(span, measure);
    if (size <= left) {
      head.push(span);
      left -= size;
      continue;
    }
    const after = spans.slice(place + 1);
    if (typeof span === 'string') {
      const cut = cutString(span, left, measure);
      return { head: [...head, ...kept(cut.head)], rest: [...kept(cut.rest), ...after] };
    }
    if ('at' in span) return { head, rest: [span, ...after] };
    const cut = cutString(span.text, left - overheadOfRun(span), measure);
    if (cut.head === '') return { head, rest: [span, ...after] };
    return {
      head: [...head, { ...span, text: cut.head }],
      rest: [{ ...span, text: cut.rest }, ...after],
    };
  }
  return { head, rest: [] };
}

function kept(value: string): Spans {
  return value === '' ? [] : [value];
}

export function clipSpans(spans: Spans, room: number, measure: Measure): Spans {
  if (spans.reduce((sum, span) => sum + sizeOfSpan(span, measure), 0) <= room) return spans;
  return withMore(cutSpans(spans, room - measure(MORE), measure).head);
}

function withMore(spans: Spans): Spans {
  const last = spans.at(-1);
  return typeof last === 'string'
    ? [...spans.slice(0, -1), `${last.trimEnd()}${MORE}`]
    : [...spans, MORE];
}

/** The longest start of a text that measures at most `room`; paragraphs stay whole where they can. */
export function cutText(text: Text, room: number, measure: Measure): Cut<Text> {
  const head: Paragraph[] = [];
  let left = room;
  for (const [place, paragraph] of text.entries()) {
    const size = sizeOfParagraph(paragraph, measure);
    if (size <= left) {
      head.push(paragraph);
      left -= size;
      continue;
    }
    const cut = cutParagraph(paragraph, left, measure);
    const after = text.slice(place + 1);
    return {
      head: cut.head === null ? head : [...head, cut.head],
      rest: cut.rest === null ? after : [cut.rest, ...after],
    };
  }
  return { head, rest: [] };
}

function cutParagraph(paragraph: Paragraph, room: number, measure: Measure): Cut<Paragraph | null> {
  const inner = room - MARKUP.paragraph;
  switch (paragraph.kind) {
    case 'paragraph': {
      const cut = cutSpans(paragraph.spans, inner, measure);
      return {
        head: cut.head.length === 0 ? null : { kind: 'paragraph', spans: cut.head },
        rest: cut.rest.length === 0 ? null : { kind: 'paragraph', spans: cut.rest },
      };
    }
    case 'code': {
      const space = inner - MARKUP.fence - paragraph.language.length;
      const cut = cutString(paragraph.code, space, measure);
      return {
        head: cut.head.trim() === '' ? null : { ...paragraph, code: cut.head },
        rest: cut.rest.trim() === '' ? null : { ...paragraph, code: cut.rest },
      };
    }
    case 'list':
      return cutList(paragraph, inner, measure);
    default:
      return paragraph satisfies never;
  }
}

function cutList(
  list: Extract<Paragraph, { kind: 'list' }>,
  room: number,
  measure: Measure,
): Cut<Paragraph | null> {
  const head: Spans[] = [];
  const rest: Spans[] = [];
  let left = room;
  for (const item of list.items) {
    const cut =
      rest.length > 0 ? { head: [], rest: item } : cutSpans(item, left - MARKUP.item, measure);
    if (cut.head.length > 0) head.push(cut.head);
    if (cut.rest.length > 0) rest.push(cut.rest);
    left -= MARKUP.item + cut.head.reduce((sum, span) => sum + sizeOfSpan(span, measure), 0);
  }
  return {
    head: head.length === 0 ? null : { ...list, items: head },
    rest: rest.length === 0 ? null : { ...list, items: rest },
  };
}

/** A text within `room`; `…` marks a cut. */
export function clipText(text: Text, room: number, measure: Measure): Text {
  if (sizeOfText(text, measure) <= room) return text;
  const { head } = cutText(text, room - measure(MORE) - 1, measure);
  const last = head.at(-1);
  if (last === undefined) return [{ kind: 'paragraph', spans: [MORE] }];
  return [...head.slice(0, -1), paragraphWithMore(last)];
}

function paragraphWithMore(paragraph: Paragraph): Paragraph {
  switch (paragraph.kind) {
    case 'paragraph':
      return { kind: 'paragraph', spans: withMore(paragraph.spans) };
    case 'list': {
      const last = paragraph.items.at(-1) ?? [];
      return { ...paragraph, items: [...paragraph.items.slice(0, -1), withMore(last)] };
    }
    case 'code':
      return { ...paragraph, code: `${paragraph.code.trimEnd()}\n${MORE}` };
    default:
      return paragraph satisfies never;
  }
}

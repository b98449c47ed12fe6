import { dateFormat } from './date-format.ts';

/**
 * Text as data. A plain string is always literal: no renderer may read Markdown, mrkdwn, HTML or a mention
 * out of it. Styling and links exist only as runs, so a deck or a display name cannot ping or link.
 */

/** A piece of text with a style. `link` is an absolute http(s) URL that the deck reader has checked. */
export interface Run {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly code?: true;
  readonly link?: string;
  /** Native id of a channel, shown by its name where the platform knows it; never from a deck or a member. */
  readonly channel?: string;
}

/** A moment, shown in each reader's own zone where the platform can, else in `zone`. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly show: 'time' | 'date' | 'datetime';
  /** IANA zone for the written fallback. */
  readonly zone: string;
}

export type Span = string | Run | Moment;
export type Spans = readonly Span[];

export type Paragraph =
  | { readonly kind: 'paragraph'; readonly spans: Spans }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Spans[] }
  | { readonly kind: 'code'; readonly code: string; readonly language: string };

export type Text = readonly Paragraph[];

/** Stands in a sentence where a moment comes; no catalogue and no member can write it. */
const PLACE = '\u0000';

/** A sentence with a moment in it, whichever word order its language has. */
export function around(moment: Moment, say: (time: string) => string): Spans {
  const [before = '', after = ''] = say(PLACE).split(PLACE);
  return [before, moment, after];
}

/** One literal paragraph. */
export function text(...spans: readonly Span[]): Text {
  return [{ kind: 'paragraph', spans }];
}

/** The same with a capital at its beginning, as a sentence or a title has it. */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Paragraphs in bold, as a stem stands out; code in them stays code. */
export function strong(text: Text): Text {
  return text.map((paragraph) =>
    paragraph.kind === 'paragraph'
      ? {
          kind: 'paragraph',
          spans: paragraph.spans.map((span) =>
            typeof span === 'string'
              ? { text: span, bold: true }
              : 'at' in span
                ? span
                : { ...span, bold: true },
          ),
        }
      : paragraph,
  );
}

/** A bulleted list, one item per argument. */
export function list(items: readonly Spans[]): Text {
  return [{ kind: 'list', ordered: false, items }];
}

export function bold(value: string): Run {
  return { text: value, bold: true };
}

export function channelRun(channel: string): Run {
  return { text: `#${channel}`, channel };
}

/** A moment in its own zone as plain text: `24 Nov, 09:00`. */
export function writtenMoment(moment: Moment, locale = 'en-GB'): string {
  const date = { day: 'numeric', month: 'short' } as const;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const shape =
    moment.show === 'date' ? date : moment.show === 'time' ? time : { ...date, ...time };
  return dateFormat(locale, { ...shape, timeZone: moment.zone }).format(moment.at);
}

export function plainSpans(spans: Spans): string {
  return spans
    .map((span) =>
      typeof span === 'string' ? span : 'at' in span ? writtenMoment(span) : span.text,
    )
    .join('');
}

/** The text without styles, paragraphs separated by line feeds. */
export function plain(value: Text): string {
  return value
    .map((paragraph) => {
      switch (paragraph.kind) {
        case 'paragraph':
          return plainSpans(paragraph.spans);
        case 'list':
          return paragraph.items.map((item) => `• ${plainSpans(item)}`).join('\n');
        case 'code':
          return paragraph.code;
        default:
          return paragraph satisfies never;
      }
    })
    .join('\n');
}

/** Puts a lead before a text's first paragraph. */
export function prependSpan(lead: Span, value: Text): Text {
  const [first, ...rest] = value;
  if (first?.kind !== 'paragraph') return [{ kind: 'paragraph', spans: [lead] }, ...value];
  return [{ kind: 'paragraph', spans: [lead, ...first.spans] }, ...rest];
}

/** A text as one line of spans, for a list's item. */
export function toSingleLine(value: Text): Spans {
  return value.flatMap((part: Paragraph, index) => {
    const gap: Spans = index > 0 ? [' '] : [];
    switch (part.kind) {
      case 'paragraph':
        return [...gap, ...part.spans];
      case 'list':
        return [...gap, part.items.map((item) => plainSpans(item)).join('; ')];
      case 'code':
        return [...gap, { text: part.code, code: true } as const];
      default:
        return part satisfies never;
    }
  });
}

/** Postgres stores no U+0000, and no text needs one. */
export function withoutNul(value: string): string {
  return value.replaceAll('\u0000', '');
}

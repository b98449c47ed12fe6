import type { types } from '@slack/bolt';
import { writtenMoment } from '../../../domain/text.ts';
import type { Paragraph, Run, Span, Spans, Text } from '../../../domain/text.ts';
import { dateFormat, linkUrl, timestamp } from './mrkdwn.ts';

type Piece = types.RichTextElement;
export type RichTextPart = types.RichTextBlockElement;

/**
 * Text as rich_text: the one form in which Slack parses nothing, so that every letter of a deck or a name stays a
 * letter (rich text block). Empty pieces are refused by Slack and never made.
 */
export function richText(text: Text): RichTextPart[] {
  return text.flatMap((paragraph, place) => part(paragraph, place < text.length - 1));
}

function part(paragraph: Paragraph, goesOn: boolean): RichTextPart[] {
  switch (paragraph.kind) {
    case 'paragraph': {
      const elements = pieces(paragraph.spans);
      if (elements.length === 0) return [];
      if (goesOn) elements.push({ type: 'text', text: '\n' });
      return [{ type: 'rich_text_section', elements }];
    }
    case 'list': {
      const elements = paragraph.items
        .map((item) => pieces(item))
        .filter((item) => item.length > 0)
        .map((item): types.RichTextSection => ({ type: 'rich_text_section', elements: item }));
      const style = paragraph.ordered ? 'ordered' : 'bullet';
      return elements.length === 0 ? [] : [{ type: 'rich_text_list', style, elements }];
    }
    case 'code':
      return paragraph.code === '' ? [] : [preformatted(paragraph.code)];
    default:
      return paragraph satisfies never;
  }
}

export function preformatted(code: string): types.RichTextPreformatted {
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: code }] };
}

export function section(spans: Spans): types.RichTextSection {
  return { type: 'rich_text_section', elements: pieces(spans) };
}

export function pieces(spans: Spans): Piece[] {
  return spans.map((span) => piece(span)).filter((made) => made !== null);
}

function piece(span: Span): Piece | null {
  if (typeof span === 'string') return span === '' ? null : { type: 'text', text: span };
  if ('at' in span) {
    const fallback = writtenMoment(span);
    return { type: 'date', timestamp: timestamp(span), format: dateFormat(span), fallback };
  }
  if (span.text === '') return null;
  if (span.channel !== undefined) return { type: 'channel', channel_id: span.channel };
  const style = styleOf(span);
  const styled = style === null ? {} : { style };
  return span.link === undefined
    ? { type: 'text', text: span.text, ...styled }
    : { type: 'link', url: linkUrl(span.link), text: span.text, ...styled };
}

function styleOf(run: Run): { bold?: true; italic?: true; code?: true } | null {
  const style = {
    ...(run.bold === true ? { bold: true as const } : {}),
    ...(run.italic === true ? { italic: true as const } : {}),
    ...(run.code === true ? { code: true as const } : {}),
  };
  return Object.keys(style).length === 0 ? null : style;
}

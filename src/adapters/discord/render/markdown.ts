import type { Moment, Paragraph, Run, Span, Spans, Text } from '../../../domain/text.ts';
import { escapeText } from './escape.ts';

/** Shows nothing, and keeps signs apart that would be read together. */
const APART = '\u200B';

/** Text as Discord's Markdown: at most as long as `fit` has measured. */
export function markdown(text: Text): string {
  let said = '';
  let before: Paragraph['kind'] | null = null;
  for (const paragraph of text) {
    const shown = paragraphMarkdown(paragraph);
    if (shown.trim() === '') continue;
    // A blank line only between paragraphs: lists and code bring their own distance.
    const apart = before === 'paragraph' && paragraph.kind === 'paragraph' ? '\n\n' : '\n';
    said += before === null ? shown : `${apart}${shown}`;
    before = paragraph.kind;
  }
  return said;
}

function paragraphMarkdown(paragraph: Paragraph): string {
  switch (paragraph.kind) {
    case 'paragraph':
      return spansMarkdown(paragraph.spans);
    case 'list':
      return paragraph.items
        .map((item, place) => {
          const mark = paragraph.ordered ? `${place + 1}.` : '-';
          return `${mark} ${spansMarkdown(item).replaceAll(/\n+/g, ' ').trim()}`;
        })
        .join('\n');
    case 'code':
      return codeBlock(paragraph.code, paragraph.language);
    default:
      return paragraph satisfies never;
  }
}

/** Nothing is escaped inside a code block, so the only sign that could end it is kept apart from its like. */
export function codeBlock(code: string, language = ''): string {
  return `\`\`\`${language}\n${code.replaceAll(/`(?=`)/g, `\`${APART}`)}\n\`\`\``;
}

/** Neighbours of one style stand in one pair of signs: `**a****b**` would be read otherwise. */
export function spansMarkdown(spans: Spans): string {
  const [only, ...more] = spans;
  if (typeof only === 'string' && more.length === 0) return escapeText(only);
  const shown = spans.filter((span) => span !== '' && (!isRun(span) || span.text !== ''));
  const groups = groupBy(shown, (span) => isRun(span) && span.bold === true);
  return groups
    .map(({ styled, members }, place) => {
      if (styled) return wrapped('**', italics(members, false, false));
      // Signs of two styles that touch would be read as one: `**a***b*`.
      return italics(members, groups[place - 1] !== undefined, groups[place + 1] !== undefined);
    })
    .join('');
}

/** @param before, after whether bold text touches it there */
function italics(spans: Spans, before: boolean, after: boolean): string {
  const groups = groupBy(spans, (span) => isRun(span) && span.italic === true);
  return groups
    .map(({ styled, members }, place) => {
      const inner = members.map((span) => spanMarkdown(span)).reduce(besides, '');
      if (!styled) return inner;
      const left = before && place === 0 ? APART : '';
      const right = after && place === groups.length - 1 ? APART : '';
      return `${left}${wrapped('*', inner)}${right}`;
    })
    .join('');
}

/** Two pieces of code that touch would be read as one, with two signs in its middle. */
function besides(before: string, next: string): string {
  return before.endsWith('`') && next.startsWith('`') ? before + APART + next : before + next;
}

interface Group {
  readonly styled: boolean;
  readonly members: Span[];
}

function groupBy(spans: Spans, isStyled: (span: Span) => boolean): readonly Group[] {
  const groups: Group[] = [];
  for (const span of spans) {
    const styled = isStyled(span);
    const last = groups.at(-1);
    if (last?.styled === styled) last.members.push(span);
    else groups.push({ styled, members: [span] });
  }
  return groups;
}

function isRun(span: Span): span is Run {
  return typeof span === 'object' && !('at' in span);
}

/** Signs close at letters only, so spaces around a text stay outside of them. */
function wrapped(sign: string, inner: string): string {
  const core = inner.trim();
  if (core === '') return inner;
  const start = inner.indexOf(core);
  return `${inner.slice(0, start)}${sign}${core}${sign}${inner.slice(start + core.length)}`;
}

function spanMarkdown(span: Span): string {
  if (typeof span === 'string') return escapeText(span);
  if ('at' in span) return moment(span);
  if (span.channel !== undefined) return `<#${span.channel}>`;
  const shown = isPlainCode(span) ? `\`${span.text}\`` : escapeText(span.text);
  const url = span.link === undefined ? null : linkUrl(span.link);
  return url === null ? shown : wrappedLink(shown, url);
}

/** Inside code nothing is escaped: what would end it, or the style or link around it, is shown as letters. */
function isPlainCode({ text, code, bold, italic, link }: Run): boolean {
  if (code !== true || text.trim() === '') return false;
  const styled = bold === true || italic === true || link !== undefined;
  return !(styled ? /[`*[\]\\]/ : /`/).test(text);
}

function wrappedLink(shown: string, url: string): string {
  return shown.trim() === '' ? shown : `[${shown}](<${url}>)`;
}

/** Each reader sees it in their own zone (message formatting, timestamp styles). */
function moment({ at, show }: Moment): string {
  const style = { time: 't', date: 'D', datetime: 'f' }[show];
  return `<t:${Math.floor(at / 1000)}:${style}>`;
}

/** An address that can stand between `<` and `>`; null for one that cannot, whose text is then shown alone. */
export function linkUrl(link: string): string | null {
  return /^https?:\/\/[^\s<>\\]+$/.test(link) ? link : null;
}

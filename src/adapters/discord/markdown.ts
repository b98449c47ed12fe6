import type { Paragraph, Run, Span, Spans, Text } from '../../domain/text.ts';

/**
 * Characters that Discord may read something out of, wherever they stand: styles, spoilers, code, mentions,
 * timestamps, custom emoji, masked links. A backslash before a sign that is neither letter, digit nor space makes it
 * a letter (Markdown Text 101, support.discord.com).
 */
const ANYWHERE = /[\\*_~`|<@[\]]/g;
/** `:name:` is an emoji and `scheme://` a link; a colon before a space is neither. */
const COLON = /:(?!\s)/g;
/** Headings, subtext, quotes and lists begin a line. */
const BEGINS_A_LINE = /^([ \t]*)([#>+-])/gm;
/** The digits may stand in the span before. */
const NUMBERS_A_LINE = /^([ \t]*\d*)([.)])/gm;
/** Shows nothing, and keeps signs apart that would be read together. */
const APART = '\u200B';

/** A text in which Discord's clients read nothing but its letters, whatever stands before or after it. */
export function escapeText(text: string): string {
  return text
    .replaceAll(ANYWHERE, '\\$&')
    .replaceAll(COLON, '\\:')
    .replaceAll(BEGINS_A_LINE, '$1\\$2')
    .replaceAll(NUMBERS_A_LINE, '$1\\$2');
}

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

export function spansMarkdown(spans: Spans): string {
  return joinAlike(spans)
    .map((span, place, all) => spanMarkdown(span, isRun(all[place - 1]) || isRun(all[place + 1])))
    .join('');
}

function isRun(span: Span | undefined): boolean {
  return typeof span === 'object' && !('at' in span);
}

/** Neighbours of one style become one run: `**a****b**` would be read otherwise. */
function joinAlike(spans: Spans): Spans {
  const joined: Span[] = [];
  for (const span of spans) {
    if (span === '') continue;
    const before = joined.at(-1);
    const alike =
      typeof span === 'object' &&
      !('at' in span) &&
      typeof before === 'object' &&
      !('at' in before) &&
      before.bold === span.bold &&
      before.italic === span.italic &&
      before.code === span.code &&
      before.link === span.link;
    if (alike) joined.splice(-1, 1, { ...before, text: before.text + span.text });
    else joined.push(span);
  }
  return joined;
}

function spanMarkdown(span: Span, besideRun: boolean): string {
  if (typeof span === 'string') return escapeText(span);
  if ('at' in span) return moment(span);
  return run(span, besideRun);
}

/** Each reader sees it in their own zone (message formatting, timestamp styles). */
function moment({ at, show }: { at: number; show: 'time' | 'date' | 'datetime' }): string {
  const style = { time: 't', date: 'D', datetime: 'f' }[show];
  return `<t:${Math.floor(at / 1000)}:${style}>`;
}

/** Styles close at letters only, so spaces around them stay outside. */
function run(span: Run, besideRun: boolean): string {
  const [, lead = '', core = '', trail = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(span.text) ?? [];
  if (core === '') return span.text;
  // Inside code nothing is escaped: what holds a backtick is shown as letters.
  let shown = span.code === true && !core.includes('`') ? `\`${core}\`` : escapeText(core);
  const url = span.link === undefined ? null : linkUrl(span.link);
  if (url !== null) shown = `[${shown}](<${url}>)`;
  if (span.italic === true) shown = besideRun ? `${APART}*${shown}*${APART}` : `*${shown}*`;
  if (span.bold === true) shown = `**${shown}**`;
  return `${lead}${shown}${trail}`;
}

/** An address that can stand between `<` and `>`; null for one that cannot, whose text is then shown alone. */
export function linkUrl(link: string): string | null {
  return /^https?:\/\/[^\s<>\\]+$/.test(link) ? link : null;
}

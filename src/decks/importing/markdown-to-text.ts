import { PICTURE_LEFT_OUT, SOUND_LEFT_OUT } from './reasons.ts';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Text } from '../../domain/text.ts';
import { readMarkdown } from '../reading/markdown.ts';
import { tooManyMarks } from '../reading/markdown-limits.ts';
import type { Mark } from './imported.ts';
import { MOST_LETTERS } from './literal-text.ts';
import { latexMarks } from './text-marks.ts';
import { tidyText } from './tidy-text.ts';

const HTML_MEDIA = /^<(?:img|audio|video|iframe)\b/i;

/**
 * Anybody's Markdown → a deck's text. Pictures are left out by name; headings, quotations, tables and HTML stay the
 * letters that they were written with; each is a mark.
 */
export function markdownToText(source: string): {
  readonly text: Text;
  readonly marks: readonly Mark[];
} {
  const marks: Mark[] = [];
  const whole = source.slice(0, MOST_LETTERS).trim();
  const shown = /!\[|<(?:img|audio|video|iframe)\b/i.test(whole)
    ? withoutMedia(whole, marks)
    : whole;
  if (shown === '') return { text: [], marks };
  const { text, problems } = readMarkdown(shown);
  for (const { message } of problems.slice(0, 3))
    marks.push({
      what: {
        en: 'Markdown stays letters where decks do not show it',
        de: 'Markdown bleibt als Text stehen, wo Decks es nicht darstellen',
      },
      detail: message,
    });
  const tidy = tidyText(text);
  return { text: tidy, marks: [...marks, ...latexMarks(tidy)] };
}

/** Cuts out what the Markdown parser takes for pictures and sound, which leaves code alone. */
function withoutMedia(source: string, marks: Mark[]): string {
  if (tooManyMarks(source) !== null) return source;
  const kept: string[] = [];
  let done = 0;
  for (const node of mediaOf(fromMarkdown(source))) {
    const start = node.position?.start.offset ?? 0;
    kept.push(source.slice(done, start));
    done = node.position?.end.offset ?? start;
    marks.push(markOf(node));
  }
  return (kept.join('') + source.slice(done)).trim();
}

function mediaOf(node: Nodes): readonly Nodes[] {
  if (node.type === 'image' || (node.type === 'html' && HTML_MEDIA.test(node.value))) return [node];
  return 'children' in node ? node.children.flatMap(mediaOf) : [];
}

function markOf(node: Nodes): Mark {
  const html = node.type === 'html' ? node.value : '';
  const isPicture = node.type === 'image' || /^<img/i.test(html);
  const target =
    node.type === 'image' ? node.url : (/src\s*=\s*["']?([^"'\s>]+)/i.exec(html)?.[1] ?? '');
  const alternative = node.type === 'image' ? (node.alt ?? '') : '';
  const name = target.split(/[/?#]/).findLast((piece) => piece !== '') ?? alternative;
  return {
    what: isPicture ? PICTURE_LEFT_OUT : SOUND_LEFT_OUT,
    detail: name === '' ? null : name.slice(0, 60),
  };
}

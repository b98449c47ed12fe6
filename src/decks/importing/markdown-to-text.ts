import type { Text } from '../../domain/text.ts';
import { readMarkdown } from '../reading/markdown.ts';
import type { Mark } from './imported.ts';
import { latexMarks } from './text-marks.ts';
import { tidyText } from './tidy-text.ts';

const PICTURE = /!\[([^\]\n]{0,300})\]\(\s*<?([^)\s>]{0,2000})>?[^)\n]{0,300}\)/g;
const HTML_PICTURE = /<(?:img|audio|video|iframe)\b[^>\n]{0,2000}>/gi;

/**
 * Anybody's Markdown → a deck's text. Pictures are left out by name; headings, quotations, tables and HTML stay the
 * letters that they were written with; each is a mark.
 */
export function markdownToText(source: string): {
  readonly text: Text;
  readonly marks: readonly Mark[];
} {
  const marks: Mark[] = [];
  const outsideCode = source.split(/(^(?:`{3,}|~{3,})[\s\S]*?^(?:`{3,}|~{3,})[ \t]*$)/m);
  const withoutPictures = outsideCode
    .map((part, place) => {
      if (place % 2 === 1) return part;
      return part
        .replaceAll(PICTURE, (_all, alt: string, target: string) => {
          const name = target.split(/[/?#]/).findLast((piece) => piece !== '') ?? alt;
          marks.push({ what: 'a picture is left out', detail: name.slice(0, 60) });
          return '';
        })
        .replaceAll(HTML_PICTURE, (tag) => {
          const name = /src\s*=\s*["']?([^"'\s>]+)/i.exec(tag)?.[1]?.split('/').at(-1) ?? null;
          const what = /^<img/i.test(tag) ? 'a picture is left out' : 'sound or video is left out';
          marks.push({ what, detail: name });
          return '';
        });
    })
    .join('');
  if (withoutPictures.trim() === '') return { text: [], marks };
  const { text, problems } = readMarkdown(withoutPictures.trim());
  for (const { message } of problems.slice(0, 3))
    marks.push({ what: 'Markdown stays letters where decks do not show it', detail: message });
  const tidy = tidyText(text);
  return { text: tidy, marks: [...marks, ...latexMarks(tidy)] };
}

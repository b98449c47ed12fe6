import type { Text } from '../../domain/text.ts';
import { readMarkdown } from '../reading/markdown.ts';
import type { Mark } from './imported.ts';
import { MOST_LETTERS } from './literal-text.ts';
import { latexMarks } from './text-marks.ts';
import { tidyText } from './tidy-text.ts';

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
  const outsideCode = source
    .slice(0, MOST_LETTERS)
    .split(/(^(?:`{3,}|~{3,})[\s\S]*?^(?:`{3,}|~{3,})[ \t]*$)/m);
  const withoutPictures = outsideCode
    .map((part, place) => (place % 2 === 1 ? part : partWithoutPictures(part, marks)))
    .join('')
    .trim();
  if (withoutPictures === '') return { text: [], marks };
  const { text, problems } = readMarkdown(withoutPictures);
  for (const { message } of problems.slice(0, 3))
    marks.push({ what: 'Markdown stays letters where decks do not show it', detail: message });
  const tidy = tidyText(text);
  return { text: tidy, marks: [...marks, ...latexMarks(tidy)] };
}

/** Longest alternative text and target of a picture. */
const LONGEST = 2_000;

function partWithoutPictures(part: string, marks: Mark[]): string {
  const kept: string[] = [];
  let done = 0;
  for (let start = part.indexOf('!['); start !== -1; start = part.indexOf('![', start + 2)) {
    const picture = pictureAt(part.slice(start, start + 2 * LONGEST));
    if (picture === null || start < done) continue;
    kept.push(part.slice(done, start));
    done = start + picture.length;
    marks.push({ what: 'a picture is left out', detail: picture.name });
  }
  return (kept.join('') + part.slice(done)).replaceAll(HTML_PICTURE, (tag) => {
    const name = /src\s*=\s*["']?([^"'\s>]+)/i.exec(tag)?.[1]?.split('/').at(-1) ?? null;
    const what = /^<img/i.test(tag) ? 'a picture is left out' : 'sound or video is left out';
    marks.push({ what, detail: name });
    return '';
  });
}

/** `![alternative](target "title")` at the start of some letters, by plain steps, since a pattern would try for seconds. */
function pictureAt(
  letters: string,
): { readonly length: number; readonly name: string | null } | null {
  const middle = letters.indexOf('](');
  const end = letters.indexOf(')', middle);
  if (middle === -1 || end === -1 || letters.slice(0, end).includes('\n')) return null;
  const [target = ''] = letters
    .slice(middle + 2, end)
    .trim()
    .split(/\s/);
  const name =
    target.split(/[/?#<>]/).findLast((piece) => piece !== '') ?? letters.slice(2, middle);
  return { length: end + 1, name: name === '' ? null : name.slice(0, 60) };
}

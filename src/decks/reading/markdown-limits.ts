import type { Localized } from '../../domain/language.ts';

/** Signs that may mean something in Markdown: around words, of links and HTML, and at the start of a list item. */
const MARK = /[*_`[\]<>~]|[-+](?=[ \t])|\d[.)](?=[ \t])/g;

/** Quotations and list items that begin within one another on one line: each level costs the parser the square again. */
const NESTED = /^(?:[ \t]*(?:[-+*>]|\d{1,9}[.)])){9}/m;

/** Far more than 3,000 characters of prose have. */
const MOST_MARKS = 200;

/** Why a text is not given to the Markdown parser, which would take too long for it; null when it is. */
export function tooManyMarks(source: string): Localized | null {
  const marks = marksIn(source);
  if (marks > MOST_MARKS)
    return {
      en: `has ${marks} signs of Markdown, more than ${MOST_MARKS}: put code into a code block`,
      de: `hat ${marks} Markdown-Zeichen, mehr als ${MOST_MARKS}: Code gehört in einen Codeblock`,
    };
  return NESTED.test(source)
    ? {
        en: 'begins nine lists or quotations on one line',
        de: 'beginnt neun Listen oder Zitate in einer Zeile',
      }
    : null;
}

/**
 * How many signs of Markdown a text has, beside those of its code blocks. The parser's work grows with the square of it:
 * 3,000 characters of nothing else take it a second (measured), a few hundred nothing that anybody notices.
 */
function marksIn(source: string): number {
  return (withoutCodeBlocks(source).match(MARK) ?? []).length;
}

/** Leaves out only blocks that are code without doubt: at the start of lines, and in no HTML. */
function withoutCodeBlocks(source: string): string {
  if (/^ {0,3}</m.test(source)) return source;
  let fence: string | null = null;
  const kept: string[] = [];
  for (const line of source.split('\n')) {
    const found = /^(?:`{3,}|~{3,})/.exec(line)?.[0] ?? null;
    if (fence === null) {
      fence = found;
      kept.push(line);
    } else if (found !== null && found.startsWith(fence) && line.trim() === found) {
      fence = null;
    }
  }
  return kept.join('\n');
}

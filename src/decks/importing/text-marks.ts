import { plain, type Text } from '../../domain/text.ts';
import type { Mark } from './imported.ts';

/** Formulas as Moodle and Anki write them: `$$x$$`, `\(x\)`, `\[x\]`, `[latex]x[/latex]`, and commands such as `\frac`. */
const LATEX =
  /\$\$[^$]{1,200}\$\$|\\\([^)]{1,200}\\\)|\\\[[^\]]{1,200}\\\]|\[\$+\]|\[latex\]|\\(?:frac|sqrt|neq|leq|geq|sum|int|cdot|alpha|beta|pi)\b/;

/** A mark where a text holds a formula: it is shown as its letters. */
export function latexMarks(text: Text): readonly Mark[] {
  const found = LATEX.exec(plain(text));
  return found === null
    ? []
    : [
        {
          what: { en: 'LaTeX is shown as its letters', de: 'LaTeX erscheint als Text' },
          detail: found[0].slice(0, 40),
        },
      ];
}

const ALL_OF_THESE =
  /^(?:all|none|both|neither|any) (?:of )?(?:the )?(?:above|these|them|those|answers|options|choices)\b|^(?:alle|keine)[rs]? (?:davon|der (?:oben )?genannten|antworten)\b/i;

/** `A and C`, `answer B`, `both a) and b)`: letters that mean nothing once options are dealt anew. */
const LETTER_NAMED =
  /\b(?:answers?|options?|choices?|antwort(?:en)?)\s+\(?[A-H]\b\)?|^\(?[A-H]\)?\s+(?:and|or|und|oder|&)\s+\(?[A-H]\)?\.?$|\b(?:both|either|neither)\s+\(?[A-H]\)?\s+(?:and|or|nor)\s+\(?[A-H]\b/;

export interface MarkedTexts {
  readonly options: readonly Text[];
  /** Stem, context, reasons and explanation. */
  readonly others: readonly Text[];
}

/** Marks of texts that lean on the order of the options, which a deck deals anew for each round. */
export function orderMarks({ options, others }: MarkedTexts): readonly Mark[] {
  const marks: Mark[] = [];
  const all = options.map(plain).find((option) => ALL_OF_THESE.test(option));
  if (all !== undefined)
    marks.push({
      what: {
        en: 'an option is about the other options',
        de: 'eine Option spricht über die anderen Optionen',
      },
      detail: all.slice(0, 60),
    });
  for (const text of [...options, ...others]) {
    const found = LETTER_NAMED.exec(plain(text));
    if (found !== null) {
      marks.push({
        what: { en: 'a text names a letter', de: 'ein Text nennt einen Buchstaben' },
        detail: found[0].slice(0, 60),
      });
      break;
    }
  }
  return marks;
}

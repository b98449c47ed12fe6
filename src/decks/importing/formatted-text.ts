import type { Localized } from '../../domain/language.ts';
import type { Text } from '../../domain/text.ts';
import { htmlToText } from './html-to-text.ts';
import type { Mark } from './imported.ts';
import { literalText } from './literal-text.ts';
import { markdownToText } from './markdown-to-text.ts';
import { latexMarks } from './text-marks.ts';

/** How the letters of a text are meant. */
export type TextFormat = 'html' | 'markdown' | 'plain';

/** Reads the texts of one question and gathers their marks. */
export class QuestionTexts {
  readonly marks: Mark[] = [];

  read(letters: string, format: TextFormat): Text {
    switch (format) {
      case 'html':
        return this.marked(htmlToText(letters));
      case 'markdown':
        return this.marked(markdownToText(letters));
      case 'plain': {
        const text = literalText(letters);
        return this.marked({ text, marks: latexMarks(text) });
      }
      default:
        return format satisfies never;
    }
  }

  mark(what: Localized, detail: string | null): void {
    this.marks.push({ what, detail });
  }

  private marked({ text, marks }: { readonly text: Text; readonly marks: readonly Mark[] }): Text {
    this.marks.push(...marks);
    return text;
  }
}

/** The options of a statement that is true or false. */
export function trueFalse(isTrue: boolean, whys: { readonly right: Text; readonly wrong: Text }) {
  const option = (word: string, key: boolean) => ({
    text: literalText(word),
    key,
    why: key ? whys.right : whys.wrong,
  });
  return [option('True', isTrue), option('False', !isTrue)];
}

import { lettersOf } from '../../reading/by-text.ts';
import { plain, type Text } from '../../../domain/text.ts';
import { asked, optionsOf, type Rule } from './rule.ts';

const ABOVE =
  /\b(?:all|none|both|neither|any|some) of (?:the above|these|them|the (?:other |others)|the (?:answers|options))/i;
const ABSOLUTE = /\b(?:always|never|only|all|none)\b/i;

/** Options are dealt in any order, so nothing is "above"; and such options reward half knowledge. */
export const allOfTheAbove: Rule = {
  id: 'all-of-the-above',
  level: 'warning',
  language: 'english',
  byQuestion: true,
  *find(deck) {
    for (const placed of asked(deck)) {
      for (const { option, path } of optionsOf(placed)) {
        const found = ABOVE.exec(lettersOf(option.text).slice(0, 60));
        if (found === null || lettersOf(option.text).length > 60) continue;
        yield {
          path: [...path, 'text'],
          message: {
            en: `“${found[0]}” is no option of its own`,
            de: `„${found[0]}“ ist keine eigene Option`,
          },
          fix: {
            en: 'write an option that says something, or leave it out',
            de: 'eine Option schreiben, die etwas aussagt, oder sie weglassen',
          },
        };
      }
    }
  },
};

/** Readers know that little is always so: absolute words give distractors away. */
export const absoluteWords: Rule = {
  id: 'absolute-words',
  level: 'warning',
  language: 'english',
  byQuestion: true,
  *find(deck) {
    for (const placed of asked(deck)) {
      const options = optionsOf(placed);
      if (options.some(({ option }) => option.key && ABSOLUTE.test(lettersOf(option.text))))
        continue;
      for (const { option, path } of options) {
        const found = ABSOLUTE.exec(withoutCode(option.text));
        if (option.key || found === null) continue;
        yield {
          path: [...path, 'text'],
          message: {
            en: `“${found[0].toLowerCase()}” stands in a distractor and not in the key, which gives it away`,
            de: `„${found[0].toLowerCase()}“ steht in einem Distraktor und nicht in der richtigen Option, das verrät sie`,
          },
          fix: {
            en: 'say it less absolutely, or let the key be as absolute',
            de: 'es weniger absolut sagen oder die richtige Option ebenso absolut',
          },
        };
      }
    }
  },
};

const NEGATIVE = /\b(?:[Nn]ot|[Ee]xcept|(?<!\bat )least)\b/;

/** A small "not" is overlooked; then the question tests reading. Bold, italics or capitals cure it. */
export const negativeStem: Rule = {
  id: 'negative-stem',
  level: 'warning',
  language: 'english',
  byQuestion: true,
  *find(deck) {
    for (const { question, path } of asked(deck)) {
      const sentences = unstressed(question.ask).split(/(?<=[.?!…:])["”’']?\s+/);
      const questions = sentences.filter((sentence) => /\?["”’']?$/.test(sentence.trim()));
      const found = NEGATIVE.exec((questions.length === 0 ? sentences : questions).join(' '));
      if (found === null) continue;
      yield {
        path: [...path, 'ask'],
        message: {
          en: `“${found[0]}” turns the question round and is easily overlooked`,
          de: `„${found[0]}“ kehrt die Frage um und wird leicht überlesen`,
        },
        fix: {
          en: `ask it the other way, or write **${found[0].toLowerCase()}**`,
          de: `andersherum fragen oder **${found[0].toLowerCase()}** schreiben`,
        },
      };
    }
  },
};

/** The text without its bold, italic and code runs. */
function unstressed(text: Text): string {
  return kept(text, (run) => run.bold !== true && run.italic !== true && run.code !== true);
}

/** The text's letters without its code. */
export function withoutCode(text: Text): string {
  return kept(text, (run) => run.code !== true);
}

interface Style {
  readonly bold?: true;
  readonly italic?: true;
  readonly code?: true;
}

function kept(text: Text, keep: (run: Style) => boolean): string {
  return plain(
    text
      .filter((paragraph) => paragraph.kind !== 'code')
      .map((paragraph) =>
        paragraph.kind === 'paragraph'
          ? {
              ...paragraph,
              spans: paragraph.spans.filter(
                (span) => typeof span === 'string' || 'at' in span || keep(span),
              ),
            }
          : paragraph,
      ),
  );
}

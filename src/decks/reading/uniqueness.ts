import type { Deck } from '../../domain/deck.ts';
import type { Localized } from '../../domain/language.ts';
import type { Span } from '../../domain/text.ts';
import { byText, lettersOf } from './by-text.ts';

/** Rules without which a deck cannot be asked: ids once, texts once, the number of keys. */
export function checkOnce(
  { questions }: Pick<Deck, 'questions'>,
  add: (path: readonly PropertyKey[], rule: string, message: Localized, fix: Localized) => void,
): void {
  const seen = new Set<string>();
  for (const [index, question] of questions.entries()) {
    if (seen.has(question.id))
      add(
        ['questions', index, 'id'],
        'duplicate',
        {
          en: `the id ${question.id} stands twice in this deck`,
          de: `die Kennung ${question.id} steht in diesem Deck zweimal`,
        },
        { en: 'give each question its own', de: 'jeder Frage eine eigene geben' },
      );
    seen.add(question.id);
    const keys = question.options.filter((option) => option.key).length;
    if (keys !== 1) {
      const message =
        keys === 0
          ? { en: `${question.id} has no key`, de: `${question.id} hat keine richtige Option` }
          : {
              en: `${question.id} has ${keys} keys`,
              de: `${question.id} hat ${keys} richtige Optionen`,
            };
      add(['questions', index, 'options'], 'key-count', message, {
        en: 'mark exactly one option with key: true',
        de: 'genau eine Option mit key: true kennzeichnen',
      });
    }
    const ids = new Set<string>();
    const texts = new Set<string>();
    for (const [place, option] of question.options.entries()) {
      const path = ['questions', index, 'options', place];
      if (ids.has(option.id))
        add(
          path,
          'duplicate',
          {
            en: `the option id ${option.id} stands twice`,
            de: `die Kennung ${option.id} einer Option steht zweimal`,
          },
          { en: 'give each option its own', de: 'jeder Option eine eigene geben' },
        );
      ids.add(option.id);
      const text = sameAs(option.text);
      if (texts.has(text))
        add(
          [...path, 'text'],
          'duplicate',
          { en: 'two options say the same', de: 'zwei Optionen sagen dasselbe' },
          { en: 'change one of them', de: 'eine davon ändern' },
        );
      texts.add(text);
    }
  }
}

/** What a reader takes for one text: case, spaces, commas between words and the last full stop do not count. */
const sameAs = byText((text): string => {
  const letters = lettersOf(text).normalize('NFKC');
  // Signs stay, because `C`, `C++` and `-1` differ in nothing else; so does the case of code.
  const hasCode = text.some((one) => one.kind !== 'paragraph' || one.spans.some(isCode));
  return (hasCode ? letters : letters.toLowerCase())
    .replaceAll(/(?<=\p{L})[,;](?=\s)/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.…。]$/, '');
});

function isCode(span: Span): boolean {
  return typeof span !== 'string' && 'code' in span;
}

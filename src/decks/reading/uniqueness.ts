import type { Deck } from '../../domain/deck.ts';
import { plain, type Span, type Text } from '../../domain/text.ts';

/** Rules without which a deck cannot be asked: ids once, texts once, the number of keys. */
export function checkOnce(
  { questions }: Pick<Deck, 'questions'>,
  add: (path: readonly PropertyKey[], rule: string, message: string, fix: string) => void,
): void {
  const seen = new Set<string>();
  for (const [index, question] of questions.entries()) {
    if (seen.has(question.id))
      add(
        ['questions', index, 'id'],
        'duplicate',
        `the id ${question.id} stands twice in this deck`,
        'give each question its own',
      );
    seen.add(question.id);
    const keys = question.options.filter((option) => option.key).length;
    if (keys !== 1) {
      const message = keys === 0 ? `${question.id} has no key` : `${question.id} has ${keys} keys`;
      add(
        ['questions', index, 'options'],
        'key-count',
        message,
        'mark exactly one option with key: true',
      );
    }
    const ids = new Set<string>();
    const texts = new Set<string>();
    for (const [place, option] of question.options.entries()) {
      const path = ['questions', index, 'options', place];
      if (ids.has(option.id))
        add(
          path,
          'duplicate',
          `the option id ${option.id} stands twice`,
          'give each option its own',
        );
      ids.add(option.id);
      const text = sameAs(option.text);
      if (texts.has(text))
        add([...path, 'text'], 'duplicate', 'two options say the same', 'change one of them');
      texts.add(text);
    }
  }
}

/** What a reader takes for one text: case, spaces, commas between words and the last full stop do not count. */
function sameAs(text: Text): string {
  const letters = plain(text).normalize('NFKC');
  // Signs stay, because `C`, `C++` and `-1` differ in nothing else; so does the case of code.
  const hasCode = text.some((one) => one.kind !== 'paragraph' || one.spans.some(isCode));
  return (hasCode ? letters : letters.toLowerCase())
    .replaceAll(/(?<=\p{L})[,;](?=\s)/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.…。]$/, '');
}

function isCode(span: Span): boolean {
  return typeof span !== 'string' && 'code' in span;
}

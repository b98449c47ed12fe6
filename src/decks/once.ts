import type { Deck } from '../domain/deck.ts';
import type { DeckFile } from './schema.ts';

/** Rules without which a deck cannot be asked: ids once, texts once, the number of keys. */
export function checkOnce(
  file: DeckFile,
  deck: Deck,
  add: (path: readonly PropertyKey[], rule: string, message: string, fix: string) => void,
): void {
  const seen = new Set<string>();
  for (const [index, question] of deck.questions.entries()) {
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
      const text = (file.questions[index]?.options[place]?.text ?? '')
        .toLowerCase()
        .replaceAll(/\W+/g, ' ')
        .trim();
      if (texts.has(text))
        add([...path, 'text'], 'duplicate', 'two options say the same', 'change one of them');
      texts.add(text);
    }
  }
}

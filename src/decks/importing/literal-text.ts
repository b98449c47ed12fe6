import type { Text } from '../../domain/text.ts';

/** Far more than a deck takes; the rest of a hostile text costs nobody time. */
export const MOST_LETTERS = 20_000;

/** Letters that mean nothing but themselves → a text: empty lines part paragraphs, other line ends stay. */
export function literalText(value: string): Text {
  return value
    .slice(0, MOST_LETTERS)
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join('\n'),
    )
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => ({ kind: 'paragraph', spans: [paragraph] }));
}

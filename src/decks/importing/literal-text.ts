import type { Text } from '../../domain/text.ts';

/** Letters that mean nothing but themselves → a text: empty lines part paragraphs, other line ends stay. */
export function literalText(value: string): Text {
  return value
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

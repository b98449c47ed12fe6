import { plain, type Text } from '../../domain/text.ts';

/** A line of at most so many UTF-16 units before its ellipsis, cut between words and never within a character. */
export function cutLine(line: string, longest: number): string {
  if (line.length <= longest) return line;
  const start = line.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
  return `${start.replace(/\s+\S*$/u, '')} …`;
}

/** A question's text in one line of at most so many UTF-16 units, to stand within a sentence. */
export function stemLine(ask: Text | string, longest: number): string {
  const written = typeof ask === 'string' ? ask : plain(ask);
  return cutLine(written.replaceAll(/\s+/g, ' ').trim(), longest);
}

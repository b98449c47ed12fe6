import { parseDocument } from 'yaml';

/** The title in a deck's YAML, which need not be a whole deck yet; null if it has none in a line of its own. */
export function titleIn(source: string): string | null {
  const line = /^title:.*$/m.exec(source)?.[0];
  if (line === undefined) return null;
  const title: unknown = parseDocument(line, { schema: 'failsafe' }).get('title');
  return typeof title === 'string' && title.trim() !== '' ? title.trim() : null;
}

import type { Deck, Question } from '../../domain/deck.ts';
import { noteLine } from '../importing/question-notes.ts';
import { asMarkdown, exportedQuestion, type ExportedOption } from './exported-question.ts';

/**
 * A deck as Markdown for reading and reviewing: a heading for each stem, boxes for options, reasons as quotations. What
 * Markdown has no place for stands in comments that nobody sees, so that it comes back with an import.
 */
export function deckToMarkdown(deck: Deck): string {
  const title = `# ${asMarkdown([{ kind: 'paragraph', spans: [deck.title] }])}`;
  return `${[title, ...deck.questions.map(questionMarkdown)].join('\n\n')}\n`;
}

function questionMarkdown(question: Question): string {
  const exported = exportedQuestion(question, asMarkdown);
  const below = question.ask[0]?.kind !== 'paragraph';
  const [first = '', ...rest] = below ? ['…', exported.ask] : exported.ask.split('\n');
  const note = noteLine({
    id: exported.id,
    ...(below ? { below } : {}),
    ...(exported.tags.length > 0 ? { tags: [...exported.tags] } : {}),
    ...(exported.level === null ? {} : { level: exported.level }),
    ...(exported.sources.length > 0
      ? { sources: exported.sources.map((one) => ({ ...one })) }
      : {}),
    ...(exported.points.length > 0 ? { points: [...exported.points] } : {}),
    ...(exported.reviewed === null ? {} : { reviewed: exported.reviewed }),
    ...(exported.retired ? { retired: true } : {}),
    options: question.options.map(({ id, short, kind }) => ({
      id,
      ...(short === null ? {} : { short }),
      ...(kind === null ? {} : { kind }),
    })),
  });
  return [
    // Signs at the end of a heading close it.
    `## ${first.replace(/(?<=\s)(#+)$/, '\\$1')}`,
    note,
    ...(rest.length > 0 ? [rest.join('\n')] : []),
    exported.context === '' ? '<!-- options -->' : `<!-- context -->\n\n${exported.context}\n`,
    '',
    ...exported.options.map(optionMarkdown),
    ...(exported.explain === '' ? [] : ['', '<!-- explain -->', '', exported.explain]),
  ].join('\n');
}

function optionMarkdown({ text, key, why }: ExportedOption): string {
  const box = key ? '- [x]' : '- [ ]';
  const lines =
    text.includes('\n') || /^[`~]{3}/.test(text) ? `\n${indented(text, '    ')}` : ` ${text}`;
  return `${box}${lines}${why === '' ? '' : `\n${indented(why, '  > ')}`}`;
}

function indented(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? by.trimEnd() : `${by}${line}`))
    .join('\n');
}

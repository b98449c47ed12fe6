import type { Deck, Question } from '../../domain/deck.ts';
import { asMarkdown, exportedQuestion } from './exported-question.ts';

/** A deck as Moodle's GIFT, its texts in Markdown, which Moodle shows. The context follows the stem. */
export function deckToGift(deck: Deck): string {
  return `${deck.questions.map(questionGift).join('\n\n')}\n`;
}

function questionGift(question: Question): string {
  const { id, ask, context, options, explain, tags } = exportedQuestion(question, asMarkdown);
  const notes = [`[id:${id}]`, ...tags.map((tag) => `[tag:${tag}]`)].join(' ');
  const stem = context === '' ? ask : `${ask}\n\n${context}`;
  return [
    `// ${notes}`,
    `::${id}::${text(stem)}{`,
    ...options.map(
      (option) =>
        `\t${option.key ? '=' : '~'}${text(option.text)}${option.why === '' ? '' : `#${text(option.why)}`}`,
    ),
    ...(explain === '' ? [] : [`\t####${text(explain)}`]),
    '}',
  ].join('\n');
}

function text(markdown: string): string {
  return `[markdown]${markdown.replaceAll(/[\\:#={}~]/g, '\\$&').replaceAll('\n', '\\n')}`;
}

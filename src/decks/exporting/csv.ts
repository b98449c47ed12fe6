import type { Deck } from '../../domain/deck.ts';
import { asMarkdown, exportedQuestion } from './exported-question.ts';
import { tableRow } from '../../domain/table-row.ts';
import { TABLE_HEADERS, tableCells } from './table.ts';

/** A deck as a table, its texts in Markdown. It begins with a mark by which spreadsheets know UTF-8. */
export function deckToCsv(deck: Deck): string {
  const head = ['format', 'id', 'tags', ...TABLE_HEADERS];
  const rows = deck.questions.map((question) => {
    const cells = tableCells(exportedQuestion(question, asMarkdown), {
      letters: (plain) => plain,
      lineEnd: '\n',
    });
    return ['markdown', question.id, question.tags.join(';'), ...cells];
  });
  return `\uFEFF${[head, ...rows].map((row) => tableRow(row, ',')).join('\n')}\n`;
}

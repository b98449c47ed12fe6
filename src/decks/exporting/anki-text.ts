import type { Deck } from '../../domain/deck.ts';
import { exportedQuestion } from './exported-question.ts';
import { tableRow } from '../../domain/table-row.ts';
import { TABLE_HEADERS, tableCells } from './table.ts';
import { escapeHtml, textToHtml } from './text-to-html.ts';

/** A deck as notes that Anki imports: the columns are fields of a note type, texts are HTML. */
export function deckToAnkiText(deck: Deck): string {
  const head = [
    '#separator:tab',
    '#html:true',
    '#guid column:1',
    '#tags column:2',
    `#columns:${['guid', 'tags', ...TABLE_HEADERS].join('\t')}`,
  ];
  const rows = deck.questions.map((question) => {
    const cells = tableCells(exportedQuestion(question, textToHtml), {
      letters: escapeHtml,
      lineEnd: '<br>',
    });
    return tableRow([question.id, question.tags.join(' '), ...cells], '\t');
  });
  return `${[...head, ...rows].join('\n')}\n`;
}

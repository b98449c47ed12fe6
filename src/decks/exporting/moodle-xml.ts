import type { Deck, Question } from '../../domain/deck.ts';
import { exportedQuestion } from './exported-question.ts';
import { textToHtml } from './text-to-html.ts';

/** A deck as Moodle's XML, its texts in HTML. The context follows the stem. */
export function deckToMoodleXml(deck: Deck): string {
  const questions = deck.questions.map(questionXml).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions}\n</quiz>\n`;
}

function questionXml(question: Question): string {
  const { id, ask, context, options, explain, tags, retired } = exportedQuestion(
    question,
    textToHtml,
  );
  return `  <question type="multichoice">
    <name><text>${id}</text></name>
    <questiontext format="html">${text(ask + context)}</questiontext>
    <generalfeedback format="html">${text(explain)}</generalfeedback>
    <defaultgrade>1</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>${retired ? 1 : 0}</hidden>
    <idnumber>${id}</idnumber>
    <single>true</single>
    <shuffleanswers>true</shuffleanswers>
    <answernumbering>abc</answernumbering>
${options
  .map(
    (option) => `    <answer fraction="${option.key ? 100 : 0}" format="html">${text(option.text)}
      <feedback format="html">${text(option.why)}</feedback>
    </answer>`,
  )
  .join('\n')}
    <tags>${tags.map((tag) => `<tag><text>${tag}</text></tag>`).join('')}</tags>
  </question>`;
}

function text(html: string): string {
  return `<text><![CDATA[${html.replaceAll(']]>', ']]]]><![CDATA[>')}]]></text>`;
}

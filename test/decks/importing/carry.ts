import { TEXT_PARSERS, type TextFormatName } from '../../../src/decks/importing/detect-format.ts';
import { draftQuestion } from '../../../src/decks/importing/draft-question.ts';
import type { Item } from '../../../src/decks/importing/imported.ts';

/** What of some items a deck can hold, in a shape that is short to compare. */
export function carried(items: Iterable<Item>) {
  const questions: ReturnType<typeof shortOf>[] = [];
  const not: string[] = [];
  const notes: string[] = [];
  for (const item of items) {
    if (item.kind === 'note') {
      notes.push(item.message);
      continue;
    }
    const found = item.kind === 'question' ? draftQuestion(item) : item;
    if (found.kind === 'draft') questions.push(shortOf(found));
    else not.push(`${found.line}: ${found.reason}`);
  }
  return { questions, not, notes };
}

function shortOf(draft: Extract<ReturnType<typeof draftQuestion>, { kind: 'draft' }>) {
  const { options, ...question } = draft.question;
  return {
    line: draft.line,
    name: draft.name,
    ...question,
    options: options.map(({ text, key }) => (key === true ? `+${text}` : text)),
    whys: options.flatMap(({ why }) => (why === undefined ? [] : [why])),
    marks: draft.marks.map(({ what, detail }) => (detail === null ? what : `${what}: ${detail}`)),
  };
}

/** The same for a text of one format. */
export function carriedFrom(
  format: TextFormatName,
  text: string,
  more: { readonly file?: string; readonly columns?: ReadonlyMap<string, string> } = {},
) {
  const { file = 'quiz', columns = new Map<string, string>() } = more;
  return carried(TEXT_PARSERS[format]({ text, file, columns }));
}

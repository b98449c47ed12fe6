import { TEXT_PARSERS, type TextFormatName } from '../../../src/decks/importing/detect-format.ts';
import { draftQuestion } from '../../../src/decks/importing/draft-question.ts';
import type { Item, Mark } from '../../../src/decks/importing/imported.ts';

/** A mark in one line of English. */
export function markSaid({ what, detail }: Mark): string {
  if (detail === null) return what.en;
  return `${what.en}: ${typeof detail === 'string' ? detail : detail.en}`;
}

/** What of some items a deck can hold, in a shape that is short to compare. */
export function carried(items: Iterable<Item>) {
  const questions: ReturnType<typeof shortOf>[] = [];
  const not: string[] = [];
  const notes: string[] = [];
  for (const item of items) {
    if (item.kind === 'note') {
      notes.push(item.message.en);
      continue;
    }
    const found = item.kind === 'question' ? draftQuestion(item) : item;
    if (found.kind === 'draft') questions.push(shortOf(found));
    else not.push(`${found.line}: ${found.reason.en}`);
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
    marks: draft.marks.map(markSaid),
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

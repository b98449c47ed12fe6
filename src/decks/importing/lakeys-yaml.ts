import { NO_TRIVIA } from './reasons.ts';
import { isMap, isNode, isSeq, LineCounter, parseAllDocuments, type Document } from 'yaml';
import { yamlErrorInWords } from '../reading/yaml-errors.ts';
import { refusedToken } from '../reading/yaml-limits.ts';
import { notCarried, type Item, type TextSource } from './imported.ts';
import { openTriviaQuestion, triviaQuestion } from './open-trivia-db.ts';
import { RefusedFile } from './refused-file.ts';

const MOST_ERRORS = 20;

/**
 * The YAML of LakeYS's Discord trivia bot: questions with difficulty, in one or more documents; the category stands in
 * a comment.
 * @throws RefusedFile where the YAML nests, repeats itself by aliases, or is longer than the parser takes
 */
export function* parseLakeYsYaml({ text }: TextSource): Iterable<Item> {
  const refused = refusedToken(text);
  if (refused !== null) {
    const line = text.slice(0, refused.offset).split('\n').length;
    throw new RefusedFile({
      en: `${refused.message.en} (line ${line}): ${refused.fix.en}`,
      de: `${refused.message.de} (Zeile ${line}): ${refused.fix.de}`,
    });
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  if (!Array.isArray(documents)) return;
  const category = /^#\s*Category\s+\d+\s*-\s*(.+)$/m.exec(text)?.[1]?.trim() ?? null;
  for (const document of documents) {
    for (const error of document.errors.slice(0, MOST_ERRORS)) {
      const said = yamlErrorInWords(error);
      yield notCarried(lines.linePos(error.pos[0]).line, {
        en: `its YAML is broken: ${said.en}`,
        de: `ihr YAML ist fehlerhaft: ${said.de}`,
      });
    }
    yield* questionsOf(document, lines, category);
  }
}

function* questionsOf(document: Document, lines: LineCounter, category: string | null) {
  const { contents } = document;
  if (!isMap(contents)) return;
  const list = contents.get('questions', true);
  if (!isSeq(list)) {
    if (contents.has('trivia_categories'))
      yield {
        kind: 'note',
        message: {
          en: 'holds names of categories and no questions',
          de: 'enthält Namen von Kategorien und keine Fragen',
        },
      } as const;
    return;
  }
  for (const node of list.items) {
    const line = isNode(node) ? lines.linePos(node.range?.[0] ?? 0).line : 1;
    const value: unknown = isNode(node) ? node.toJS(document, { maxAliasCount: 0 }) : null;
    const parsed = openTriviaQuestion.safeParse(value);
    if (!parsed.success) {
      yield notCarried(line, NO_TRIVIA);
      continue;
    }
    const named = category === null ? parsed.data : { ...parsed.data, category };
    yield triviaQuestion(line, named, (letters) => letters);
  }
}

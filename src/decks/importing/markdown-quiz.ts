import path from 'node:path';
import { isWebLink } from '../reading/link.ts';
import { QuestionTexts } from './formatted-text.ts';
import { frontMatter, type FrontMatter } from './front-matter.ts';
import {
  bareQuestion,
  levelOf,
  notCarried,
  type ImportedQuestion,
  type Item,
  type TextSource,
} from './imported.ts';
import { markdownLines, type MarkdownLine } from './markdown-lines.ts';
import { notedSection, type QuestionNote } from './question-notes.ts';
import { taskList } from './task-list.ts';

/**
 * Quizzes in Markdown: one question a file with `question:` above it (ghcertified, mdquiz), or one under each heading
 * (quizdown, and what Deckhand exports). Options are boxes, reasons the quotations below them.
 */
export function* parseMarkdownQuiz({ text, file }: TextSource): Iterable<Item> {
  const front = frontMatter(text);
  const lines = markdownLines(text.split('\n').slice(front.lines).join('\n'), front.lines + 1);
  if (front.broken !== null) {
    yield notCarried(1, {
      en: `the lines between --- are broken: ${front.broken.en}`,
      de: `die Zeilen zwischen --- sind fehlerhaft: ${front.broken.de}`,
    });
    return;
  }
  const question = front.values.get('question');
  if (question !== undefined) {
    yield ofOneFile({ question, front, lines, file });
    return;
  }
  const sections = sectionsOf(lines);
  const inFences = sections.some((section) => taskList(section.lines).options.length > 0)
    ? []
    : fencedSections(lines);
  for (const section of inFences.length > 0 ? inFences : sections) {
    const item = ofSection(section);
    if (item !== null) yield item;
  }
}

interface OneFile {
  readonly question: string;
  readonly front: FrontMatter;
  readonly lines: readonly MarkdownLine[];
  readonly file: string;
}

function ofOneFile({ question, front, lines, file }: OneFile): Item {
  if (front.values.get('draft') === 'true')
    return notCarried(1, { en: 'it is a draft', de: 'sie ist ein Entwurf' });
  const list = taskList(lines);
  if (list.options.length === 0)
    return notCarried(1, {
      en: 'it has no options: write them as - [ ] and - [x]',
      de: 'sie hat keine Optionen: sie als - [ ] und - [x] schreiben',
    });
  const texts = new QuestionTexts();
  const category = path.basename(path.dirname(path.resolve(file)));
  return {
    ...optionsOf(1, question, list.options, texts),
    name: front.values.get('id') ?? front.values.get('title') ?? nameOfFile(file),
    context: texts.read(lettersOf(list.before), 'markdown'),
    explain: texts.read(unquoted(list.after), 'markdown'),
    tags: [
      ...(isLanguage(category) ? [] : [category]),
      ...(front.lists.get('tags') ?? []),
      ...[front.values.get('category') ?? []].flat(),
    ],
    level: levelOf(front.values.get('difficulty') ?? front.values.get('level') ?? ''),
    sources: [front.values.get('documentation') ?? front.lists.get('documentation') ?? []]
      .flat()
      .filter(isWebLink)
      .map((url) => ({ title: new URL(url).hostname, url })),
    marks: texts.marks,
  };
}

/** The same in each language: folders of languages count for nothing. */
export function nameOfFile(file: string): string {
  const folders = path.dirname(path.resolve(file)).split(path.sep);
  const folder = folders.findLast((name) => !isLanguage(name)) ?? '';
  return `${folder}-${path.basename(file).replace(/\.\w+$/, '')}`;
}

/** Made once and when needed: to make it takes longer than to read a question. */
let languages: Intl.DisplayNames | null = null;

/** A tag of two letters, with or without a region, that names a language. */
export function isLanguage(name: string): boolean {
  if (!/^[a-z]{2}(?:-[A-Z]{2})?$/.test(name)) return false;
  languages ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return languages.of(name) !== undefined;
}

interface Section {
  readonly line: number;
  readonly heading: string;
  readonly lines: readonly MarkdownLine[];
}

function sectionsOf(lines: readonly MarkdownLine[]): readonly Section[] {
  const sections: { line: number; heading: string; lines: MarkdownLine[] }[] = [];
  for (const line of lines) {
    const heading = line.inCode
      ? null
      : /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line.letters);
    if (heading === null) sections.at(-1)?.lines.push(line);
    else sections.push({ line: line.line, heading: heading[1] ?? '', lines: [] });
  }
  return sections;
}

/** Documentation and pages with embedded quizzes hold them as blocks of code. */
function fencedSections(lines: readonly MarkdownLine[]): readonly Section[] {
  const found: Section[] = [];
  for (let place = 0; place < lines.length; place += 1) {
    if (!/^```+(?:markdown|md|quizdown)\s*$/.test(lines[place]?.letters ?? '')) continue;
    const rest = lines.slice(place + 1).findIndex((line) => /^```+\s*$/.test(line.letters));
    const end = rest === -1 ? lines.length : place + 1 + rest;
    const inner = lines.slice(place + 1, end).map(({ letters }) => letters);
    found.push(...sectionsOf(markdownLines(inner.join('\n'), (lines[place]?.line ?? 0) + 1)));
    place = end;
  }
  return found;
}

/** Null: a heading above text that asks nothing. */
function ofSection({ line, heading, lines }: Section): Item | null {
  const { note, stem, body, explain } = notedSection(lines);
  const list = taskList(body);
  if (list.options.length === 0) {
    const asksNothing = list.unmarked < 2 || list.before.length === 0;
    return asksNothing
      ? null
      : notCarried(line, {
          en: 'a list without boxes is no choice: a sequence is not carried',
          de: 'eine Liste ohne Kästchen ist keine Auswahl: eine Reihenfolge wird nicht übernommen',
        });
  }
  const texts = new QuestionTexts();
  const hint = list.before.filter((one) => !one.inCode && /^\s*>/.test(one.letters));
  if (hint.length > 0) texts.mark({ en: 'a hint is left out', de: 'ein Hinweis fällt weg' }, null);
  const ask = note?.below === true ? lettersOf(stem) : `${heading}\n${lettersOf(stem)}`;
  const question = {
    ...optionsOf(line, ask.trim(), list.options, texts),
    context: texts.read(lettersOf(list.before.filter((one) => !hint.includes(one))), 'markdown'),
    explain: texts.read(unquoted([...list.after, ...explain]), 'markdown'),
    marks: texts.marks,
  };
  return note === null ? question : withNote(question, note, texts);
}

function withNote(
  question: ImportedQuestion,
  note: QuestionNote,
  texts: QuestionTexts,
): ImportedQuestion {
  return {
    ...question,
    name: note.id,
    tags: note.tags ?? [],
    level: note.level ?? null,
    sources: note.sources ?? [],
    points: (note.points ?? []).map((point) => texts.read(point, 'markdown')),
    reviewed: note.reviewed,
    retired: note.retired,
    options: question.options.map((option, place) => ({ ...option, ...note.options?.[place] })),
  };
}

function optionsOf(
  line: number,
  stem: string,
  options: ReturnType<typeof taskList>['options'],
  texts: QuestionTexts,
): ImportedQuestion {
  return bareQuestion(
    line,
    texts.read(stem, 'markdown'),
    options.map(({ text, key, why }) => ({
      text: texts.read(text, 'markdown'),
      key,
      why: texts.read(why, 'markdown'),
    })),
  );
}

function lettersOf(lines: readonly MarkdownLine[]): string {
  return lines.map(({ letters }) => letters).join('\n');
}

/** Text after the options explains them, whether it is quoted or not. */
function unquoted(lines: readonly MarkdownLine[]): string {
  const quoted = lines
    .filter((line) => line.letters.trim() !== '')
    .every((line) => /^\s*>/.test(line.letters));
  return quoted
    ? lines.map(({ letters }) => letters.replace(/^\s*>\s?/, '')).join('\n')
    : lettersOf(lines);
}

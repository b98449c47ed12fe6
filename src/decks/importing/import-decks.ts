import type { Localized } from '../../domain/language.ts';
import path from 'node:path';
import type { DeckStyle } from '../../domain/deck.ts';
import type { Clock } from '../../ports/system.ts';
import { assembleDecks, type PlacedDraft } from './assemble-decks.ts';
import type { FormatName } from './detect-format.ts';
import type { Mark } from './imported.ts';
import type { FileReport, ImportReport, Place } from './import-report.ts';
import { isLanguage } from './markdown-quiz.ts';
import type { ParsedItem } from './parser-protocol.ts';
import { runParsers } from './parser-runner.ts';
import { slugOf } from './slug.ts';
import { capitalised } from '../../domain/text.ts';

export interface ImportRequest {
  readonly files: readonly string[];
  /** Files among them that a folder brought: nobody says that they hold questions. */
  readonly fromFolders: ReadonlySet<string>;
  /** The deck to write; others beside it are named after it. */
  readonly to: string;
  readonly format: FormatName | null;
  readonly columns: ReadonlyMap<string, string>;
  readonly title: string | null;
  readonly language: string | null;
  readonly style: DeckStyle;
  readonly clock: Clock;
  /** Hears how many questions have been read, and in which file. */
  readonly onProgress: (read: number, file: string) => void;
}

export interface Imported {
  readonly report: ImportReport;
  /** Decks to be written, by file. */
  readonly decks: readonly { readonly file: string; readonly yaml: string }[];
}

interface Draftable {
  readonly drafts: PlacedDraft[];
  read: number;
  readonly notCarried: { line: number; reason: Localized }[];
  readonly notes: Localized[];
  refused: Localized | null;
}

/** Reads files of others and makes decks of them; nothing is written. */
export async function importDecks(request: ImportRequest): Promise<Imported> {
  const found = new Map<string, Draftable>();
  let read = 0;
  const at = (file: string): Draftable => {
    const known = found.get(file);
    if (known !== undefined) return known;
    const fresh: Draftable = { drafts: [], read: 0, notCarried: [], notes: [], refused: null };
    found.set(file, fresh);
    return fresh;
  };
  await runParsers(request.files, {
    format: request.format,
    columns: request.columns,
    clock: request.clock,
    onItems: (file, items) => {
      add(at(file), file, items);
      read += items.length;
      request.onProgress(read, file);
    },
    onRefused: (file, message) => {
      at(file).refused = message;
    },
  });
  return assembled(request, found);
}

function add(into: Draftable, file: string, items: readonly ParsedItem[]): void {
  for (const item of items) {
    if (item.kind === 'note') {
      into.notes.push(item.message);
      continue;
    }
    into.read += 1;
    if (item.kind === 'draft') into.drafts.push({ file, draft: item });
    else into.notCarried.push({ line: item.line, reason: item.reason });
  }
}

function assembled(request: ImportRequest, found: ReadonlyMap<string, Draftable>): Imported {
  const decks: { file: string; yaml: string; questions: number }[] = [];
  const marks: (Place & Mark)[] = [];
  const languages = languagesOf(request.files);
  for (const language of new Set(languages.values())) {
    const drafts = [...found].flatMap(([file, one]) =>
      (languages.get(file) ?? '') === language ? one.drafts : [],
    );
    const folder = language === '' ? null : language;
    const plan = planOf(request, folder);
    const made = assembleDecks(drafts, plan);
    const extension = path.extname(request.to) || '.yaml';
    for (const deck of made.decks) {
      const file = path.join(path.dirname(request.to), `${deck.id}${extension}`);
      decks.push({
        file: deck.id === plan.id && folder === null ? request.to : file,
        yaml: deck.yaml,
        questions: deck.questions,
      });
    }
    for (const { file, line, reason } of made.repeated)
      found.get(file)?.notCarried.push({ line, reason });
    for (const { file, line, other } of made.sameStem)
      marks.push({
        file,
        line,
        what: {
          en: 'a stem is that of another question',
          de: 'ein Fragetext gleicht dem einer anderen Frage',
        },
        detail: other,
      });
  }
  for (const { drafts } of found.values())
    for (const { file, draft } of drafts)
      marks.push(...draft.marks.map((mark) => ({ file, line: draft.line, ...mark })));
  const names = decks.map(({ file, questions }) => ({ file, questions }));
  return { decks, report: { ...filesOf(request, found), marks, decks: names } };
}

function filesOf(request: ImportRequest, found: ReadonlyMap<string, Draftable>) {
  const files: FileReport[] = [];
  let passedOver = 0;
  for (const [file, { read, notCarried, notes, refused }] of found) {
    if (read === 0 && request.fromFolders.has(file) && isNoQuestions(refused)) passedOver += 1;
    else {
      const places = notCarried.toSorted((a, b) => a.line - b.line);
      const written = read - places.length;
      const why = refused ?? (read === 0 && notes.length === 0 ? NO_QUESTIONS : null);
      files.push({ file, read, written, notCarried: places, notes, refused: why });
    }
  }
  return { files, passedOver };
}

/** Follows the name of a file. */
const NO_QUESTIONS: Localized = {
  en: 'holds no questions: look whether it is whole and of the format that its name says',
  de: 'enthält keine Fragen: Prüfe, ob die Datei vollständig ist und das Format hat, das ihr Name nennt',
};

/** A folder holds licences and pictures beside questions. */
function isNoQuestions(refused: Localized | null): boolean {
  return refused === null || refused.en.startsWith('has no format');
}

function planOf({ to, title, language, style }: ImportRequest, folder: string | null) {
  const name = path.basename(to).replace(/\.ya?ml$/i, '');
  const id = slugOf(name, 40) || 'imported';
  const words = name.replaceAll(/[-_]+/g, ' ').trim();
  return {
    id: folder === null ? id : `${id}-${folder.toLowerCase()}`,
    title: (title ?? (capitalised(words) || 'Imported')).slice(0, 100),
    language: folder ?? language,
    style,
  };
}

/** File → its language where folders of several languages stand side by side; else an empty word for all. */
function languagesOf(files: readonly string[]): ReadonlyMap<string, string> {
  const languages = new Map(
    files.map((file) => {
      const folders = path.dirname(file).split(/[\\/]/);
      return [file, folders.findLast(isLanguage) ?? ''] as const;
    }),
  );
  const several = new Set([...languages.values()].filter((one) => one !== '')).size > 1;
  return several ? languages : new Map(files.map((file) => [file, '']));
}

import { counted } from '../../domain/counted.ts';
import type { Language, Localized } from '../../domain/language.ts';
import type { Mark } from './imported.ts';

/** A place in a file of questions. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** `Said`: `Localized`, or a string once its language is chosen. */
export interface FileReport<Said = Localized> {
  readonly file: string;
  /** Questions found, whether a deck can hold them or not. */
  readonly read: number;
  readonly written: number;
  readonly notCarried: readonly { readonly line: number; readonly reason: Said }[];
  /** About the file as a whole. */
  readonly notes: readonly Said[];
  /** Why it could not be read, or not to its end; null: it was. */
  readonly refused: Said | null;
}

export interface ImportReport<Said = Localized, Marked = Mark> {
  readonly files: readonly FileReport<Said>[];
  readonly marks: readonly (Place & Marked)[];
  readonly decks: readonly { readonly file: string; readonly questions: number }[];
  /** Files of folders that are no questions. */
  readonly passedOver: number;
}

/** A report whose language is chosen. */
export type SaidReport = ImportReport<string, SaidMark>;

interface SaidMark {
  readonly what: string;
  readonly detail: string | null;
}

/** The report in one language. */
export function reportIn(report: ImportReport, language: Language): SaidReport {
  return {
    ...report,
    files: report.files.map((file) => ({
      ...file,
      notCarried: file.notCarried.map(({ line, reason }) => ({ line, reason: reason[language] })),
      notes: file.notes.map((note) => note[language]),
      refused: file.refused?.[language] ?? null,
    })),
    marks: report.marks.map(({ file, line, what, detail }) => ({
      file,
      line,
      what: what[language],
      detail: typeof detail === 'object' ? (detail?.[language] ?? null) : detail,
    })),
  };
}

/** Lines of one kind that a terminal shows; the file of `--report` has all. */
const MOST_LINES = 50;
const MOST_PLACES = 3;

/** The report for a terminal: each question that is not carried with its place, marks by number, decks, and the sum. */
export function formatReport(report: SaidReport, limit = MOST_LINES): string {
  const { files, decks, passedOver } = report;
  const lines = files.flatMap(({ file, notCarried, notes, refused }) => [
    ...notes.map((note) => `${file}: ${note}`),
    ...notCarried.map(({ line, reason }) => `${file}:${line} not carried: ${reason}`),
    ...(refused === null ? [] : [`${file} ${refused}`]),
  ]);
  return [
    ...limited(lines, limit),
    ...markLines(report, limit),
    ...(passedOver === 0
      ? []
      : [
          `${counted(passedOver, 'file')} of folders ${passedOver === 1 ? 'holds' : 'hold'} no questions`,
        ]),
    ...limited(
      decks.map(({ file, questions }) => `${file}: ${counted(questions, 'question')}`),
      limit,
    ),
    sumOf(report),
    '',
  ].join('\n');
}

function limited(lines: readonly string[], limit: number): readonly string[] {
  if (lines.length <= limit) return lines;
  const rest = lines.length - limit;
  return [...lines.slice(0, limit), `… and ${rest} more lines: --report FILE writes all of them`];
}

/** `4 × an option is about the other options: a.gift:3 “all of these”, a.gift:9`. */
function markLines({ marks }: SaidReport, limit: number): readonly string[] {
  const kinds = new Map<string, (Place & SaidMark)[]>();
  for (const mark of marks) {
    const before = kinds.get(mark.what);
    if (before === undefined) kinds.set(mark.what, [mark]);
    else before.push(mark);
  }
  const most = limit > MOST_LINES ? limit : MOST_PLACES;
  return [...kinds].map(([what, all]) => {
    const places = all
      .slice(0, most)
      .map(({ file, line, detail }) => `${file}:${line}${detail === null ? '' : ` “${detail}”`}`);
    const rest = all.length > most ? `, and ${all.length - most} more` : '';
    return `look at ${all.length} × ${what}: ${places.join(', ')}${rest}`;
  });
}

function sumOf({ files }: SaidReport): string {
  const sum = (count: (file: FileReport<string>) => number): number =>
    files.reduce((total, file) => total + count(file), 0);
  const read = sum((file) => file.read);
  const written = sum((file) => file.written);
  return `${counted(read, 'question')} read, ${written} written, ${read - written} not carried`;
}

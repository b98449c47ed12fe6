import { dedent, type MarkdownLine } from './markdown-lines.ts';

export interface TaskOption {
  readonly text: string;
  readonly key: boolean;
  /** The quotation below it. */
  readonly why: string;
}

export interface TaskList {
  /** What stands before the options. */
  readonly before: readonly MarkdownLine[];
  readonly options: readonly TaskOption[];
  /** What stands after them, without indentation. */
  readonly after: readonly MarkdownLine[];
  /** Items of a numbered or dotted list without boxes. */
  readonly unmarked: number;
}

const OPTION = /^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+\[([ xX])\](?:\s+(.*)|)$/;
const ITEM = /^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+\S/;

interface Open {
  readonly key: boolean;
  readonly text: string[];
  readonly why: string[];
}

/** The boxes of a question: `- [x]` and `- [ ]`, each with what is indented or quoted below it. */
export function taskList(lines: readonly MarkdownLine[]): TaskList {
  const before: MarkdownLine[] = [];
  const after: MarkdownLine[] = [];
  const options: Open[] = [];
  for (const line of lines) {
    const box = line.inCode ? null : OPTION.exec(line.letters);
    const last = options.at(-1);
    if (box !== null) {
      options.push({ key: box[1] !== ' ', text: [box[2] ?? ''], why: [] });
      after.length = 0;
    } else if (last === undefined) {
      before.push(line);
    } else {
      add(last, line, after);
    }
  }
  return {
    before,
    options: options.map(({ key, text, why }) => ({
      key,
      text: [text[0] ?? '', dedent(text.slice(1))].join('\n').trim(),
      why: dedent(why).trim(),
    })),
    after: trimmed(after),
    unmarked: before.filter((line) => !line.inCode && ITEM.test(line.letters)).length,
  };
}

function add(option: Open, line: MarkdownLine, after: MarkdownLine[]): void {
  const quoted = /^\s*>\s?(.*)$/.exec(line.letters);
  const isIndented = /^\s{2,}\S|^\s*$/.test(line.letters);
  if (after.length > 0) after.push(line);
  else if (quoted !== null && (!line.inCode || line.inQuote)) option.why.push(quoted[1] ?? '');
  else if (isIndented || line.inCode)
    (option.why.length > 0 ? option.why : option.text).push(line.letters);
  else after.push(line);
}

function trimmed(lines: readonly MarkdownLine[]): readonly MarkdownLine[] {
  const last = lines.findLastIndex((line) => line.letters.trim() !== '');
  return lines.slice(0, last + 1);
}

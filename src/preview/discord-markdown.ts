/** Discord's Markdown as a tree: what its clients read out of a text display's content. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'styled'; readonly style: Style; readonly inner: readonly Inline[] }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'link'; readonly url: string; readonly inner: readonly Inline[] }
  | { readonly kind: 'moment'; readonly at: number; readonly style: string }
  | { readonly kind: 'mention'; readonly text: string };

type Style = 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler';

export type MarkdownBlock =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'heading'; readonly level: number; readonly inner: readonly Inline[] }
  | { readonly kind: 'subtext'; readonly inner: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly Inline[])[];
    }
  | { readonly kind: 'quote'; readonly inner: readonly Inline[] }
  /** Lines of running text; its line feeds are shown. */
  | { readonly kind: 'lines'; readonly inner: readonly Inline[] };

/** Delimiters, the longer ones first. */
const DELIMITERS: readonly (readonly [string, Style])[] = [
  ['**', 'bold'],
  ['__', 'underline'],
  ['~~', 'strike'],
  ['||', 'spoiler'],
  ['*', 'italic'],
  ['_', 'italic'],
];

/** Reads a text display's content: blocks by line, code blocks first. */
export function readMarkdown(content: string): readonly MarkdownBlock[] {
  const parts = content.split(/```(?:[\w+.-]*\n)?([\s\S]*?)\n?```\n?/);
  // Text and code blocks take turns.
  return parts.flatMap((part, place) =>
    place % 2 === 1
      ? [{ kind: 'code', code: part } as const]
      : part === ''
        ? []
        : readLines(part.replace(/\n$/, '')),
  );
}

function readLines(content: string): readonly MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  let running: string[] = [];
  const flush = (): void => {
    const text = running.join('\n').replaceAll(/^\n+|\n+$/g, '');
    running = [];
    if (text !== '') blocks.push({ kind: 'lines', inner: readInline(text) });
  };
  for (const line of content.split('\n')) {
    const block = readLineBlock(line, blocks.at(-1), running.length === 0);
    if (block === null) {
      running.push(line);
      continue;
    }
    flush();
    if (block.joins) blocks.pop();
    blocks.push(block.block);
  }
  flush();
  return blocks;
}

/** A line that is a block of its own; `joins` if it continues the list before it. Null for running text. */
function readLineBlock(
  line: string,
  before: MarkdownBlock | undefined,
  touches: boolean,
): { readonly block: MarkdownBlock; readonly joins: boolean } | null {
  const heading = /^(#{1,3}) +(.+)$/.exec(line);
  if (heading !== null) {
    const inner = readInline(heading[2] ?? '');
    return { block: { kind: 'heading', level: heading[1]?.length ?? 1, inner }, joins: false };
  }
  const subtext = /^-# +(.+)$/.exec(line);
  if (subtext !== null) {
    return { block: { kind: 'subtext', inner: readInline(subtext[1] ?? '') }, joins: false };
  }
  const quote = /^> (.*)$/.exec(line);
  if (quote !== null) {
    return { block: { kind: 'quote', inner: readInline(quote[1] ?? '') }, joins: false };
  }
  const item = /^ *(?:([-*])|\d+\.) +(.*)$/.exec(line);
  if (item === null) return null;
  const ordered = item[1] === undefined;
  const inner = readInline(item[2] ?? '');
  if (touches && before?.kind === 'list' && before.ordered === ordered) {
    return { block: { ...before, items: [...before.items, inner] }, joins: true };
  }
  return { block: { kind: 'list', ordered, items: [inner] }, joins: false };
}

/** Reads styles, code, links, moments and mentions out of one run of text; a backslash makes a sign a letter. */
export function readInline(source: string): readonly Inline[] {
  const found: Inline[] = [];
  let text = '';
  const add = (inline: Inline): void => {
    if (text !== '') found.push({ kind: 'text', text });
    text = '';
    found.push(inline);
  };
  let place = 0;
  while (place < source.length) {
    const escaped = /^\\([^A-Za-z0-9\s])/.exec(source.slice(place, place + 3));
    if (escaped !== null) {
      text += escaped[1] ?? '';
      place += escaped[0].length;
      continue;
    }
    const special = readSpecial(source, place);
    if (special === null) {
      text += source.charAt(place);
      place += 1;
      continue;
    }
    add(special.inline);
    place = special.end;
  }
  if (text !== '') found.push({ kind: 'text', text });
  return found;
}

interface Special {
  readonly inline: Inline;
  readonly end: number;
}

function readSpecial(source: string, place: number): Special | null {
  switch (source.charAt(place)) {
    case '`':
      return readCode(source, place);
    case '[':
      return readLink(source, place);
    case '<':
      return readAngles(source, place);
    case '*':
    case '_':
    case '~':
    case '|':
      return readStyle(source, place);
    default:
      return null;
  }
}

function readCode(source: string, place: number): Special | null {
  const sign = /^`+/.exec(source.slice(place))?.[0] ?? '`';
  const from = place + sign.length;
  const end = source.indexOf(sign, from);
  if (end <= from) return null;
  return { inline: { kind: 'code', code: source.slice(from, end) }, end: end + sign.length };
}

function readStyle(source: string, place: number): Special | null {
  const found = DELIMITERS.find(([sign]) => source.startsWith(sign, place));
  const both = '***';
  const last = source.startsWith(both, place) ? closing(source, both, place + both.length) : null;
  if (last !== null) {
    const inner = readInline(source.slice(place + both.length, last));
    const italic = { kind: 'styled', style: 'italic', inner } as const;
    return {
      inline: { kind: 'styled', style: 'bold', inner: [italic] },
      end: last + both.length,
    };
  }
  if (found === undefined) return null;
  const [sign, style] = found;
  const from = place + sign.length;
  const end = closing(source, sign, from);
  if (end === null || /^\s/.test(source.slice(from))) return null;
  return {
    inline: { kind: 'styled', style, inner: readInline(source.slice(from, end)) },
    end: end + sign.length,
  };
}

/** Where a sign closes: not escaped, not in code, not a part of a longer sign, and not at once. */
function closing(source: string, sign: string, from: number): number | null {
  let place = from;
  while (place < source.length) {
    const letter = source.charAt(place);
    if (letter === '\\') place += 2;
    else if (letter === '`') place = readCode(source, place)?.end ?? place + 1;
    else if (letter === '[') place = readLink(source, place)?.end ?? place + 1;
    else if (letter === sign.charAt(0)) {
      const run = runOf(source, place);
      // In `**a *b***` the first of three signs closes the italic text.
      const closes = run === sign.length || (run === 3 && sign === '**');
      if (closes && place > from) return place + run - sign.length;
      place += run;
    } else place += 1;
  }
  return null;
}

/** How many times the letter at that place stands there in a row. */
function runOf(source: string, place: number): number {
  let end = place;
  while (source.charAt(end) === source.charAt(place) && end < source.length) end += 1;
  return end - place;
}

function readLink(source: string, place: number): Special | null {
  const rest = source.slice(place);
  const link =
    /^\[((?:\\.|[^\]\\])+)\]\((?:<(https?:\/\/[^\s<>]+)>|(https?:\/\/[^\s<>()]+))\)/s.exec(rest);
  if (link === null) return null;
  const [whole, inner = '', bracketed, bare = ''] = link;
  const url = bracketed ?? bare;
  return { inline: { kind: 'link', url, inner: readInline(inner) }, end: place + whole.length };
}

function readAngles(source: string, place: number): Special | null {
  const rest = source.slice(place, place + 60);
  const moment = /^<t:(-?\d{1,17})(?::([tTdDfFR]))?>/.exec(rest);
  if (moment !== null) {
    const at = Number(moment[1]) * 1000;
    return {
      inline: { kind: 'moment', at, style: moment[2] ?? 'f' },
      end: place + moment[0].length,
    };
  }
  const mention = /^<(?:#|@[!&]?)\d+>/.exec(rest);
  if (mention === null) return null;
  return { inline: { kind: 'mention', text: mention[0] }, end: place + mention[0].length };
}

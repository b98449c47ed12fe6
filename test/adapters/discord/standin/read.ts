import type { LawfulButton, LawfulMessage, LawfulModal, Part } from './lawful.ts';

/** Markdown as Discord's clients read it. */
export interface Read {
  /** What a person reads. */
  text: string;
  /** What is more than letters and is not bold, italic, code, a heading, a list or a moment. */
  live: string[];
}

type Rule = readonly [RegExp, (match: RegExpExecArray, into: Read) => void];

const live =
  (kind: string) =>
  (match: RegExpExecArray, into: Read): void => {
    into.live.push(`${kind} ${match[0]}`);
    into.text += match[0];
  };
const inside = (match: RegExpExecArray, into: Read): void => add(into, match[1] ?? '', false);

/** Rules that count only where a line begins. */
const LINE_RULES: readonly Rule[] = [
  [/^#{1,3} +/, () => undefined],
  [/^-# +/, () => undefined],
  [/^>{3} |^> /, live('quote')],
  [/^ *(?:[-*+]|\d{1,9}[.)]) +/, (_, into) => void (into.text += '• ')],
];
/** In the order in which the clients try them. */
const RULES: readonly Rule[] = [
  [
    /^```(?:([a-z0-9_+\-.#]+?)\n)?\n*([^\n][\s\S]*?)\n*```/i,
    (match, into) => void (into.text += match[2] ?? ''),
  ],
  [/^\\([^0-9A-Za-z\s])/, (match, into) => void (into.text += match[1] ?? '')],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, (match, into) => void (into.text += match[2] ?? '')],
  [/^<t:-?\d+(?::[a-zA-Z])?>/, (_, into) => void (into.text += '(moment)')],
  [/^<(?:@[!&]?|#)\d+>/, live('mention')],
  [/^<\/[^:>]+:\d+>|^<id:\w+>/, live('mention')],
  [/^<a?:\w+:\d+>/, live('emoji')],
  [/^@(?:everyone|here)/, live('mention')],
  [
    /^\[((?:\\[\s\S]|[^\]\\])+)\]\(<?(https?:\/\/[^\s>)]+)>?\)/,
    (match, into) => {
      into.live.push(`link ${match[2] ?? ''}`);
      add(into, match[1] ?? '', false);
    },
  ],
  [/^<?(?:https?|steam):\/\/[^\s<]+>?/, live('link')],
  [/^:[a-zA-Z0-9_+-]{2,}:/, live('emoji')],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, inside],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, live('underline')],
  [/^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/, inside],
  [/^_((?:__|\\[\s\S]|[^\\_])+?)_\b/, live('italic')],
  [/^~~([\s\S]+?)~~(?!_)/, live('strike')],
  [/^\|\|([\s\S]+?)\|\|/, live('spoiler')],
];

export function readMarkdown(content: string): Read {
  const into: Read = { text: '', live: [] };
  add(into, content, true);
  return into;
}

function add(into: Read, content: string, begins: boolean): void {
  let at = 0;
  let lineBegins = begins;
  while (at < content.length) {
    const rest = content.slice(at);
    const rules = lineBegins ? [...LINE_RULES, ...RULES] : RULES;
    const hit = rules
      .map(([rule, then]) => ({ match: rule.exec(rest), then }))
      .find(({ match }) => match !== null);
    const taken = hit?.match?.[0] ?? rest.charAt(0);
    if (hit?.match == null) into.text += taken;
    else hit.then(hit.match, into);
    lineBegins = taken.endsWith('\n');
    at += taken.length;
  }
}

/** What a person reads in a message, images by their description, buttons left out. */
export function shownText(components: LawfulMessage['components']): string {
  return reads(components)
    .map(({ text }) => text)
    .join('\n');
}

/** What in a message is more than letters. */
export function pingsIn(components: LawfulMessage['components']): readonly string[] {
  return reads(components).flatMap(({ live }) => live);
}

function reads(components: LawfulMessage['components']): readonly Read[] {
  return components.flatMap((container) => container.components.flatMap(readPart));
}

function readPart(part: Part): readonly Read[] {
  switch (part.type) {
    case 10:
      return [readMarkdown(part.content)];
    case 9:
      return part.components.map(({ content }) => readMarkdown(content));
    case 12:
      return part.items.map(({ description }) => ({ text: description, live: [] }));
    case 1:
    case 14:
      return [];
    default:
      return part satisfies never;
  }
}

export function buttonsOf(components: LawfulMessage['components']): readonly LawfulButton[] {
  return components.flatMap((container) =>
    container.components.flatMap((part): readonly LawfulButton[] => {
      if (part.type === 1) return part.components;
      return part.type === 9 ? [part.accessory] : [];
    }),
  );
}

export function shownModal(modal: LawfulModal): string {
  const fields = modal.components.map(({ label, description }) => `${label} ${description ?? ''}`);
  return [modal.title, ...fields].join('\n');
}

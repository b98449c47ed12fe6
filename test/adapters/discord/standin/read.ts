import { flat } from './lawful.ts';
import type { LawfulComponent, LawfulPart } from './lawful.ts';

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
    /^\[((?:\\[\s\S]|[^\]\\])+)\]\((?:<(https?:\/\/[^\s>]+)>|(https?:\/\/[^\s)]+))\)/,
    (match, into) => {
      into.live.push(`link ${match[2] ?? match[3] ?? ''}`);
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
      .map(([rule, read]) => ({ match: rule.exec(rest), read }))
      .find(({ match }) => match !== null);
    const taken = hit?.match?.[0] ?? rest.charAt(0);
    if (hit?.match == null) into.text += taken;
    else hit.read(hit.match, into);
    lineBegins = taken.endsWith('\n');
    at += taken.length;
  }
}

/** What a person reads in a message, images by their description, buttons left out. */
export function shownText(components: readonly LawfulComponent[]): string {
  return flat(components)
    .flatMap((part) => readPart(part))
    .map(({ text }) => text)
    .join('\n');
}

/** What in a message is more than letters. */
export function pingsIn(components: readonly LawfulComponent[]): readonly string[] {
  return flat(components).flatMap((part) => readPart(part).flatMap(({ live }) => live));
}

function readPart(part: LawfulPart): readonly Read[] {
  if (part.type === 10) return [readMarkdown(part.content)];
  if (part.type !== 12) return [];
  return part.items.map(({ description = '' }) => ({ text: description, live: [] }));
}

/** The buttons of a message in order; `code` is null for a link. */
export function shownButtons(
  components: readonly LawfulComponent[],
): readonly { readonly name: string; readonly code: string | null }[] {
  return flat(components).flatMap((part) => {
    if (part.type !== 2) return [];
    return [{ name: part.label, code: 'custom_id' in part ? part.custom_id : null }];
  });
}

import { DESCRIPTION, ESSAY, MATCHING, NUMERICAL, TYPED, weighted } from './reasons.ts';
import { blocksOf, type Block } from './blocks.ts';
import { categoryTags } from './category-tags.ts';
import { QuestionTexts, trueFalse, type TextFormat } from './formatted-text.ts';
import {
  bareQuestion,
  notCarried,
  type ImportedOption,
  type ImportedQuestion,
  type Item,
  type TextSource,
} from './imported.ts';

/**
 * Moodle's GIFT (docs.moodle.org, GIFT format): questions parted by empty lines, answers in braces. Carried are multiple
 * choice with one key, also as a missing word, and true/false.
 */
export function* parseGift({ text }: TextSource): Iterable<Item> {
  let tags: readonly string[] = [];
  for (const block of blocksOf(text)) {
    const comments = block.lines.filter(({ letters }) => isComment(letters));
    const lines = block.lines.filter(({ letters }) => !isComment(letters));
    const asked: Block['lines'][number][] = [];
    for (const line of lines) {
      const category = /^\s*\$CATEGORY:(.*)$/.exec(line.letters)?.[1];
      if (category === undefined) asked.push(line);
      else tags = categoryTags(category);
    }
    const [first] = asked;
    if (first === undefined) continue;
    const source = asked.map(({ letters }) => letters).join('\n');
    const item = questionOf(first.line, source);
    yield item.kind === 'question' ? withComments(item, comments, tags) : item;
  }
}

function isComment(letters: string): boolean {
  return /^\s*\/\//.test(letters);
}

/** Moodle reads `[id:x]` and `[tag:x]` out of comments. */
function withComments(
  question: ImportedQuestion,
  comments: Block['lines'],
  category: readonly string[],
): ImportedQuestion {
  const all = comments.map(({ letters }) => letters).join('\n');
  const id = /\[id:([^\]\n]{1,200})\]/.exec(all)?.[1]?.trim() ?? null;
  const tags = [...all.matchAll(/\[tag:([^\]\n]{1,200})\]/g)].map((match) => match[1] ?? '');
  return { ...question, name: id ?? question.name, tags: [...category, ...tags] };
}

/** Escaped signs, as characters that no text has (Unicode's noncharacters), so that they part nothing. */
const ESCAPED = new Map(
  Array.from('\\:#={}~n').map(
    (sign, place) => [sign, String.fromCharCode(0xfdd0 + place)] as const,
  ),
);
const SIGNS = [...ESCAPED.keys()];

function hideEscapes(source: string): string {
  return source
    .replaceAll(/[\uFDD0-\uFDEF]/g, '')
    .replaceAll(/\\([\\:#={}~n])/g, (_all, sign: string) => ESCAPED.get(sign) ?? sign);
}

function showEscapes(source: string): string {
  return source.replaceAll(/[\uFDD0-\uFDD7]/g, (hidden) => {
    const sign = SIGNS[hidden.charCodeAt(0) - 0xfdd0] ?? '';
    return sign === 'n' ? '\n' : sign;
  });
}

function questionOf(line: number, source: string): Item {
  const hidden = hideEscapes(source);
  const named = /^\s*::([\s\S]*?)::/.exec(hidden);
  const body = hidden.slice(named?.[0].length ?? 0);
  const start = body.indexOf('{');
  if (start === -1) return notCarried(line, DESCRIPTION);
  const end = body.indexOf('}', start);
  if (end === -1)
    return notCarried(line, {
      en: 'its answers have no closing }: add it, or escape { as \\{',
      de: 'ihren Antworten fehlt die schließende }: sie ergänzen oder { als \\{ schreiben',
    });
  const [format, before] = formatOf(body.slice(0, start), 'plain');
  const after = body.slice(end + 1);
  const stem = after.trim() === '' ? before : `${before}_____${after}`;
  const item = answered({ line, stem, answers: body.slice(start + 1, end), format });
  const name = showEscapes(named?.[1] ?? '').trim();
  return item.kind === 'question' && name !== '' ? { ...item, name } : item;
}

interface Parts {
  readonly line: number;
  readonly stem: string;
  readonly answers: string;
  readonly format: TextFormat;
}

const FORMATS: Readonly<Record<string, TextFormat>> = {
  html: 'html',
  markdown: 'markdown',
  moodle: 'plain',
  plain: 'plain',
};

/** `[html]` before a text says how it is meant; options without one are meant like the stem. */
function formatOf(source: string, otherwise: TextFormat): readonly [TextFormat, string] {
  const found = /^\s*\[(html|markdown|moodle|plain)\]/.exec(source);
  const format = FORMATS[found?.[1] ?? ''];
  return format === undefined ? [otherwise, source] : [format, source.slice(found?.[0].length)];
}

function answered(parts: Parts): Item {
  const { line } = parts;
  const [given = '', general = ''] = splitOnce(parts.answers.trim(), '####');
  const answers = given.trim();
  if (answers === '') return notCarried(line, ESSAY);
  if (answers.startsWith('#')) return notCarried(line, NUMERICAL);
  const judged = /^(T|TRUE|F|FALSE)\s*(?=#|$)/i.exec(answers);
  if (judged !== null) return statement(parts, answers, general);
  if (!answers.includes('~')) {
    return notCarried(line, answers.includes('->') ? MATCHING : TYPED);
  }
  return choice(parts, answers, general);
}

function statement(parts: Parts, answers: string, general: string): ImportedQuestion {
  const [word = '', wrong = '', right = ''] = answers.split('#');
  const texts = new QuestionTexts();
  const read = (source: string) => textOf(texts, source, parts.format);
  const ask = read(parts.stem);
  const options = trueFalse(/^\s*T/i.test(word), { wrong: read(wrong), right: read(right) });
  const explain = read(general);
  return { ...bareQuestion(parts.line, ask, options), explain, marks: texts.marks };
}

function choice(parts: Parts, answers: string, general: string): Item {
  const texts = new QuestionTexts();
  const ask = textOf(texts, parts.stem, parts.format);
  const options: ImportedOption[] = [];
  for (const [, sign = '', source = ''] of answers.matchAll(/([=~])([^=~]*)/g)) {
    const factor = /^\s*%(-?\d{1,3}(?:\.\d{1,10})?)%/.exec(source);
    const weight = factor === null ? null : Number(factor[1]);
    if (weight !== null && weight > 0 && weight < 100)
      return notCarried(parts.line, weighted(weight));
    const [words = '', why = ''] = splitOnce(source.slice(factor?.[0].length ?? 0), '#');
    const [format, letters] = formatOf(words, parts.format);
    options.push({
      text: texts.read(showEscapes(letters), format),
      key: weight === null ? sign === '=' : weight === 100,
      why: textOf(texts, why, format),
    });
  }
  const explain = textOf(texts, general, parts.format);
  return { ...bareQuestion(parts.line, ask, options), explain, marks: texts.marks };
}

function textOf(texts: QuestionTexts, source: string, otherwise: TextFormat) {
  const [format, letters] = formatOf(source, otherwise);
  return texts.read(showEscapes(letters), format);
}

function splitOnce(source: string, sign: string): readonly string[] {
  const place = source.indexOf(sign);
  return place === -1 ? [source] : [source.slice(0, place), source.slice(place + sign.length)];
}

import { PICTURE_LEFT_OUT, severalKeys } from './reasons.ts';
import type { Question } from '../../domain/deck.ts';
import { localized, type Localized } from '../../domain/language.ts';
import { plain, type Spans, type Text } from '../../domain/text.ts';
import { issueInWords, placeInWords } from '../reading/explain-issue.ts';
import { deckSchema, LONGEST_OPTION, LONGEST_SHORT, LONGEST_STEM } from '../reading/schema.ts';
import type { DeckFile } from '../reading/schema.ts';
import { checkOnce } from '../reading/uniqueness.ts';
import {
  notCarried,
  type ImportedOption,
  type ImportedQuestion,
  type Mark,
  type NotCarried,
} from './imported.ts';
import { slugOf } from './slug.ts';
import { orderMarks } from './text-marks.ts';
import { textToMarkdown } from './text-to-markdown.ts';
import { tidyText } from './tidy-text.ts';
import { visibleLetters } from './visible-letters.ts';

export type DeckQuestion = DeckFile['questions'][number];

/** A question that a deck can hold, but for its id: plain data, so that it may come from another process. */
export interface DraftQuestion {
  readonly kind: 'draft';
  readonly line: number;
  /** What its file calls it; null: it is known by its stem. */
  readonly name: string | null;
  readonly question: Omit<DeckQuestion, 'id'>;
  readonly marks: readonly Mark[];
}

const LONGEST_TEXT = 3_000;
const LONGEST_POINT = 300;
const MOST_MARKS = 12;

/** An imported question as a deck writes it, or the first reason why no deck can hold it. */
export function draftQuestion(imported: ImportedQuestion): DraftQuestion | NotCarried {
  const { line } = imported;
  const wrong = withoutChoice(imported);
  if (wrong !== null) return notCarried(line, wrong);
  const writer = new Writer();
  const stem = writer.stem(imported);
  if (isReason(stem)) return notCarried(line, stem);
  const options = imported.options.map((option) => writer.option(option));
  const fault = options.find(isReason);
  if (fault !== undefined) return notCarried(line, fault);
  const question = {
    ...stem,
    options: options.flatMap((option) => (isReason(option) ? [] : [option])),
    ...writer.rest(imported),
  };
  const issue = issueOf(question);
  if (issue !== null) return notCarried(line, issue);
  const order = orderMarks({
    options: imported.options.map(({ text }) => text),
    others: [imported.ask, imported.explain, ...imported.options.map(({ why }) => why)],
  });
  const marks = [...imported.marks, ...writer.marks(), ...order].slice(0, MOST_MARKS);
  return { kind: 'draft', line, name: imported.name, question, marks };
}

function isReason(value: object): value is Localized {
  return 'en' in value;
}

/** Why a question is no choice of one among several; null: it is. */
function withoutChoice({ ask, options, marks }: ImportedQuestion): Localized | null {
  const pictured = marks.some(({ what }) => what === PICTURE_LEFT_OUT);
  const because = pictured
    ? { en: ' without its picture', de: ' ohne sein Bild' }
    : { en: '', de: '' };
  if (isEmpty(ask))
    return { en: `the stem is empty${because.en}`, de: `der Fragetext ist leer${because.de}` };
  if (options.some(({ text }) => isEmpty(text)))
    return { en: `an option is empty${because.en}`, de: `eine Option ist leer${because.de}` };
  if (options.length === 0) return { en: 'it has no options', de: 'sie hat keine Optionen' };
  if (options.length === 1) return { en: 'it has one option only', de: 'sie hat nur eine Option' };
  if (options.length > 8)
    return {
      en: `it has ${options.length} options: a deck takes 8`,
      de: `sie hat ${options.length} Optionen: ein Deck nimmt 8`,
    };
  const keys = options.filter(({ key }) => key).length;
  if (keys === 0)
    return { en: 'none of its options is a key', de: 'keine ihrer Optionen ist richtig' };
  if (keys > 1) return severalKeys(keys);
  return sameOptions(options);
}

/** By the rule of the reader, which refuses a deck with such a question. */
function sameOptions(options: readonly ImportedOption[]): Localized | null {
  let found: Localized | null = null;
  const question: Question = {
    id: 'question',
    ask: [],
    context: [],
    options: options.map(({ text, key, why }, place) => ({
      id: String(place),
      text,
      key,
      why,
      short: null,
      kind: null,
    })),
    explain: [],
    points: [],
    tags: [],
    difficultyLevel: null,
    sources: [],
    reviewed: null,
    retired: false,
  };
  checkOnce({ questions: [question] }, (_path, _rule, message) => {
    found ??= message;
  });
  return found;
}

function isEmpty(text: Text): boolean {
  return visibleLetters(plain(text)).text.trim() === '';
}

/** Texts → the Markdown of a deck, with marks for what did not fit. */
class Writer {
  private readonly found: Mark[] = [];
  private invisible = 0;

  marks(): readonly Mark[] {
    const count = this.invisible;
    return count === 0
      ? this.found
      : [
          ...this.found,
          {
            what: { en: 'control characters were removed', de: 'Steuerzeichen wurden entfernt' },
            detail: String(count),
          },
        ];
  }

  stem({ ask, context }: ImportedQuestion): { ask: string; context?: string } | Localized {
    const shown = this.visible(ask);
    const whole = write(shown, LONGEST_STEM);
    const scene = write(this.visible(context), LONGEST_TEXT);
    if (whole === null || scene === null) return TOO_MANY_SIGNS;
    const parts = whole.length > LONGEST_STEM ? this.parted(shown, scene) : [whole, scene];
    if (parts === null) return TOO_MANY_SIGNS;
    const [stem = '', rest = ''] = parts;
    if (stem.length > LONGEST_STEM)
      return {
        en: `the stem has ${stem.length} characters: a deck takes ${LONGEST_STEM}`,
        de: `der Fragetext hat ${stem.length} Zeichen: ein Deck nimmt ${LONGEST_STEM}`,
      };
    if (rest.length > LONGEST_TEXT)
      return {
        en: `the context has ${rest.length} characters: a deck takes ${LONGEST_TEXT}`,
        de: `der Kontext hat ${rest.length} Zeichen: ein Deck nimmt ${LONGEST_TEXT}`,
      };
    return rest === '' ? { ask: stem } : { ask: stem, context: rest };
  }

  /** What follows the first paragraph becomes context: it is shown in the same order. */
  private parted(ask: Text, scene: string): readonly string[] | null {
    this.found.push({
      what: {
        en: 'a long stem was parted into stem and context',
        de: 'ein langer Fragetext wurde in Fragetext und Kontext geteilt',
      },
      detail: null,
    });
    const stem = write(ask.slice(0, 1), LONGEST_STEM);
    const rest = write(ask.slice(1), LONGEST_TEXT);
    if (stem === null || rest === null) return null;
    return [stem, [rest, scene].filter((part) => part !== '').join('\n\n')];
  }

  option({
    id,
    text,
    key,
    why,
    short,
    kind,
  }: ImportedOption): DeckQuestion['options'][number] | Localized {
    const words = write(this.visible(text), LONGEST_OPTION);
    if (words === null) return TOO_MANY_SIGNS;
    if (words.length > LONGEST_OPTION)
      return {
        en: `an option has ${words.length} characters: a deck takes ${LONGEST_OPTION}`,
        de: `eine Option hat ${words.length} Zeichen: ein Deck nimmt ${LONGEST_OPTION}`,
      };
    const reason = this.optional(why, {
      en: 'the reason of an option',
      de: 'die Begründung einer Option',
    });
    const fits = short !== undefined && short.length <= LONGEST_SHORT;
    return {
      ...(id === undefined ? {} : { id }),
      text: words,
      ...(fits ? { short: visibleLetters(short).text } : {}),
      ...(key ? { key } : {}),
      ...(reason === '' ? {} : { why: reason }),
      ...(kind === undefined || key ? {} : { kind }),
    };
  }

  rest(imported: ImportedQuestion): Omit<DeckQuestion, 'id' | 'ask' | 'context' | 'options'> {
    const { level, reviewed, retired } = imported;
    const explain = this.optional(imported.explain, { en: 'the explanation', de: 'die Erklärung' });
    const points = (imported.points ?? [])
      .map((point) => write(this.visible(point), LONGEST_POINT) ?? '')
      .filter((point) => point !== '' && point.length <= LONGEST_POINT)
      .slice(0, 8);
    const tags = this.tags(imported.tags);
    const sources = imported.sources.map(({ title, url }) => ({
      title: visibleLetters(title).text.trim().slice(0, 200) || new URL(url).hostname,
      url,
    }));
    return {
      ...(explain === '' ? {} : { explain }),
      ...(points.length === 0 ? {} : { points }),
      ...(tags.length === 0 ? {} : { tags: [...tags] }),
      ...(level === null ? {} : { level }),
      ...(sources.length === 0 ? {} : { sources }),
      ...(reviewed === undefined ? {} : { reviewed }),
      ...(retired === true ? { retired } : {}),
    };
  }

  private tags(words: readonly string[]): readonly string[] {
    const tags = words.map((word) => slugOf(word, 48));
    if (tags.includes(''))
      this.found.push({
        what: {
          en: 'a tag without Latin letters is left out',
          de: 'ein Schlagwort ohne lateinische Buchstaben fällt weg',
        },
        detail: null,
      });
    return [...new Set(tags.filter((tag) => tag !== ''))];
  }

  private optional(text: Text, what: Localized): string {
    if (text.length === 0) return '';
    const words = write(this.visible(text), LONGEST_TEXT);
    if (words !== null && words.length <= LONGEST_TEXT) return words;
    this.found.push({
      what: {
        en: `${what.en} is left out: it is too long for a deck`,
        de: `${what.de} fällt weg: zu lang für ein Deck`,
      },
      detail: null,
    });
    return '';
  }

  /** The text without control characters, which are counted. */
  private visible(text: Text): Text {
    const clean = (letters: string): string => {
      const visible = visibleLetters(letters);
      this.invisible += visible.removed;
      return visible.text;
    };
    const spans = (all: Spans): Spans =>
      all.map((span) => {
        if (typeof span === 'string') return clean(span);
        return 'at' in span ? span : { ...span, text: clean(span.text) };
      });
    return text.map((paragraph) => {
      if (paragraph.kind === 'paragraph') return { ...paragraph, spans: spans(paragraph.spans) };
      if (paragraph.kind === 'list') return { ...paragraph, items: paragraph.items.map(spans) };
      return { ...paragraph, code: clean(paragraph.code) };
    });
  }
}

/**
 * A text as Markdown; null: it has more signs than a deck takes. One whose letters alone are over `longest` comes back
 * as those letters: no deck takes it, and 20,000 letters full of signs would take a second to write.
 */
function write(text: Text, longest: number): string | null {
  const letters = plain(tidyText(text));
  return letters.length > longest ? letters : textToMarkdown(text);
}

const TOO_MANY_SIGNS = {
  en: 'a text has more signs of Markdown than a deck takes: put code into a code block',
  de: 'ein Text hat mehr Markdown-Zeichen, als ein Deck nimmt: Code gehört in einen Codeblock',
};

/** What the schema of decks says against it, which should be nothing after all that. */
function issueOf(question: Omit<DeckQuestion, 'id'>): Localized | null {
  const parsed = deckSchema.shape.questions.element.safeParse({ id: 'question', ...question });
  const issue = parsed.error?.issues[0];
  if (issue === undefined) return null;
  const [where, what] = [placeInWords(issue.path), issueInWords(issue)];
  return localized((language) => `${where[language]}: ${what[language]}`);
}

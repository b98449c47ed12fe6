import type { Deck, Question } from '../../../domain/deck.ts';
import { plain, type Spans, type Text } from '../../../domain/text.ts';
import { asked, type Rule } from './rule.ts';

/** All texts of one message in Discord's Components V2. */
const DISCORD_MESSAGE = 4_000;
/** What a card adds: place and date, the number of answers, the closing time, the privacy line, the buttons. */
const FRAME = 360;
/** `**A** ` and the gap before a choice, or the marks around a paragraph. */
const AROUND = 16;
/** Marks around a run for being bold, italic or code. */
const STYLED = 4;
/** `[`, `](`, `)` and what else a link costs beside its text and address. */
const LINKED = 6;
/** What begins a list item. */
const ITEM = 6;
/** What Discord reads as a sign, some only at the start of a line: each is sent with a backslash before it. */
const SIGNS = /[\\*_~`|<@[\]]|:(?!\s)|(?<=^[ \t]*)[#>+-]|(?<=^[ \t]*\d*)[.)]/gm;

/** Every platform shows a question in one message, with every option in full. */
export const tooLong: Rule = {
  id: 'too-long',
  level: 'error',
  language: 'any',
  *find(deck) {
    for (const { question, path } of asked(deck)) {
      const size = sizeOf(deck, question);
      if (size <= DISCORD_MESSAGE) continue;
      yield {
        path: [...path, 'ask'],
        message: `the whole question takes ${size} characters, ${size - DISCORD_MESSAGE} more than fit in one message`,
        fix: 'shorten the stem, its context or the options',
      };
    }
  },
};

/** Characters of a question's message on Discord, at most. */
function sizeOf(deck: Deck, question: Question): number {
  const texts = [question.ask, question.context, ...question.options.map((option) => option.text)];
  const frame = FRAME + escaped(deck.title) + escaped(deck.rubric ?? '');
  return texts.reduce((sum, text) => sum + AROUND + sizeOfText(text), frame);
}

function sizeOfText(text: Text): number {
  return text
    .map((paragraph) => {
      switch (paragraph.kind) {
        case 'paragraph':
          return sizeOfSpans(paragraph.spans) + 2;
        case 'list':
          return paragraph.items.reduce((sum, item) => sum + sizeOfSpans(item) + ITEM, 2);
        case 'code':
          return escaped(paragraph.code) + paragraph.language.length + AROUND;
        default:
          return paragraph satisfies never;
      }
    })
    .reduce((sum, size) => sum + size, 0);
}

function sizeOfSpans(spans: Spans): number {
  return spans
    .map((span) => {
      if (typeof span === 'string') return escaped(span);
      if ('at' in span) return plain([{ kind: 'paragraph', spans: [span] }]).length;
      const styles = [span.bold, span.italic, span.code].filter(Boolean).length;
      const link = span.link === undefined ? 0 : LINKED + span.link.length;
      return escaped(span.text) + styles * STYLED + link;
    })
    .reduce((sum, size) => sum + size, 0);
}

function escaped(text: string): number {
  return text.length + (text.match(SIGNS)?.length ?? 0);
}

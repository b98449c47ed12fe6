import { CST, Lexer } from 'yaml';
import { blockDepth, flowDepth, type TokenType } from './nesting-depth.ts';
import type { Refusal } from './refusal.ts';

/** Deeper nesting ends the YAML parser's whole process, uncatchably (measured at 2,000 levels in 4 KB). */
export const DEEPEST = 32;
/** The parser takes about 10 µs for each (measured); a deck of 1 MiB in whole sentences has 200,000. */
export const MOST_TOKENS = 300_000;

/**
 * What is wrong with a YAML text by its tokens alone, or null: nesting, aliases, anchors, their number. No tree is made,
 * because a tree of such depth is what ends the process. Counts at least as many levels as the parser would make.
 */
export function refusedToken(text: string): Refusal | null {
  const flow = flowDepth();
  const block = blockDepth();
  let offset = 0;
  let line = 0;
  let count = 0;
  let words = false;
  for (const token of new Lexer().lex(text)) {
    // The token after a scalar's mark is its text, whatever it looks like.
    const type: TokenType = words ? 'words' : CST.tokenType(token);
    words = type === 'scalar';
    if (type === 'doc-mode' || type === 'flow-error-end' || type === 'scalar') continue;
    if (type === 'alias' || type === 'anchor') return named(type, offset);
    const inFlow = flow(type);
    if (inFlow === 0) block.take(type, offset - line);
    if (block.depth() + inFlow > DEEPEST) {
      const message = {
        en: `nested deeper than ${DEEPEST} levels`,
        de: `tiefer als ${DEEPEST} Ebenen verschachtelt`,
      };
      return {
        rule: 'too-deep',
        message,
        fix: { en: 'a deck needs no more than 5', de: 'ein Deck braucht höchstens 5' },
        offset,
      };
    }
    count += 1;
    if (count > MOST_TOKENS) {
      const message = {
        en: `the file has more than ${MOST_TOKENS} words and signs of YAML`,
        de: `die Datei hat mehr als ${MOST_TOKENS} Wörter und Zeichen in YAML`,
      };
      return {
        rule: 'too-large',
        message,
        fix: { en: 'split it into several decks', de: 'sie auf mehrere Decks aufteilen' },
        offset,
      };
    }
    const lineEnd = token.lastIndexOf('\n');
    if (lineEnd !== -1) {
      line = offset + lineEnd + 1;
      block.newLine();
    }
    offset += token.length;
  }
  return null;
}

/** Often it is no alias at all, but a text that begins with Markdown's `*` or HTML's `&`. */
function named(type: 'alias' | 'anchor', offset: number): Refusal {
  const what =
    type === 'alias'
      ? { en: 'aliases (*name)', de: 'Aliasse (*name)' }
      : { en: 'anchors (&name)', de: 'Anker (&name)' };
  const sign = type === 'alias' ? '*' : '&';
  return {
    rule: 'alias',
    message: { en: `${what.en} are not allowed`, de: `${what.de} sind nicht erlaubt` },
    fix: {
      en: `write the text out; one that begins with ${sign} stands in quotation marks`,
      de: `den Text ausschreiben; beginnt er mit ${sign}, gehört er in Anführungszeichen`,
    },
    offset,
  };
}

import { lettersOf } from '../../reading/by-text.ts';
import type { Text } from '../../../domain/text.ts';
import { asked, optionsOf, type Finding, type Rule } from './rule.ts';
import type { Deck } from '../../../domain/deck.ts';

const NAMED = [
  /\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?|[Aa]lternatives?|[Dd]istractors?) \(?[A-H]\)?(?![\p{L}\p{N}'’-])/u,
  /\b[A-H] (?:is|was|are|would be) (?:right|wrong|correct|incorrect|better|weaker|the (?:right|best|correct|strongest|key))\b/,
  /\bthe (?:first|second|third|fourth|fifth|sixth|seventh|eighth|last|previous|next) (?:option|answer|choice|alternative)s?\b/i,
  /\bthe (?:option|answer|choice|alternative)s? (?:above|below)\b/i,
];
/** Where an explanation says these, it means an option; in a stem they may mean anything. */
const BY_PLACE =
  /\bthe (?:first|second|third|fourth|last)(?: one)? (?:is|was|sounds|looks|gives|misses|ignores|confuses|says|names)\b/i;

/** Letters are dealt anew for each round, so a text that names one is wrong three times out of four. */
export const letterNamed: Rule = {
  id: 'letter-named',
  level: 'error',
  language: 'english',
  byQuestion: true,
  *find(deck) {
    for (const { path, text, explains } of textsOf(deck)) {
      const source = lettersOf(text);
      for (const pattern of explains ? [...NAMED, BY_PLACE] : NAMED) {
        const found = pattern.exec(source);
        if (found === null) continue;
        yield {
          path,
          message: {
            en: `“${found[0]}” names an option by its place, and places are dealt anew each time`,
            de: `„${found[0]}“ nennt eine Option nach ihrem Platz, doch die Plätze werden jedes Mal neu gemischt`,
          },
          fix: { en: 'say what that option says', de: 'sagen, was in dieser Option steht' },
        } satisfies Finding;
        break;
      }
    }
  },
};

interface Part {
  readonly path: readonly PropertyKey[];
  readonly text: Text;
  readonly explains: boolean;
}

function* textsOf(deck: Deck): Iterable<Part> {
  for (const [index, tip] of deck.tips.entries())
    yield { path: ['tips', index], text: tip, explains: false };
  for (const placed of asked(deck)) {
    const { question, path } = placed;
    yield { path: [...path, 'ask'], text: question.ask, explains: false };
    yield { path: [...path, 'context'], text: question.context, explains: false };
    for (const { option, path: there } of optionsOf(placed)) {
      yield { path: [...there, 'text'], text: option.text, explains: false };
      yield { path: [...there, 'why'], text: option.why, explains: true };
    }
    yield { path: [...path, 'explain'], text: question.explain, explains: true };
    for (const [place, point] of question.points.entries())
      yield { path: [...path, 'points', place], text: point, explains: true };
  }
}

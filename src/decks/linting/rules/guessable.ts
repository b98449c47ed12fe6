import { lettersOf } from '../../reading/by-text.ts';
import type { Deck, Option, Question } from '../../../domain/deck.ts';
import type { Localized } from '../../../domain/language.ts';
import { remembering } from '../../../domain/remembering.ts';
import type { Span } from '../../../domain/text.ts';
import { asked, chanceOf, FEWEST_QUESTIONS, percent, type Rule } from './rule.ts';
import { speech, type Speech } from './speech.ts';
import { termsOf } from './terms.ts';

const OVER_CHANCE = 0.15;

/** How much a way of guessing likes an option. */
type Likes = (option: Option, place: number, question: Question) => number;

/** The share of a deck's questions that one way of guessing gets right. */
interface KnowNothingScore {
  /** `the longest option` */
  readonly way: Localized;
  /** The same as the head of a column: `longest`. */
  readonly label: string;
  /** From 0 to 1. */
  readonly right: number;
}

/** What ways of guessing get of a deck, beside blind chance; no scores for a deck without questions. */
export interface Guessing {
  /** From 0 to 1. */
  readonly chance: number;
  readonly scores: readonly KnowNothingScore[];
}

export function knowNothingScores(deck: Deck): Guessing {
  const questions = asked(deck);
  const chance = chanceOf(questions);
  if (questions.length === 0) return { chance, scores: [] };
  const language = speech(deck);
  const scores = waysOf(language).map(({ way, label }, at) => {
    const right = questions.reduce(
      (sum, { question }) => sum + (lucksIn(language)(question)[at] ?? 0),
      0,
    );
    return { way, label, right: right / questions.length };
  });
  return { chance, scores };
}

/** Who knows nothing of the subject should do no better than chance. */
export const knowNothing: Rule = {
  id: 'know-nothing',
  level: 'warning',
  language: 'any',
  *find(deck) {
    if (asked(deck).length < FEWEST_QUESTIONS) return;
    const { chance, scores } = knowNothingScores(deck);
    for (const { way, right } of scores) {
      if (right <= chance + OVER_CHANCE) continue;
      yield {
        path: ['questions'],
        message: {
          en: `who always picks ${way.en} gets ${percent(right)} right; chance is ${percent(chance)}`,
          de: `wer immer ${way.de} wählt, hat ${percent(right)} richtig; Zufall wären ${percent(chance)}`,
        },
        fix: {
          en: 'rewrite the options until that pays no more',
          de: 'die Optionen umschreiben, bis sich das nicht mehr lohnt',
        },
      };
    }
  },
};

/** How lucky each way of guessing is with a question. */
const lucksIn = remembering((language: Speech) =>
  remembering((question: Question) => waysOf(language).map(({ likes }) => luck(question, likes))),
);

function waysOf({
  arguing,
  hedged,
}: Speech): readonly (Omit<KnowNothingScore, 'right'> & { readonly likes: Likes })[] {
  const count = (option: Option, signs: RegExp): number =>
    lettersOf(option.text).match(signs)?.length ?? 0;
  return [
    {
      way: { en: 'the longest option', de: 'die längste Option' },
      label: 'longest',
      likes: ({ text }) => lettersOf(text).length,
    },
    {
      way: { en: 'the shortest option', de: 'die kürzeste Option' },
      label: 'shortest',
      likes: ({ text }) => -lettersOf(text).length,
    },
    {
      way: { en: 'the first one written', de: 'die zuerst geschriebene' },
      label: 'first',
      likes: (_option, place) => -place,
    },
    {
      way: { en: 'the one most like the stem', de: 'die, die dem Fragetext am ähnlichsten ist' },
      label: 'like stem',
      likes: likenessToStem,
    },
    {
      way: {
        en: 'the one that shares most words with the others',
        de: 'die, die mit den anderen die meisten Wörter teilt',
      },
      label: 'like others',
      likes: likenessToOthers,
    },
    {
      way: { en: 'the one with most commas', de: 'die mit den meisten Kommas' },
      label: 'commas',
      likes: (option) => count(option, /[,;]/g),
    },
    {
      way: { en: 'the most specific one', de: 'die konkreteste' },
      label: 'specific',
      likes: specificity,
    },
    ...(hedged === null
      ? []
      : [
          {
            way: { en: 'the most careful one', de: 'die vorsichtigste' },
            label: 'careful',
            likes: (option: Option) => count(option, hedged),
          },
        ]),
    ...(arguing === null
      ? []
      : [
          {
            way: { en: 'the one that argues least', de: 'die, die am wenigsten begründet' },
            label: 'argues least',
            likes: (option: Option) => -count(option, arguing),
          },
        ]),
  ];
}

const likenessToStem: Likes = (option, _place, question) => {
  const stem = termsOf(question.ask);
  return [...termsOf(option.text).keys()].filter((term) => stem.has(term)).length;
};

/**
 * How often the words of an option stand in the other options. Authors write the key first and vary it, so what the
 * options have in common is the key's.
 */
const likenessToOthers: Likes = (option, _place, question) => {
  const own = [...termsOf(option.text).keys()];
  return question.options
    .filter((other) => other !== option)
    .map((other) => termsOf(other.text))
    .reduce((sum, terms) => sum + own.filter((term) => terms.has(term)).length, 0);
};

/** Numbers, abbreviations and pieces of code: what sounds as if its writer knew. */
function specificity({ text }: Option): number {
  const code = text.reduce(
    (sum, one) =>
      sum +
      (one.kind === 'paragraph' ? one.spans.filter(isCode).length : one.kind === 'code' ? 1 : 0),
    0,
  );
  return code + (lettersOf(text).match(/\b(?:\p{Lu}{2,}|\d[\d.,]*)/gu)?.length ?? 0);
}

function isCode(span: Span): boolean {
  return typeof span !== 'string' && 'code' in span;
}

/** How likely a way of guessing finds the key, when it takes any of those it likes most. */
function luck(question: Question, likes: Likes): number {
  const liked = question.options.map((option, place) => likes(option, place, question));
  const most = Math.max(...liked);
  const best = question.options.filter((_option, place) => liked[place] === most);
  return best.filter((option) => option.key).length / best.length;
}

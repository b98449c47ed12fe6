import { lettersOf } from '../../reading/by-text.ts';
import { asked, optionsOf, type Rule } from './rule.ts';
import { normalised } from './terms.ts';

interface Span {
  readonly from: number;
  readonly to: number;
  readonly unit: string;
}

const NUMBER = String.raw`(\d+(?:[.,]\d+)*)`;
const UNIT = String.raw`\s*([\p{L}%]*(?: [\p{L}%]+){0,2})\W*$`;
const BETWEEN = new RegExp(
  `^(?:between |from |about )?${NUMBER}\\s*(?:-|–|—|to|and)\\s*${NUMBER}${UNIT}`,
  'iu',
);
const OVER = new RegExp(`^(?:more than|over|above|at least|>=?)\\s*${NUMBER}${UNIT}`, 'iu');
const UNDER = new RegExp(
  `^(?:less than|fewer than|under|below|at most|up to|<=?)\\s*${NUMBER}${UNIT}`,
  'iu',
);

/** Two options that can both be right, or of which one says the other too. */
export const overlap: Rule = {
  id: 'overlap',
  level: 'warning',
  language: 'any',
  byQuestion: true,
  *find(deck) {
    for (const placed of asked(deck)) {
      const options = optionsOf(placed).map(({ option, path }) => ({
        path,
        span: spanOf(lettersOf(option.text).trim()),
        words: ` ${normalised(option.text)} `,
      }));
      for (const [place, option] of options.entries()) {
        const other = options.find(
          (one, index) =>
            (index < place && meet(one.span, option.span)) ||
            (index !== place &&
              one.span === null &&
              one.words.trim() !== '' &&
              option.words.includes(one.words)),
        );
        if (other === undefined) continue;
        yield {
          path: [...option.path, 'text'],
          message:
            option.span === null
              ? {
                  en: `this option contains another one, “${other.words.trim().slice(0, 60)}”`,
                  de: `diese Option enthält eine andere: „${other.words.trim().slice(0, 60)}“`,
                }
              : {
                  en: 'this range overlaps with that of another option',
                  de: 'dieser Bereich überschneidet sich mit dem einer anderen Option',
                },
          fix: {
            en: 'make options that exclude each other',
            de: 'Optionen wählen, die einander ausschließen',
          },
        };
      }
    }
  },
};

function spanOf(text: string): Span | null {
  const between = BETWEEN.exec(text);
  if (between !== null)
    return { from: number(between[1]), to: number(between[2]), unit: unit(between[3]) };
  const over = OVER.exec(text);
  if (over !== null) return { from: number(over[1]), to: Infinity, unit: unit(over[2]) };
  const under = UNDER.exec(text);
  if (under !== null) return { from: -Infinity, to: number(under[1]), unit: unit(under[2]) };
  return null;
}

/** Ranges of one unit that share more than nothing; a shared end counts when both name it. */
function meet(a: Span | null, b: Span | null): boolean {
  if (a === null || b === null || a.unit !== b.unit) return false;
  const open = [a.from, a.to, b.from, b.to].some((end) => !Number.isFinite(end));
  return open ? a.from < b.to && b.from < a.to : a.from <= b.to && b.from <= a.to;
}

function number(written: string | undefined): number {
  return Number((written ?? '').replaceAll(',', ''));
}

function unit(written: string | undefined): string {
  return (written ?? '').trim().toLowerCase().replace(/s$/, '');
}

import { nearest } from '../../domain/did-you-mean.ts';
import { didYouMean } from '../reading/keys.ts';
import type { Problem } from '../reading/problem.ts';
import { readDeck, type DeckRead } from '../reading/read.ts';
import { findByQuestion } from './find-by-question.ts';
import { READER_RULES, RULES } from './rules/index.ts';
import type { LintContext } from './rules/rule.ts';

/**
 * The problems of one deck file, in the order of its lines.
 */
export function lintDeck(
  source: string | Uint8Array,
  file: string,
  context: LintContext,
): readonly Problem[] {
  return lintRead(readDeck(source, file), file, context);
}

/** The same for a deck that has been read. */
export function lintRead(read: DeckRead, file: string, context: LintContext): readonly Problem[] {
  const problems: Problem[] = [...read.problems, ...unknownRules(read, file)];
  const deck = read.lintable;
  if (deck !== null) {
    const english = /^en(?:-|$)/.test(deck.language);
    const inDeck = { ...context, asWritten: read.asWritten };
    const byQuestion = findByQuestion(deck, inDeck);
    for (const rule of RULES) {
      if (read.off.includes(rule.id) || (rule.language === 'english' && !english)) continue;
      const found = rule.byQuestion === true ? byQuestion(rule) : rule.find(deck, inDeck);
      for (const { path, message, fix } of found)
        problems.push({ file, ...read.at(path), rule: rule.id, level: rule.level, message, fix });
    }
  }
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

function unknownRules(read: DeckRead, file: string): readonly Problem[] {
  const known = RULES.map((rule) => rule.id);
  return read.off.flatMap((id, index): readonly Problem[] => {
    if (known.includes(id)) return [];
    const reader = READER_RULES.some((rule) => rule === id);
    const near = nearest(id, known);
    return [
      {
        file,
        ...read.at(['lint', 'off', index, 'rule']),
        rule: 'unknown-rule',
        level: 'error',
        message: reader
          ? {
              en: `the rule ${id} cannot be switched off: without it the deck cannot be asked`,
              de: `die Regel ${id} lässt sich nicht abschalten: ohne sie kann das Deck nicht gefragt werden`,
            }
          : { en: `there is no rule “${id}”`, de: `es gibt keine Regel „${id}“` },
        fix: reader
          ? { en: 'remove this entry', de: 'diesen Eintrag entfernen' }
          : near === null
            ? null
            : didYouMean(near),
      },
    ];
  });
}

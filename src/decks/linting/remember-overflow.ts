import { boundedCache } from '../../domain/bounded-cache.ts';
import type { LintContext, QuestionOverflow } from './rules/rule.ts';

const REMEMBERED = 5_000;

/** A context that measures a question only once: of a deck that its author is writing, one question changes at a time. */
export function rememberOverflow(context: LintContext): LintContext {
  const known = boundedCache<string, { readonly overflow: QuestionOverflow | null }>(REMEMBERED);
  return {
    ...context,
    overflowOf(deck, question) {
      const key = JSON.stringify([{ ...deck, questions: [] }, question]);
      const measured = known.get(key) ?? { overflow: context.overflowOf(deck, question) };
      known.set(key, measured);
      return measured.overflow;
    },
  };
}

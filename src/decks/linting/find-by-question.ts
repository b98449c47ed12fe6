import type { Deck, Question } from '../../domain/deck.ts';
import type { Finding, Rule, RuleContext } from './rules/rule.ts';

/** What rules found in a question, in a deck with these settings. */
interface Found {
  readonly settings: string;
  readonly today: string;
  readonly overflowOf: RuleContext['overflowOf'];
  readonly byRule: Map<string, readonly Finding[]>;
}

/**
 * What was found in a question, for as long as the reader returns the same object for it: while its author edits a deck,
 * only the changed question is looked at again.
 */
const known = new WeakMap<Question, Found>();

/** What a rule that looks at each question alone finds in a deck, in the order of its parts. */
export function findByQuestion(deck: Deck, context: RuleContext): (rule: Rule) => Finding[] {
  const bare = { ...deck, tips: [], questions: [] };
  const settings = JSON.stringify(bare);
  const { today, overflowOf } = context;
  const foundIn = (question: Question): Found => {
    const last = known.get(question);
    const isSame =
      last?.settings === settings && last.today === today && last.overflowOf === overflowOf;
    if (last !== undefined && isSame) return last;
    const fresh = { settings, today, overflowOf, byRule: new Map<string, readonly Finding[]>() };
    known.set(question, fresh);
    return fresh;
  };
  return (rule) => [
    ...rule.find({ ...deck, questions: [] }, context),
    ...deck.questions.flatMap((question, place) => {
      const { byRule } = foundIn(question);
      const found = byRule.get(rule.id) ?? [
        ...rule.find({ ...bare, questions: [question] }, context),
      ];
      byRule.set(rule.id, found);
      return found.map((one) => ({ ...one, path: ['questions', place, ...one.path.slice(2)] }));
    }),
  ];
}

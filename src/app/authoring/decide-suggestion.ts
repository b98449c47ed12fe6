import type { Text } from '../../domain/text.ts';
import type { SuggestedQuestion } from '../../ports/suggestions.ts';
import type { Work } from '../context.ts';
import { notice } from '../shared/notice-card.ts';
import { stemLine } from '../shared/cut-line.ts';
import { queueNotice, wordsOf } from '../shared/notices.ts';

/** Letters of the stem in the author's notice. */
const LONGEST_STEM = 200;

/** What a manager decided on a suggestion. */
export type Decision = {
  readonly suggestion: SuggestedQuestion;
  /** The suggested question as members would read it. */
  readonly ask: Text;
  /** Who decided. */
  readonly manager: string;
} & (
  | { readonly kind: 'accepted'; readonly deck: string; readonly deckTitle: string }
  /** `word` may be empty. */
  | { readonly kind: 'declined'; readonly word: string }
);

/**
 * Takes a suggestion off the list and tells its author, once, unless they have left. Null if another manager decided on
 * it before.
 */
export async function decideSuggestion(
  work: Work,
  decision: Decision,
): Promise<{ readonly isAuthorTold: boolean } | null> {
  const { app, tx, now } = work;
  const { manager, ask } = decision;
  const { id, member, channel } = decision.suggestion;
  if (!(await tx.suggestions.remove(id))) return null;
  const isAuthorTold = (await tx.members.get(member))?.left === false;
  if (isAuthorTold) {
    const words = await wordsOf(work, member, channel);
    const stem = stemLine(ask, LONGEST_STEM);
    const sentence =
      decision.kind === 'accepted'
        ? words.noticeAccepted({ stem, deck: decision.deckTitle })
        : words.noticeDeclined({ stem, word: decision.word });
    await queueNotice(work, { name: `suggestion:${id}`, channel, member, card: notice(sentence) });
  }
  const what = decision.kind === 'accepted' ? 'suggestion accept' : 'suggestion decline';
  // The suggestion itself is gone; nobody finds it by its id.
  const about = decision.kind === 'accepted' ? decision.deck : '';
  await tx.audit.add({ id: app.random.id(), at: now, member: manager, what, about });
  return { isAuthorTold };
}

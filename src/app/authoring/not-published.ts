import type { StudioWords } from '../../i18n/studio.ts';
import type { SaveOutcome } from './save-deck.ts';

/** Why a draft was not published. */
export function whyNotPublished(
  words: StudioWords,
  id: string,
  outcome: Exclude<SaveOutcome, { kind: 'saved' }>,
): string {
  switch (outcome.kind) {
    case 'broken':
      return words.publishBroken({
        count: outcome.marks.filter(({ level }) => level === 'error').length,
      });
    case 'conflict': {
      const about = outcome.about.map((name) => (name === '' ? words.conflictSettings() : name));
      return words.publishConflict({ about });
    }
    case 'other-id':
      return words.publishOtherId({ id });
    case 'taken':
      return words.publishTaken();
    default:
      return outcome satisfies never;
  }
}

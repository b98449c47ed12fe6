import type { Block, Card } from '../../domain/card.ts';
import type { OwnStanding } from '../../domain/standings.ts';
import { text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { runs } from '../shared/notice-card.ts';
import { standingSaid } from '../leaderboard/standing-line.ts';

export interface Home {
  readonly standing: OwnStanding | null;
  /** How many questions are due for review. */
  readonly due: number;
  /** For a manager; null for others. */
  readonly schedules: readonly Block[] | null;
}

export function homeCard(words: Words, { standing, due, schedules }: Home): Card {
  const own =
    standing === null
      ? words.homeNothingYet()
      : `${words.homePoints({ points: standing.own.points })} · ${standingSaid(words, standing)}`;
  return {
    gist: words.homeHeading(),
    blocks: [
      { kind: 'heading', text: words.homeHeading() },
      { kind: 'text', text: text(own), tone: 'normal' },
      { kind: 'text', text: text(words.meDue({ count: due })), tone: 'normal' },
      {
        kind: 'buttons',
        buttons: [
          ...(due > 0 ? [runs(words.buttonReview(), 'review', 'primary')] : []),
          runs(words.buttonPractise(), 'practice'),
          runs(words.decksHeading(), 'decks'),
          runs(words.buttonTips(), 'tips'),
        ],
      },
      ...(schedules === null ? [] : [{ kind: 'line' } as const, ...schedules]),
    ],
  };
}

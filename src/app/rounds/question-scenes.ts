import { confidenceCard } from '../answering/confidence-card.ts';
import { allReasonsCard, explanationCard } from '../answering/explanation-card.ts';
import type { Card } from '../../domain/card.ts';
import { dealtOptions, letterAt, type Round } from '../../domain/round.ts';
import { pointsFor } from '../../domain/standings.ts';
import type { Words } from '../../i18n/index.ts';
import { tipsCard } from '../help/help-card.ts';
import { askedCard, closedQuestionCard, questionCard } from './question-card.ts';
import { revealCard, type Spread } from './reveal-card.ts';

/** A moment of a question's life, and who sees its card: the channel, a thread of it, or the member who pressed. */
export interface QuestionScene {
  readonly kind: 'question' | 'tips' | 'confidence' | 'reply' | 'reasons' | 'result' | 'reveal';
  readonly seenBy: 'channel' | 'thread' | 'member';
  /** Dealt place of the option that was pressed; null if the scene is about none. */
  readonly place: number | null;
  readonly title: string;
  readonly card: Card;
}

/**
 * A question's whole life as the bot would show it: the question and its tips, the reply to each option with all
 * reasons behind it, the closed question and the reveal. Replies show no streak and no rank.
 * @param spread the answers that the result and the reveal count
 */
export function questionScenes(
  words: Words,
  round: Round,
  spread: readonly Spread[],
): readonly QuestionScene[] {
  const { pinned } = round;
  const closed = { ...round, closedAt: round.openedAt };
  const inChannel = { seenBy: 'channel', place: null } as const;
  return [
    {
      ...inChannel,
      kind: 'question',
      title: words.previewQuestion(),
      card: questionCard(words, askedCard(round, 0)),
    },
    ...(pinned.tips.length === 0
      ? []
      : [
          {
            kind: 'tips',
            seenBy: 'member',
            place: null,
            title: words.buttonTips(),
            card: tipsCard(words, pinned.deckTitle, pinned.tips),
          } as const,
        ]),
    ...pinned.question.options.flatMap((_, place) => repliesTo(words, round, place)),
    {
      ...inChannel,
      kind: 'result',
      title: words.previewReveal(),
      card: closedQuestionCard(words, closed, spread),
    },
    {
      kind: 'reveal',
      seenBy: 'thread',
      place: null,
      title: words.previewReasons(),
      card: revealCard(words, closed, spread),
    },
  ];
}

/** What the member sees who presses the option at that dealt place. */
function repliesTo(words: Words, round: Round, place: number): readonly QuestionScene[] {
  const chosen = dealtOptions(round.pinned, round.dealt)[place]?.option;
  if (chosen === undefined) return [];
  const letter = letterAt(place);
  const to = { seenBy: 'member', place } as const;
  return [
    ...(round.asksSure
      ? [
          {
            ...to,
            kind: 'confidence',
            title: words.previewConfidence({ letter }),
            card: confidenceCard(words, round.id, letter),
          } as const,
        ]
      : []),
    {
      ...to,
      kind: 'reply',
      title: words.previewReply({ letter }),
      card: explanationCard(words, {
        round,
        chosen,
        counting: { kind: 'counted', points: pointsFor(round.keys.includes(chosen.id)) },
        streak: 0,
        standing: null,
        isFirstRight: false,
        privacyLine: false,
      }),
    },
    {
      ...to,
      kind: 'reasons',
      title: words.previewAllReasons({ letter }),
      card: allReasonsCard(words, { round, chosen }),
    },
  ];
}

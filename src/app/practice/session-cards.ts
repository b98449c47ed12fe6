import { dealtOptions, letterAt, openQuestion, type Round } from '../../domain/round.ts';
import type { Action, Confidence } from '../../domain/action.ts';
import type { Block, Card, Choice } from '../../domain/card.ts';
import type { PinnedQuestion } from '../../domain/deck.ts';
import type { Session, Step } from '../../domain/practice-session.ts';
import { plain, strong, text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { reasons, verdictOf } from '../answering/explanation-card.ts';
import { notice, runs } from '../shared/notice-card.ts';
import { dayName } from '../../i18n/dates.ts';
import type { LeftOut } from './withheld.ts';
import { confidenceButtons } from '../answering/confidence-card.ts';

/** One step of a session with its question. */
export interface StepShown {
  readonly session: Session;
  readonly step: Step;
  readonly pinned: PinnedQuestion;
  /** The deck's task, and whether it has tips, at a practice session's start; else null. */
  readonly intro: { readonly task: string; readonly hasTips: boolean } | null;
  readonly leftOut: LeftOut | null;
}

/** A question of a session: "1 / 5", the stem, the options. Nothing in it depends on the key. */
export function stepCard(words: Words, { session, step, pinned, intro, leftOut }: StepShown): Card {
  const question = openQuestion(pinned, step.dealt);
  const progress = words.progress({ at: session.at + 1, of: session.steps.length });
  const intros: Block[] = [];
  if (leftOut !== null) intros.push(leftOutBlock(words, leftOut));
  if (intro !== null) {
    if (intro.task !== '') intros.push({ kind: 'text', text: text(intro.task), tone: 'normal' });
    intros.push({ kind: 'text', text: text(words.practicePrivate()), tone: 'quiet' });
  }
  const tips = intro?.hasTips === true ? [runs(words.buttonTips(), `tips ${pinned.deck}`)] : [];
  return {
    gist: `${progress} ${plain(question.ask)}`,
    blocks: [
      ...intros,
      { kind: 'text', text: text(progress), tone: 'quiet' },
      { kind: 'text', text: strong(question.ask), tone: 'normal' },
      ...(question.context.length > 0
        ? [{ kind: 'text', text: question.context, tone: 'normal' } as const]
        : []),
      {
        kind: 'choices',
        choices: question.options.map((option, place) => ({
          letter: option.letter,
          text: option.text,
          mark: null,
          press: { kind: 'step', session: session.id, step: session.at, option: place },
        })),
      },
      ...(tips.length > 0 ? [{ kind: 'buttons', buttons: tips } as const] : []),
    ],
  };
}

function leftOutBlock(words: Words, { why, count }: LeftOut): Block {
  const sentence = words.stepsLeftOut({ notAsked: why === 'not-asked', count });
  return { kind: 'text', text: text(sentence), tone: 'normal' };
}

/** "How sure are you?", after the choice and before the reasons. */
export function sureCard(words: Words, { session, step, pinned }: StepShown): Card {
  const letter = letterAt(step.chosen ?? 0);
  const progress = words.progress({ at: session.at + 1, of: session.steps.length });
  const asked = words.howSure({ letter });
  const does = (sure: Confidence): Action => ({
    kind: 'sure',
    session: session.id,
    step: session.at,
    sure,
  });
  return {
    gist: asked,
    blocks: [
      { kind: 'text', text: text(progress), tone: 'quiet' },
      { kind: 'text', text: strong(pinned.question.ask), tone: 'normal' },
      {
        kind: 'choices',
        choices: dealtOptions(pinned, step.dealt).map((dealt) => ({
          letter: dealt.letter,
          text: dealt.option.text,
          mark: null,
          press: null,
        })),
      },
      { kind: 'text', text: text(asked), tone: 'normal' },
      { kind: 'buttons', buttons: confidenceButtons(words, does) },
    ],
  };
}

/** Lines of an answered step beside its reasons. */
export interface StepFate {
  /** The day on which it comes back; null if it does not. */
  readonly backOn: string | null;
  readonly retired: boolean;
  /** Whether to add what is stored of a member, said once to each. */
  readonly privacyLine: boolean;
}

/** The reasons, when it comes back, and on. */
export function stepExplained(
  words: Words,
  { session, step, pinned }: StepShown,
  { backOn, retired, privacyLine }: StepFate,
): Card {
  const keys = pinned.question.options.filter((option) => option.key).map((option) => option.id);
  const round: Pick<Round, 'id' | 'pinned' | 'dealt' | 'keys'> = {
    id: session.id,
    pinned,
    dealt: step.dealt,
    keys,
  };
  const chosen = dealtOptions(pinned, step.dealt)[step.chosen ?? 0]?.option;
  const progress = words.progress({ at: session.at + 1, of: session.steps.length });
  const last = session.at + 1 >= session.steps.length;
  const verdict = chosen === undefined ? progress : verdictOf(words, { round, chosen });
  const fate = retired
    ? words.retired()
    : backOn === null
      ? null
      : words.comesBack({ day: dayName(backOn, words.locale) });
  return {
    gist: verdict,
    blocks: [
      { kind: 'text', text: text(progress), tone: 'quiet' },
      { kind: 'text', text: pinned.question.ask, tone: 'normal' },
      {
        kind: 'choices',
        choices: dealtOptions(pinned, step.dealt).map(({ letter, option }) => ({
          letter,
          text: option.text,
          ...markOf(words, { key: option.key, chosen: option.id === chosen?.id }),
          press: null,
        })),
      },
      { kind: 'heading', text: verdict },
      ...(chosen === undefined ? [] : reasons(words, { round, chosen })),
      ...(fate === null ? [] : [{ kind: 'text', text: text(fate), tone: 'quiet' } as const]),
      {
        kind: 'buttons',
        buttons: [
          {
            label: last ? words.buttonFinish() : words.buttonNext(),
            does: { kind: 'next', session: session.id, step: session.at },
            weight: 'primary',
          },
          {
            label: retired ? words.buttonUnretire() : words.buttonRetire(),
            does: {
              kind: retired ? 'unretire' : 'retire',
              session: session.id,
              step: session.at,
            },
            weight: 'normal',
          },
        ],
      },
      ...(privacyLine
        ? [{ kind: 'text', text: text(words.privacyOnce()), tone: 'quiet' } as const]
        : []),
    ],
  };
}

/** Marks the member's choice and the key, in words too. */
function markOf(
  words: Words,
  { key, chosen }: { readonly key: boolean; readonly chosen: boolean },
): Pick<Choice, 'mark' | 'said'> {
  if (key && chosen) return { mark: 'chosen-key', said: words.markChosenKey() };
  if (key) return { mark: 'key', said: words.markKey() };
  return chosen ? { mark: 'chosen', said: words.markChosen() } : { mark: null };
}

export interface Finished {
  readonly session: Session;
  readonly leftOut: LeftOut | null;
  readonly right: number;
  /** Tags of wrong answers, most frequent first. */
  readonly brushUp: readonly string[];
  /** Local date on which the first wrong one comes back; null if none does. */
  readonly backOn: string | null;
}

/** "3 of 5 right", tags to brush up, and the day on which wrong ones come back. */
export function finishedCard(
  words: Words,
  { session, leftOut, right, brushUp, backOn }: Finished,
): Card {
  if (session.steps.length === 0)
    return notice(words.practiceNone({ notAsked: leftOut?.why === 'not-asked' }));
  const result = words.sessionResult({ right, of: session.steps.length });
  return {
    gist: result,
    blocks: [
      { kind: 'heading', text: result },
      ...(leftOut === null ? [] : [leftOutBlock(words, leftOut)]),
      ...(brushUp.length > 0
        ? [{ kind: 'text', text: text(words.brushUp({ tags: brushUp })), tone: 'normal' } as const]
        : []),
      ...(backOn === null
        ? []
        : [
            {
              kind: 'text',
              text: text(words.wrongComeBack({ day: dayName(backOn, words.locale) })),
              tone: 'normal',
            } as const,
          ]),
      {
        kind: 'buttons',
        buttons: [runs(words.buttonPractise(), 'practice'), runs(words.buttonMe(), 'me')],
      },
    ],
  };
}

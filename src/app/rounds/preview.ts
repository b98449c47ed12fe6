import { periodsOf } from '../../domain/calendar.ts';
import type { Block } from '../../domain/card.ts';
import type { PinnedQuestion } from '../../domain/deck.ts';
import { deal, keysOf, type Round } from '../../domain/round.ts';
import { text } from '../../domain/text.ts';
import type { Values } from '../../domain/command-shape.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Request } from '../context.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { notice } from '../shared/notice-card.ts';
import { transact } from '../shared/transact.ts';
import { chooseQuestion } from './ask.ts';
import { questionScenes, type QuestionScene } from './question-scenes.ts';

const SHOWN: ReadonlySet<QuestionScene['kind']> = new Set([
  'question',
  'reply',
  'result',
  'reveal',
]);

/**
 * `/quiz preview [deck] [question]`: shows the manager alone a question's whole life: the question, the reply to each
 * option and the reveal. Its buttons are dead.
 */
export async function preview(request: Request, values: Values): Promise<Reply> {
  const { app, words } = request;
  const chosen = await chooseQuestion(request, values);
  if (chosen.kind === 'refused') return chosen.reply;
  const { deck } = chosen;
  const pinned = await transact(request, async (work) => {
    const questions = await CorrectedQuestions.load(work);
    const question =
      chosen.kind === 'question'
        ? chosen.question
        : deck.questions.find((one) => questions.isAsked(deck, one));
    return question === undefined ? null : questions.pin(deck, question);
  });
  if (pinned === null) return { kind: 'card', card: notice(words.decksNone()) };
  const round = previewRound(request, pinned);
  const scenes = questionScenes(words, round, []).filter(({ kind }) => SHOWN.has(kind));
  const blocks = scenes.flatMap(({ title, card }, index): readonly Block[] => [
    ...(index === 0 ? [] : [{ kind: 'line' } as const]),
    { kind: 'text', text: text(title), tone: 'quiet' },
    ...card.blocks.flatMap(withoutButtons),
  ]);
  const note: Block = { kind: 'text', text: text(words.previewNote()), tone: 'quiet' };
  app.metrics.count('previews');
  return { kind: 'card', card: { gist: words.previewNote(), blocks: [note, ...blocks] } };
}

/** Buttons are shown by their labels, and options cannot be pressed. */
function withoutButtons(block: Block): readonly Block[] {
  if (block.kind === 'choices') {
    return [{ ...block, choices: block.choices.map((choice) => ({ ...choice, press: null })) }];
  }
  if (block.kind !== 'buttons') return [block];
  const labels = block.buttons.map(({ label }) => `[${label}]`).join(' ');
  return [{ kind: 'text', text: text(labels), tone: 'quiet' }];
}

function previewRound({ app, now }: Request, pinned: PinnedQuestion): Round {
  const { zone } = app.defaults;
  return {
    id: 'preview',
    channel: '',
    pinned,
    dealt: deal(pinned.question.options.length, (below) => app.random.below(below)),
    openedAt: now,
    closesAt: null,
    closedAt: null,
    voidedAt: null,
    withdrawnAt: null,
    keys: keysOf(pinned),
    schedule: null,
    day: periodsOf(now, zone).day,
    zone,
    asksSure: false,
    ordinal: 1,
    isRepeat: false,
  };
}

import { periodsOf } from '../../domain/calendar.ts';
import type { Block, Button, Card } from '../../domain/card.ts';
import type { PinnedQuestion } from '../../domain/deck.ts';
import { keysOf, letterAt, type Round } from '../../domain/round.ts';
import { text } from '../../domain/text.ts';
import type { Values } from '../../domain/command-shape.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Words } from '../../i18n/index.ts';
import type { Request } from '../context.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { deckNamed } from '../shared/named-deck.ts';
import { hasRoom, notice, runs } from '../shared/notice-card.ts';
import { transact } from '../shared/transact.ts';
import { chooseQuestion, type Chosen } from './ask.ts';
import { questionScenes, type QuestionScene } from './question-scenes.ts';

/**
 * `/quiz preview [deck] [question] [part]`: shows the manager alone a question's life, a moment at a time so that each
 * fits one message of every platform. The card's own buttons are dead; those below it lead to the other moments.
 */
export async function preview(request: Request, values: Values): Promise<Reply> {
  const { app, words } = request;
  const chosen = await chooseByNumber(request, values);
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
  const parts = partsOf(words, previewRound(request, pinned));
  const asked = String(values.get('part') ?? '');
  const part = parts.find(({ name }) => name === asked) ?? parts[0];
  if (part === undefined) return { kind: 'card', card: notice(words.decksNone()) };
  const number = deck.questions.findIndex(({ id }) => id === pinned.question.id) + 1;
  const ways = parts.flatMap(({ name, label }) => {
    const line = `preview ${deck.id} ${number} part=${name}`;
    return hasRoom(line) ? [runs(label, line, name === part.name ? 'primary' : 'normal')] : [];
  });
  app.metrics.count('previews');
  const card = partCard(words, part, ways);
  // A step from one moment to another changes the message that shows it.
  return { kind: asked === '' ? 'card' : 'replace', card };
}

/** A moment that has a button of its own. */
interface Part {
  /** The word of the command for it. */
  readonly name: string;
  readonly label: string;
  readonly scenes: readonly QuestionScene[];
}

function partsOf(words: Words, round: Round): readonly Part[] {
  const scenes = questionScenes(words, round, []);
  const of = (...kinds: readonly QuestionScene['kind'][]): readonly QuestionScene[] =>
    scenes.filter(({ kind }) => kinds.includes(kind));
  const key = round.pinned.question.options.findIndex(({ id }) => round.keys.includes(id));
  return [
    { name: 'open', label: words.previewPartQuestion(), scenes: of('question') },
    ...round.dealt.map((_, place) => ({
      name: letterAt(place).toLowerCase(),
      label: letterAt(place),
      scenes: of('confidence', 'reply').filter((scene) => scene.place === place),
    })),
    {
      name: 'reasons',
      label: words.buttonAllReasons(),
      scenes: of('reasons').filter(({ place }) => place === key),
    },
    { name: 'closed', label: words.previewPartClosed(), scenes: of('result') },
    { name: 'reveal', label: words.previewReasons(), scenes: of('reveal') },
  ];
}

function partCard(words: Words, { scenes }: Part, ways: readonly Button[]): Card {
  const note = words.previewNote();
  return {
    gist: `${note} ${scenes.map(({ title }) => title).join(', ')}`,
    blocks: [
      { kind: 'text', text: text(note), tone: 'quiet' },
      ...scenes.flatMap(({ title, card }): readonly Block[] => [
        { kind: 'text', text: text(title), tone: 'quiet' },
        ...card.blocks.flatMap(withoutButtons),
      ]),
      { kind: 'line' },
      { kind: 'buttons', buttons: ways },
    ],
  };
}

/** The named question; a number is its place in the deck, as the buttons say it in the room that they have. */
async function chooseByNumber(request: Request, values: Values): Promise<Chosen> {
  const named = await deckNamed(request, values);
  if (named.kind === 'refused') return named;
  const { deck } = named;
  const place = String(values.get('question') ?? '');
  const isNumber = /^\d{1,4}$/.test(place) && !deck.questions.some(({ id }) => id === place);
  const question = isNumber ? deck.questions[Number(place) - 1] : undefined;
  return question === undefined
    ? chooseQuestion(request, values)
    : { kind: 'question', deck, question };
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
    // The author's order, so that each moment names the options alike.
    dealt: pinned.question.options.map((_, place) => place),
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

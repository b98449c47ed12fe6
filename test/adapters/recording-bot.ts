import type { Card } from '../../src/domain/card.ts';
import { text } from '../../src/domain/text.ts';
import type { Form } from '../../src/domain/form.ts';
import type { Reply } from '../../src/domain/reply.ts';
import type { CommandShape } from '../../src/domain/command-shape.ts';
import type {
  Bot,
  WorkspaceEvent,
  Interaction,
  PendingReply,
  Suggestion,
} from '../../src/ports/bot.ts';

type Answer = (interaction: Interaction) => Reply | PendingReply | Promise<Reply | PendingReply>;

/** A bot that remembers what reached it and answers as the test says. */
export interface RecordingBot extends Bot {
  readonly inputs: readonly Interaction[];
  readonly happenings: readonly WorkspaceEvent[];
  /** What the next inputs are answered with; until then a card that says `heard`. */
  readonly answerWith: (answer: Answer) => void;
  readonly suggest: (suggestions: readonly Suggestion[]) => void;
}

/** A form with one field. */
export const TIME_FORM: Form = {
  title: 'A daily question',
  submit: 'Save',
  cancel: 'Cancel',
  does: { kind: 'form', form: 'schedule-daily', about: '' },
  fields: [
    {
      name: 'time',
      label: 'Time',
      hint: null,
      required: true,
      input: { kind: 'line', value: '09:00', longest: 5 },
    },
  ],
};

/** A sentence as a reply. */
export function card(sentence: string): Reply {
  return { kind: 'card', card: saying(sentence) };
}

export const COMMANDS: readonly CommandShape[] = [
  { name: 'help', help: { en: 'What I can do', de: 'What I can do!' }, who: 'all', arguments: [] },
  {
    name: 'practice',
    help: { en: 'A private session', de: 'A private session!' },
    who: 'all',
    arguments: [
      {
        name: 'deck',
        help: { en: 'Which deck', de: 'Which deck!' },
        required: false,
        type: { kind: 'word', completes: 'deck' },
      },
      {
        name: 'count',
        help: { en: 'How many questions', de: 'How many questions!' },
        required: false,
        type: { kind: 'integer', min: 1, max: 20 },
      },
    ],
  },
  {
    name: 'leaderboard',
    help: { en: 'The board', de: 'The board!' },
    who: 'all',
    arguments: [
      {
        name: 'period',
        help: { en: 'Over which time', de: 'Over which time!' },
        required: false,
        type: { kind: 'choice', of: ['week', 'month', 'all'] },
      },
    ],
  },
];

export function recordingBot(): RecordingBot {
  const inputs: Interaction[] = [];
  const happenings: WorkspaceEvent[] = [];
  let suggestions: readonly Suggestion[] = [];
  let answer: Answer = () => ({
    kind: 'card',
    card: saying('heard'),
  });
  return {
    inputs,
    happenings,
    commands: COMMANDS,
    answerWith(next) {
      answer = next;
    },
    suggest(next) {
      suggestions = next;
    },
    async handle(interaction) {
      return (await this.accept(interaction))();
    },
    async accept(interaction) {
      inputs.push(interaction);
      const made = await answer(interaction);
      return async () => (typeof made === 'function' ? made() : made);
    },
    async complete() {
      return suggestions;
    },
    async onWorkspaceEvent(workspaceEvent) {
      happenings.push(workspaceEvent);
    },
  };
}

/** A card of one literal sentence. */
export function saying(sentence: string): Card {
  return { gist: sentence, blocks: [{ kind: 'text', text: text(sentence), tone: 'normal' }] };
}

/** A question as the bot posts it, with buttons that carry `1.answer.<round>.<place>`. */
export function asking(stem: string, options: readonly string[], round = 'round-one'): Card {
  return {
    gist: `Question: ${stem}`,
    blocks: [
      { kind: 'heading', text: 'API security · question 3 of 24' },
      { kind: 'text', text: text(stem), tone: 'normal' },
      {
        kind: 'choices',
        choices: options.map((option, place) => ({
          letter: 'ABCDEFGH'.charAt(place),
          text: text(option),
          mark: null,
          press: { kind: 'answer', round, option: place },
        })),
      },
      {
        kind: 'buttons',
        buttons: [{ label: 'Tips', does: { kind: 'tips', round }, weight: 'normal' }],
      },
      { kind: 'text', text: text('Your answer is private'), tone: 'quiet' },
    ],
  };
}

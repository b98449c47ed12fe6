import type { Card } from '../../src/domain/card.ts';
import type { Localized } from '../../src/domain/language.ts';
import { encodeAction } from '../../src/domain/action.ts';
import { plain, plainSpans } from '../../src/domain/text.ts';
import type { Limits } from '../../src/ports/limits.ts';
import { type Chat, type Found } from '../../src/ports/chat.ts';
import type { Reply } from '../../src/domain/reply.ts';
import type { Bot } from '../../src/ports/bot.ts';
import type { Place, Platform } from '../../src/ports/identity.ts';
import { PostError } from '../../src/ports/errors.ts';

export interface Shown {
  readonly id: string;
  readonly place: Place;
  readonly name: string;
  readonly replyTo: string | null;
  card: Card;
  edits: number;
}

const LIMITS: Limits = {
  measure: (text) => text.length,
  gist: 1_000,
  heading: 200,
  text: 3_000,
  total: 12_000,
  blocks: 50,
  buttonLabel: 75,
  buttonsPerRow: 5,
  buttons: 40,
  rows: 50,
  alt: 2_000,
  pictures: true,
  counterEditsWithinMs: 3_600_000,
  repeatsWithinMs: 0,
  channelPaceMs: 0,
  postsPerSecond: 1_000,
  postsPerSecondOf: 'bot',
};

/** A platform on a stage: it keeps what everybody sees, and fails when it is told to. */
export class Stage implements Chat {
  readonly messages: Shown[] = [];
  readonly told: { readonly member: string; readonly card: Card }[] = [];
  /** What the next posts do, first in first out. */
  readonly faults: ('not-sent' | 'refused' | 'unknown' | 'unknown-but-there' | 'never')[] = [];
  canFind = true;
  mayPostHere: Localized | null = null;
  bot: Bot | null = null;
  readonly limits: Limits;

  constructor(
    readonly platform: Platform = 'web',
    limits: Partial<Limits> = {},
  ) {
    this.limits = { ...LIMITS, ...limits };
  }

  async start(bot: Bot): Promise<void> {
    this.bot = bot;
  }

  async post(
    place: Place,
    card: Card,
    name: string,
    options: { replyTo: string | null },
  ): Promise<string> {
    const fault = this.faults.shift();
    if (fault === 'not-sent')
      throw new PostError({
        failure: 'not-sent',
        code: 'down',
        advice: { en: 'try later', de: 'try later' },
      });
    if (fault === 'refused')
      throw new PostError({
        failure: 'refused',
        code: 'not_in_channel',
        advice: { en: 'invite the bot', de: 'invite the bot' },
      });
    if (fault === 'unknown')
      throw new PostError({
        failure: 'unknown',
        code: 'timeout',
        advice: { en: 'no answer', de: 'no answer' },
      });
    if (fault === 'never') await new Promise(() => {});
    const id = `m${this.messages.length + 1}`;
    this.messages.push({ id, place, name, replyTo: options.replyTo, card, edits: 0 });
    if (fault === 'unknown-but-there')
      throw new PostError({
        failure: 'unknown',
        code: 'reset',
        advice: { en: 'no answer', de: 'no answer' },
      });
    return id;
  }

  async edit(_place: Place, message: string, card: Card): Promise<void> {
    const shown = this.messages.find((one) => one.id === message);
    if (shown === undefined)
      throw new PostError({
        failure: 'refused',
        code: 'message_not_found',
        advice: {
          en: 'it was deleted',
          de: 'it was deleted',
        },
      });
    shown.card = card;
    shown.edits += 1;
  }

  async tell(_place: Place, member: string, card: Card): Promise<void> {
    this.told.push({ member, card });
  }

  async find(_place: Place, name: string): Promise<Found> {
    if (!this.canFind) return { kind: 'cannot-tell', why: 'no right to read' };
    const shown = this.messages.find((one) => one.name === name);
    return shown === undefined ? { kind: 'absent' } : { kind: 'there', message: shown.id };
  }

  async mayPost(): Promise<Localized | null> {
    return this.mayPostHere;
  }

  async manages(_place: Place, member: string): Promise<boolean | null> {
    return member === 'boss';
  }

  async forget(): Promise<void> {}

  async stop(): Promise<void> {}

  /** The newest message whose name begins so. */
  last(start: string): Shown {
    const shown = this.messages.findLast((one) => one.name.startsWith(start));
    if (shown === undefined) throw new Error(`nothing on stage is called ${start}`);
    return shown;
  }
}

/** A card as a person would read it, line by line. */
export function readCard(card: Card): string {
  return card.blocks
    .map((block) => {
      switch (block.kind) {
        case 'heading':
          return `# ${block.text}`;
        case 'text':
          return plain(block.text);
        case 'choices':
          return block.choices
            .map(
              (choice) =>
                `${choice.letter}${choice.mark === null ? '' : ` [${choice.mark}]`} ${plain(choice.text)}`,
            )
            .join('\n');
        case 'rows':
          return block.rows
            .map((row) => `| ${row.cells.map((cell) => plainSpans(cell)).join(' | ')} |`)
            .join('\n');
        case 'picture':
          return `(picture: ${block.alt})`;
        case 'line':
          return '---';
        case 'buttons':
          return block.buttons.map((button) => `[${button.label}]`).join(' ');
        default:
          return block satisfies never;
      }
    })
    .join('\n');
}

export function readReply(reply: Reply): string {
  switch (reply.kind) {
    case 'card':
    case 'replace':
      return readCard(reply.card);
    case 'file':
      return `${readCard(reply.card)}\n${reply.file.name}: ${reply.file.text}`;
    case 'form':
      return `form: ${reply.form.title}`;
    case 'refused':
      return `${reply.field}: ${reply.sentence}`;
    default:
      return reply satisfies never;
  }
}

/** The code behind the button of that label, or behind the choice of that letter. */
export function codeOf(card: Card, label: string): string {
  for (const block of card.blocks) {
    if (block.kind === 'choices') {
      const choice = block.choices.find((one) => one.letter === label);
      if (choice !== undefined && choice.press !== null) return encodeAction(choice.press);
    }
    if (block.kind === 'buttons') {
      const button = block.buttons.find((one) => one.label === label);
      if (button !== undefined && 'kind' in button.does) return encodeAction(button.does);
    }
  }
  throw new Error(`no button ${label} in: ${readCard(card)}`);
}

/** The letter of the option whose text holds that word. */
export function letterOf(card: Card, word: string): string {
  for (const block of card.blocks) {
    if (block.kind !== 'choices') continue;
    const choice = block.choices.find((one) => plain(one.text).includes(word));
    if (choice !== undefined) return choice.letter;
  }
  throw new Error(`no option with ${word}`);
}

import { encodeAction, type Action } from '../../src/domain/action.ts';
import type { FreshStore } from './template.ts';
import type { Card } from '../../src/domain/card.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import type { Bot, Intent } from '../../src/ports/bot.ts';
import type { Random } from '../../src/ports/system.ts';
import type { VirtualClock } from '../stories/clock.ts';
import { readReply } from '../stories/stage.ts';
import { PLACES, type History } from './history.ts';
import type { Machine } from './machine.ts';
import type { Platform } from './platform.ts';
import type { Event, Where } from './scenario.ts';

export interface ActingParts {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly platform: Platform;
  readonly machine: Machine;
  readonly history: History;
  readonly fresh: FreshStore;
}

type Click = Extract<Event, { kind: 'click' }>;
type Line = Extract<Event, { kind: 'line' }>;
type Press = Extract<Event, { kind: 'press' }>;

/** Stands for a value in a sentence of the catalogue. */
const VALUE = '\u0000';
/** What the reply to a resumed schedule says before why the bot had paused it. */
const [, PAUSED_BY_BOT = VALUE] = wordsIn('en')
  .scheduleResumed({ what: VALUE, why: VALUE })
  .split(VALUE);

/** What people do, as the bot sees it, and what they see. */
export class People {
  /** The last private card of each member. */
  private readonly cards = new Map<string, Card>();
  private gestures = 0;

  constructor(private readonly parts: ActingParts) {}

  /** A line, sometimes delivered twice, as platforms do that got no answer in time. */
  async types(bot: Bot, { member, line, where }: Line): Promise<void> {
    const { history, machine, random } = this.parts;
    if (/^(close|void)/.test(line)) history.closedByHand = true;
    if (line === 'ask') history.asked += 1;
    // Whether or not the reply comes back: the process may die after its commit.
    if (line.startsWith('privacy forget')) history.forgotten.add(member);
    const isTwice = random.below(8) === 0;
    if (isTwice) machine.reach('the same gesture came again');
    const key = this.nextKey();
    for (let delivery = 0; delivery < (isTwice ? 2 : 1); delivery += 1) {
      await this.handle(bot, member, where, { intent: { kind: 'line', line }, key });
    }
  }

  async clicks(bot: Bot, event: Click): Promise<void> {
    const { platform, clock, history } = this.parts;
    const { member, where, option } = event;
    const questions = platform.messages.filter(
      (one) => one.name.startsWith('round:') && one.place.workspace === PLACES.quiz.workspace,
    );
    const shown = questions.at(-1 - event.nth);
    if (shown === undefined) return;
    const round = shown.name.slice('round:'.length);
    const here: Where =
      where === 'elsewhere' ? where : shown.place.channel === 'lab' ? 'lab' : 'quiz';
    const press = async (index: number): Promise<void> => {
      const place = (option + index) % 5;
      const code = encodeAction({ kind: 'answer', round, option: place });
      const at = clock.now();
      const intent: Intent = { kind: 'press', code, message: shown.id, own: false };
      const reply = await this.handle(bot, member, here, { intent, key: this.nextKey() });
      const said = readReply(reply);
      if (here === 'elsewhere' && !/^(That button is out of date|Not saved)/.test(said)) {
        history.foreignReplies.push(said);
      }
      if (here !== 'elsewhere' && /\+(10|3) points/.test(said)) {
        history.confirmed.push({ round, member, option: place, at });
      }
    };
    await Promise.all(Array.from({ length: event.times }, (_, index) => press(index)));
  }

  /** A button of the member's last private card. */
  async presses(bot: Bot, { member, choice }: Press): Promise<void> {
    const card = this.cards.get(member);
    const actions = card === undefined ? [] : actionsOf(card).filter(isLearning);
    const action = actions[choice % Math.max(1, actions.length)];
    if (action === undefined) return;
    const intent: Intent = { kind: 'press', code: encodeAction(action), message: 'm', own: true };
    await this.handle(bot, member, 'quiz', { intent, key: this.nextKey() });
    if (action.kind === 'step') await this.noteStep(action.session);
  }

  /** The manager looks whether the post of the last question about an unknown delivery is there, and says so. */
  async decides(bot: Bot): Promise<void> {
    const { platform, machine } = this.parts;
    const settles = platform.told.flatMap(({ card }) => actionsOf(card)).filter(isSettling);
    const last = settles.at(-1);
    if (last === undefined) return;
    const post = await this.parts.fresh.store.tx(PLACES.quiz.workspace, (tx) =>
      tx.posts.get(last.post),
    );
    const isThere = platform.messages.some((one) => one.name === post?.name);
    const verdict = isThere ? 'there' : 'again';
    machine.reach(`a manager settles: ${verdict}`);
    const code = encodeAction({ kind: 'settle', post: last.post, verdict });
    const intent: Intent = { kind: 'press', code, message: 'm', own: true };
    await this.handle(bot, 'boss', 'quiz', { intent, key: this.nextKey() });
  }

  private async handle(
    bot: Bot,
    member: string,
    where: Where,
    { intent, key }: { readonly intent: Intent; readonly key: string },
  ): Promise<Reply> {
    const { machine } = this.parts;
    const reply = await bot.handle({
      place: PLACES[where],
      actor: { id: member, name: member, manages: member === 'boss', locale: null, zone: null },
      intent,
      idempotencyKey: key,
    });
    const what = intent.kind === 'line' ? `/quiz ${intent.line}` : JSON.stringify(intent);
    const [said = ''] = readReply(reply).split('\n');
    machine.note(`${member} in ${where}: ${what} → ${said}`);
    if (said.includes(PAUSED_BY_BOT)) this.parts.history.pauseSaid = true;
    if (reply.kind === 'card' || reply.kind === 'replace') {
      if (where !== 'elsewhere') this.cards.set(member, reply.card);
      await this.noteGivenAway(member, reply.card);
    }
    return reply;
  }

  /** An open question is never practised, by whatever way the card came. */
  private async noteGivenAway(member: string, card: Card): Promise<void> {
    const { clock, history } = this.parts;
    const fresh = this.parts.fresh;
    const open = `select questions.question from rounds
       join questions on questions.workspace = rounds.workspace and questions.hash = rounds.question_hash
       where rounds.closed_at is null and rounds.withdrawn_at is null
         and coalesce(rounds.closes_at, 9000000000000000) > ? and questions.hash = ?
         and not exists (select 1 from answers where answers.workspace = rounds.workspace
           and answers.round = rounds.id and answers.member = ?)
         and not exists (select 1 from answered_marks where answered_marks.round = rounds.id)
         and rounds.workspace = ?`;
    for (const action of actionsOf(card)) {
      if (action.kind !== 'step') continue;
      const [steps] = await fresh.query<{ steps: string }>(
        'select steps from sessions where id = ? and member = ?',
        action.session,
        member,
      );
      const all: readonly { readonly hash: string }[] = JSON.parse(steps?.steps ?? '[]');
      const hash = all[action.step]?.hash ?? '';
      const workspace = PLACES.quiz.workspace;
      const asked = await fresh.query<{ question: string }>(
        open,
        clock.now(),
        hash,
        member,
        workspace,
      );
      for (const { question } of asked) {
        history.gaveAway.push(`${member} was shown ${question} in practice while it is open`);
      }
      return;
    }
  }

  private async noteStep(session: string): Promise<void> {
    const [row] = await this.parts.fresh.query<{ kind: string }>(
      'select kind from sessions where id = ?',
      session,
    );
    if (row?.kind === 'review') this.parts.machine.reach('a review was answered');
    if (row?.kind === 'practice') this.parts.machine.reach('practice was answered');
  }

  private nextKey(): string {
    this.gestures += 1;
    return `gesture-${this.gestures}`;
  }
}

/** Every action that a card offers. */
function actionsOf(card: Card): readonly Action[] {
  return card.blocks.flatMap((block) => {
    if (block.kind === 'choices') {
      return block.choices.flatMap(({ press }) => (press === null ? [] : [press]));
    }
    if (block.kind !== 'buttons') return [];
    return block.buttons.flatMap(({ does }) => ('kind' in does ? [does] : []));
  });
}

function isSettling(action: Action): action is Extract<Action, { kind: 'settle' }> {
  return action.kind === 'settle';
}

function isLearning({ kind }: Action): boolean {
  return kind === 'step' || kind === 'sure' || kind === 'next';
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeSound } from './closing.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { codeOf, letterOf, readCard, readReply } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';
import { wordsIn } from '../../src/i18n/index.ts';

const en = wordsIn('en');

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let world: World;

beforeEach(async () => {
  const names = ['oauth', 'jwt', 'bola', 'rate', 'stride', 'cors', 'csrf', 'hsts'];
  world = await openWorld({
    decks: decksOf(
      deckOf(
        'colours',
        names.map((name) => question(name)),
      ),
    ),
  });
});

afterEach(() => closeSound(world));

const told = (member: string): readonly string[] =>
  world.stage.told.filter((one) => one.member === member).map(({ card }) => readCard(card));

/** Time passes with the worker looking in every ten minutes. */
async function goes(ms: number): Promise<void> {
  const end = world.clock.now() + ms;
  while (world.clock.now() < end) {
    world.clock.jumpTo(Math.min(end, world.clock.now() + 600_000));
    await world.worker.tick();
  }
}

/** Answers the newest step of a session: the letter of that word, how sure, and what the reasons say. */
async function step(member: string, line: string, word: string, sure = 'Sure'): Promise<string> {
  const opened = await world.reply(member, line);
  if (opened.kind !== 'card' && opened.kind !== 'replace') throw new Error(opened.kind);
  const asked = await pressed(member, codeOf(opened.card, letterOf(opened.card, word)));
  return readReply(await pressedReply(member, codeOf(asked, sure)));
}

async function pressedReply(member: string, code: string) {
  world.clock.jumpTo(world.clock.now() + 3_000);
  return world.bot.handle({
    place: { platform: 'web', workspace: 'web:local', channel: 'team-quiz' },
    actor: { id: member, name: member, manages: false, locale: null, zone: null },
    intent: { kind: 'press', code, message: 'm', own: true },
  });
}

async function pressed(member: string, code: string) {
  const reply = await pressedReply(member, code);
  if (reply.kind !== 'card' && reply.kind !== 'replace') throw new Error(reply.kind);
  return reply.card;
}

describe('a reminder', () => {
  it('comes in the hour that was asked for, only when something is due, and to nobody else', async () => {
    expect(await world.says('mira', 'remind at 16:30 weekdays')).toContain(
      'on weekdays at 16:30 (Europe/Berlin), privately and only when something is due. First: Tue 24 Nov, 16:30',
    );
    await goes(8 * HOUR);
    expect(told('mira')).toEqual([]);
    await world.says('boss', 'ask colours oauth');
    await goes(DAY);
    expect(told('mira')).toEqual([`${en.reminderOpenIn()}#team-quiz.\n[No more reminders]`]);
    await world.says('boss', 'ask colours jwt');
    await world.chooses('mira', 'red');
    world.clock.jumpTo(world.clock.now() + 2 * DAY - 8 * HOUR);
    await goes(8 * HOUR);
    expect(told('mira').at(-1)).toBe(
      `${en.reminderDue({ due: 1 })}\n[${en.buttonReview()}] [${en.buttonRemindOff()}]`,
    );
    const count = told('mira').length;
    expect(await world.says('mira', 'remind off')).toContain('not remind you any more');
    await goes(4 * DAY);
    expect(told('mira')).toHaveLength(count);
    expect(world.stage.told.every(({ member }) => member === 'mira')).toBe(true);
    expect(await world.says('mira', 'remind off')).toBe(en.remindNone());
  });

  it('that is hours late is left out', async () => {
    await world.says('boss', 'ask colours oauth');
    await world.says('mira', 'remind at 12:00 daily');
    world.clock.jumpTo(world.clock.now() + 9 * HOUR);
    await goes(60_000);
    expect(told('mira')).toEqual([]);
    // The first question closes a day after it was asked; another one is open at noon.
    await goes(14 * HOUR);
    await world.says('boss', 'ask colours jwt');
    await goes(6 * HOUR);
    expect(told('mira')).toEqual([`${en.reminderOpenIn()}#team-quiz.\n[${en.buttonRemindOff()}]`]);
  });
});

describe('being away', () => {
  it('keeps the streak, the reminder and what is due waiting', async () => {
    await world.says('boss', 'schedule daily 10:00 daily closes=18:00');
    await world.says('mira', 'remind at 11:00 daily');
    for (let day = 0; day < 3; day += 1) {
      await goes(3 * HOUR);
      await world.chooses('mira', 'green');
      await world.chooses('jo', 'green');
      await goes(21 * HOUR);
    }
    expect(await world.says('mira', 'me')).toContain('streak 3 days');
    expect(await world.says('mira', 'away 2026-11-20')).toContain('2026-11-20 is past');
    expect(await world.says('mira', 'away 2026-11-30')).toContain('until the end of Mon 30 Nov');
    const before = told('mira').length;
    await goes(4 * DAY);
    expect(told('mira')).toHaveLength(before);
    expect(await world.says('mira', 'me')).toContain('streak 3 days');
    expect(await world.says('jo', 'me')).not.toContain('streak');
    // Tuesday: back without saying so.
    await goes(3 * HOUR);
    expect(told('mira')).toHaveLength(before + 1);
    await world.chooses('mira', 'green');
    expect(await world.says('mira', 'me')).toContain('streak 4 days');
    expect(await world.says('mira', 'back')).toContain('You were not away');
  });

  it('without an end lasts until one is back, and nothing is due before', async () => {
    await world.says('boss', 'ask colours oauth');
    await world.chooses('mira', 'red');
    await world.says('boss', 'close');
    await world.says('mira', 'away');
    world.clock.jumpTo(world.clock.now() + 30 * DAY);
    expect(await world.says('mira', 'review')).toContain('Nothing is due.');
    expect(await world.says('mira', 'back')).toContain('Welcome back');
    expect(await world.says('mira', 'back')).toContain('You were not away');
    world.clock.jumpTo(world.clock.now() + 3 * DAY);
    expect(await world.says('mira', 'review')).toContain('What about oauth?');
  });
});

describe('review', () => {
  it('asks at most so many a day, and the rest tomorrow', async () => {
    Object.assign(world.app.defaults, { reviewsADay: 2 });
    for (let count = 0; count < 4; count += 1)
      await step('mira', 'practice 1', 'red').then(() => finish());
    world.clock.jumpTo(world.clock.now() + 10 * DAY);
    expect(await step('mira', 'review', 'green')).toContain('1 / 2');
    await finish();
    expect(await again('green')).toContain('2 / 2');
    await finish();
    expect(await world.says('mira', 'review')).toContain(
      'That is enough for today: 2 reviews done, 2 more wait for tomorrow.',
    );
    world.clock.jumpTo(world.clock.now() + DAY);
    expect(await world.says('mira', 'review')).toContain('1 / 2');
  });

  it('leaves out what a member has put away, until they bring it back', async () => {
    const explained = await step('mira', 'practice 1', 'red');
    expect(explained).toContain('[Finish] [Don’t ask me again]');
    const session = await world.store.tx('web:local', (tx) => tx.sessions.open('mira'));
    const away = await pressed('mira', `1.retire.${session?.id ?? ''}.0`);
    expect(readCard(away)).toContain('You will not be asked this one again.');
    expect(readCard(away)).toContain('[Ask me again]');
    const name = session?.steps[0]?.hash ?? '';
    await finish();
    world.clock.jumpTo(world.clock.now() + 10 * DAY);
    expect(await world.says('mira', 'review')).toContain('Nothing is due');
    expect(await world.says('mira', 'me')).toContain(en.mePutAway({ count: 1 }));
    await world.says('mira', 'practice 20');
    const next = await world.store.tx('web:local', (tx) => tx.sessions.open('mira'));
    expect(next?.steps.map((one) => one.hash)).not.toContain(name);
    expect(next?.steps).toHaveLength(7);
    expect(await world.says('mira', 'review restore')).toContain('1 question comes back');
    expect(await world.says('mira', 'review restore')).toContain('You have put no question away');
    // Somebody else's button does nothing.
    expect(readCard(await pressed('jo', `1.retire.${next?.id ?? ''}.0`))).toContain('out of date');
  });

  async function finish(): Promise<void> {
    const session = await world.store.tx('web:local', (tx) => tx.sessions.open('mira'));
    await pressed('mira', `1.next.${session?.id ?? ''}.${session?.at ?? 0}`);
  }

  async function again(word: string): Promise<string> {
    return step('mira', 'review', word);
  }
});

describe('the home page', () => {
  it('shows what is due, with the way to it, and to a manager the schedules', async () => {
    const home = async (member: string): Promise<string> =>
      readReply(
        await world.bot.handle({
          place: { platform: 'web', workspace: 'web:local', channel: 'team-quiz' },
          actor: { id: member, name: member, manages: member === 'boss', locale: null, zone: null },
          intent: { kind: 'home' },
        }),
      );
    /** How the button for review stands out. */
    const review = async (): Promise<string | undefined> => {
      const reply = await world.reply('mira', '');
      if (reply.kind !== 'card') throw new Error(reply.kind);
      return reply.card.blocks
        .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
        .find(({ label }) => label === en.buttonReview())?.weight;
    };
    expect(await home('mira')).toContain(
      `${en.meDue({ count: 0 })}\n[${en.buttonPractise()}] [${en.buttonReview()}]`,
    );
    expect(await review()).toBe('normal');
    await step('mira', 'practice 1', 'red');
    world.clock.jumpTo(world.clock.now() + 3 * DAY);
    expect(await home('mira')).toContain(
      `${en.meDue({ count: 1 })}\n[${en.buttonPractise()}] [${en.buttonReview()}]`,
    );
    expect(await review()).toBe('primary');
    expect(await home('mira')).not.toContain(en.welcomeManager());
    expect(await home('boss')).toContain(en.welcomeManager());
    await world.says('boss', 'schedule daily 10:00');
    expect(await home('mira')).not.toContain(en.schedulesHeading());
    expect(await home('boss')).toContain(en.schedulesHeading());
    expect(await home('boss')).not.toContain(en.welcomeManager());
  });
});

describe('how sure', () => {
  it('is asked in a channel where the schedule says so, grades the memory, and shows what one is sure of and wrong about', async () => {
    await world.says('boss', 'schedule daily 10:00 daily sure');
    await goes(2 * HOUR);
    const asked = await world.chooses('mira', 'red');
    expect(asked).toMatch(/Noted, your answer counts. You chose [A-D]. How sure are you\?/);
    expect(asked).not.toContain('Because');
    const { card } = world.stage.last('round:');
    const round = codeOf(card, 'A').split('.')[2] ?? '';
    const told = await world.presses('mira', `1.felt.${round}.sure`);
    const letter = (word: string): string => `${letterOf(card, word)}, ${word}`;
    const verdict = en.verdictNotRight({
      kind: 'near',
      chosen: letter('red'),
      keys: letter('green'),
      best: true,
    });
    expect(told).toContain(`# ${verdict}\n`);
    expect(told).toContain(en.pointsWon({ points: 3 }));
    expect(told).toContain(en.privacyOnce());
    // Said once: a second press shows the reasons and changes nothing.
    const second = await world.presses('mira', `1.felt.${round}.guess`);
    expect(second).toContain(`# ${verdict}\n`);
    expect(second).not.toContain(en.privacyOnce());
    const attempts = await world.store.tx('web:local', (tx) => tx.sessions.attempts('mira'));
    expect(attempts).toMatchObject([{ question: 'oauth', right: false, sure: 'sure' }]);
    expect(await world.says('mira', 'me')).toContain(`${en.meSureWrong()}\n• What about oauth?`);
    expect(await world.chooses('mira', 'green')).toContain('the first answer counts');
    // Who did not answer has nothing to be sure of.
    expect(await world.presses('jo', `1.felt.${round}.sure`)).toContain('out of date');
  });

  it('is stored only before the close: after the reveal it would say something else', async () => {
    await world.says('boss', 'schedule daily 10:00 daily sure');
    await goes(2 * HOUR);
    await world.chooses('mira', 'red');
    const { card } = world.stage.last('round:');
    const round = codeOf(card, 'A').split('.')[2] ?? '';
    await world.says('boss', 'close');
    const told = await world.presses('mira', `1.felt.${round}.sure`);
    expect(told).toContain('Because red is as it is for oauth.');
    const attempts = await world.store.tx('web:local', (tx) => tx.sessions.attempts('mira'));
    expect(attempts).toMatchObject([{ question: 'oauth', right: false, sure: null }]);
  });

  it('is not asked where nobody wants it', async () => {
    await world.says('boss', 'ask colours oauth');
    const reply = await world.chooses('mira', 'red');
    expect(reply).toContain('Because red is as it is for oauth.');
    expect(reply).not.toContain(en.sureGuess());
  });
});

describe('a reported problem', () => {
  it('has a reason, is told to managers at two, and is listed without names until it is done', async () => {
    await world.says('boss', 'schedule weekly mon 09:00');
    await world.says('boss', 'ask colours oauth');
    await world.chooses('mira', 'red');
    const round = codeOf(world.stage.last('round:').card, 'A').split('.')[2] ?? '';
    expect(await world.presses('mira', `1.report.${round}`)).toBe('form: Report a problem');
    expect(await submit('mira', round, { reason: 'nonsense' })).toContain(
      'reason: Say what is wrong',
    );
    expect(await submit('mira', round, { reason: 'key', note: 'It is blue!' })).toContain(
      'Thank you',
    );
    expect(await submit('mira', round, { reason: 'key', note: 'It is blue.' })).toContain(
      'Thank you',
    );
    expect(world.stage.told).toEqual([]);
    expect(await submit('jo', round, { reason: 'unclear' })).toContain('Thank you');
    await goes(5_000);
    expect(told('boss')).toEqual([
      '#team-quiz: 2 members have reported a question (1 × the key is wrong, 1 × unclear): What about oauth?\n[All reports]',
    ]);
    await submit('kim', round, { reason: 'key' });
    await goes(5_000);
    expect(told('boss')).toHaveLength(1);
    const list = await world.says('boss', 'problems');
    expect(list).toContain('colours · oauth · 2 × the key is wrong, 1 × unclear');
    expect(list).toContain('• “It is blue.”');
    expect(list).not.toMatch(/mira|jo\b|kim/);
    expect(await world.says('mira', 'problems')).toContain(en.onlyManagers());
    expect(await world.says('boss', 'problems colours oauth done')).toBe(
      en.reportsDone({ count: 3 }),
    );
    expect(await world.says('boss', 'problems')).toBe(en.reportsNone());
  });

  it('reaches whoever manages now, where the maker of the schedule has left', async () => {
    await world.says('boss', 'schedule weekly mon 09:00');
    await world.says('boss', 'ask colours oauth');
    const round = codeOf(world.stage.last('round:').card, 'A').split('.')[2] ?? '';
    const mia = { id: 'mia', name: 'Mia', manages: true, locale: null, zone: null };
    const line = { kind: 'line', line: 'board live' } as const;
    await world.bot.handle({ place: PLACE, actor: mia, intent: line });
    await world.store.tx(PLACE.workspace, (tx) => tx.members.setLeft('boss', world.clock.now()));
    for (const member of ['jo', 'kim']) await submit(member, round, { reason: 'key' });
    await goes(5_000);
    expect(told('boss')).toEqual([]);
    expect(told('mia')).toHaveLength(1);
  });

  async function submit(
    member: string,
    round: string,
    values: Readonly<Record<string, string>>,
  ): Promise<string> {
    const reply = await world.bot.handle({
      place: { platform: 'web', workspace: 'web:local', channel: 'team-quiz' },
      actor: { id: member, name: member, manages: false, locale: null, zone: null },
      intent: { kind: 'form', code: `1.form.report.${round}`, values },
    });
    return readReply(reply);
  }
});

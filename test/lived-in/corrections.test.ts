import { limits as discord } from '../../src/adapters/discord/render/limits.ts';
import { limits as slack } from '../../src/adapters/slack/render/limits.ts';
import { overflowOf } from '../../src/fit/index.ts';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { handleWorkspaceEvent } from '../../src/app/workspace/lifecycle.ts';
import type { Deck } from '../../src/domain/deck.ts';
import { text } from '../../src/domain/text.ts';
import { closeSound } from '../stories/closing.ts';
import { deckOf, question } from '../stories/decks.ts';
import { letterOf, readCard, type Shown } from '../stories/stage.ts';
import { temporaryFolders } from '../temporary-folders.ts';
import { openWorld, PLACE, type World } from '../stories/world.ts';
import {
  answers,
  asked,
  cardOf,
  DAY,
  EditedDecks,
  en,
  goTo,
  HOUR,
  later,
  MINUTE,
  named,
  newest,
  optionCode,
  points,
  press,
  told,
} from './team.ts';

const BACKEND = { ...PLACE, channel: 'backend' };
const ELSEWHERE = { ...PLACE, workspace: 'web:other' };
const stem = (id: string): string => `What about ${id}?`;
let world: World;
const temporaryFolder = temporaryFolders();
let decks: EditedDecks;

const deck = (...ids: readonly string[]): Deck =>
  deckOf(
    'd',
    ids.map((id) => question(id)),
  );

async function begin(...all: readonly Deck[]): Promise<void> {
  decks = new EditedDecks(...all);
  world = await openWorld({ decks, now: Date.parse('2026-11-24T07:00:00Z') });
}

afterEach(() => closeSound(world));

/** Wednesday's question answered by two, revealed on Thursday at 09:00, when Thursday's opens. */
async function thursday(): Promise<{ readonly wednesday: Shown; readonly thursday: Shown }> {
  await begin(deck('q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8', 'q9'));
  await goTo(world, '2026-11-24T20:00:00Z');
  await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
  await goTo(world, '2026-11-25T08:00:00Z');
  const wednesday = newest(world, 'round:');
  await answers(world, 'mira', wednesday, 'green');
  await answers(world, 'jo', wednesday, 'red');
  await goTo(world, '2026-11-26T08:00:00Z');
  return { wednesday, thursday: newest(world, 'round:') };
}

const letterIn = ({ card }: Shown, word: string): string => letterOf(card, word);

describe('row 11: a correction names its question, asks once and is undone', () => {
  it('row 11: on Thursday morning void and rekey offer Wednesday’s question too', async () => {
    const { wednesday, thursday: open } = await thursday();
    for (const kind of ['void', 'rekey'] as const) {
      const offered = await world.says('boss', kind);
      expect(offered).toContain(en.correctWhich({ kind }));
      expect(offered).toContain(en.roundLine({ number: 1, stem: stem('q1') }));
      expect(offered).toContain(en.roundLine({ number: 2, stem: stem('q2') }));
    }
    const offer = cardOf(await world.reply('boss', 'void'));
    const button = en.roundButton({ number: 1, deck: 'Deck d' });
    const sure = await press(world, 'boss', offer, button);
    expect(readCard(sure)).toContain(en.voidAsk({ number: 1, stem: stem('q1'), answered: 2 }));
    expect(await points(world, 'mira')).toBe(10);
    const done = await press(world, 'boss', sure, en.buttonDoIt({ kind: 'void' }));
    expect(readCard(done)).toContain(en.voided({ number: 1 }));
    expect(await points(world, 'mira')).toBeNull();
    // Thursday's question is untouched.
    expect(await answers(world, 'mira', open, 'green')).toContain(en.pointsWon({ points: 10 }));
    expect(readCard(newest(world, 'round:').card)).not.toContain(en.revealVoided());
    expect(readCard(wednesday.card)).toContain(en.revealVoided());
    expect(readCard(newest(world, 'reveal:').card)).toBe(en.revealVoided());
    // A second one says what is so, and tells nobody again.
    expect(await world.says('boss', 'void 1 yes')).toBe(en.voidedBefore({ number: 1 }));
    expect(told(world, 'mira')).toEqual([en.toldVoided({ stem: stem('q1') })]);
  });

  it('row 11: undo brings back points, question and reveal', async () => {
    const { wednesday } = await thursday();
    const before = { card: readCard(wednesday.card), reveal: newest(world, 'reveal:').card };
    const done = cardOf(await world.reply('boss', 'void 1 yes'));
    const asks = await press(world, 'boss', done, en.buttonUndo());
    expect(readCard(asks)).toContain(
      en.restoreAsk({
        number: 1,
        stem: stem('q1'),
        answered: 2,
        letters: [letterIn(wednesday, 'green')],
      }),
    );
    const undone = await press(world, 'boss', asks, en.buttonDoIt({ kind: 'restore' }));
    expect(readCard(undone)).toBe(en.restoredRound({ number: 1 }));
    expect(await points(world, 'mira')).toBe(10);
    expect(await points(world, 'jo')).toBe(3);
    expect(readCard(wednesday.card)).toBe(before.card);
    expect(newest(world, 'reveal:').card).toEqual(before.reveal);
    expect(named(world, 'reveal:')).toHaveLength(1);
    expect(told(world, 'mira')).toEqual([
      en.toldVoided({ stem: stem('q1') }),
      en.toldRestored({ stem: stem('q1') }),
    ]);
    expect(await world.says('boss', 'restore 1')).toBe(en.nothingToRestore());
  });

  it('row 11: the last five are offered, older ones by number, unknown ones not', async () => {
    const { wednesday } = await thursday();
    for (let day = 27; day <= 30; day += 1) await goTo(world, `2026-11-${day}T08:00:00Z`);
    const offered = await world.says('boss', 'void');
    for (const number of [2, 3, 4, 5, 6]) expect(offered).toContain(`#${number}: `);
    expect(offered).not.toContain('#1: ');
    expect(await world.says('boss', 'void 1')).toContain(
      en.voidAsk({ number: 1, stem: stem('q1'), answered: 2 }),
    );
    expect(await world.says('boss', 'void 99')).toContain(en.correctWhich({ kind: 'void' }));
    expect(readCard(wednesday.card)).not.toContain(en.revealVoided());
    expect(await world.says('boss', 'void', ELSEWHERE)).toBe(en.noRoundYet());
  });

  it('row 11: an open question that is voided by mistake takes answers again', async () => {
    const { thursday: open } = await thursday();
    await answers(world, 'mira', open, 'red');
    const code = optionCode(open, 'green');
    await world.says('boss', 'void 2 yes');
    expect(await world.presses('jo', code)).toContain(en.voidedNotCounted());
    await later(world, HOUR);
    await world.says('boss', 'restore 2 yes');
    expect(named(world, 'reveal:')).toHaveLength(1);
    expect(readCard(open.card)).toContain(en.closesWithNext());
    expect(await answers(world, 'jo', open, 'green')).toContain(en.pointsWon({ points: 10 }));
    // What is open shows in no board to others.
    expect(await points(world, 'mira')).toBe(10);
    expect(await points(world, 'jo')).toBe(3);
    await goTo(world, '2026-11-27T08:00:00Z');
    expect(await points(world, 'mira')).toBe(13);
    expect(await points(world, 'jo')).toBe(13);
    expect(named(world, 'reveal:')).toHaveLength(2);
  });

  it('row 11: restored after its time it is closed and revealed once', async () => {
    const { thursday: open } = await thursday();
    await answers(world, 'mira', open, 'green');
    await world.says('boss', 'void 2 yes');
    await goTo(world, '2026-11-27T08:00:00Z');
    expect(named(world, 'reveal:')).toHaveLength(1);
    await world.says('boss', 'restore 2 yes');
    expect(named(world, 'reveal:')).toHaveLength(2);
    expect(newest(world, 'reveal:').replyTo).toBe(open.id);
    expect(readCard(open.card)).toContain(en.closedNow({ count: 1 }));
    expect(() => optionCode(open, 'green')).toThrow('no button');
    expect(await points(world, 'mira')).toBe(20);
    await goTo(world, '2026-11-28T08:00:00Z');
    expect(named(world, 'reveal:')).toHaveLength(3);
  });

  it('row 11: undo works after a restart', async () => {
    const folder = temporaryFolder('deckhand-undo-');
    const file = path.join(folder, 'quiz.db');
    decks = new EditedDecks(deck('q1', 'q2'));
    world = await openWorld({ decks, file });
    await world.says('boss', 'ask d q1');
    const shown = newest(world, 'round:');
    await answers(world, 'mira', shown, 'green');
    await world.says('boss', 'close');
    const red = letterIn(shown, 'red');
    await world.says('boss', `rekey 1 ${red} yes`);
    await world.says('boss', 'void 1 yes');
    const { stage } = world;
    await world.close();
    world = await openWorld({
      decks,
      file,
      stage,
      now: Date.parse('2026-11-25T08:00:00Z'),
      seed: 2,
    });
    expect(await points(world, 'mira')).toBeNull();
    await world.says('boss', 'restore 1 yes');
    expect(await points(world, 'mira')).toBe(10);
    expect(readCard(shown.card)).toContain(`${letterIn(shown, 'green')} [key] The green way`);
    expect(readCard(shown.card)).not.toContain(en.keyCorrected());
  });
});

describe('row 12: a corrected key reaches everything', () => {
  async function revealed(): Promise<{ readonly shown: Shown; readonly late: string }> {
    await begin(deck('q1', 'q2', 'q3'));
    await world.says('boss', 'ask d q1');
    const shown = newest(world, 'round:');
    for (const member of ['a', 'b', 'c']) await answers(world, member, shown, 'green');
    for (const member of ['x', 'y']) await answers(world, member, shown, 'red');
    const late = optionCode(shown, 'blue');
    await world.says('boss', 'close');
    return { shown, late };
  }

  it('row 12: five answers, close, rekey: question, reveal, late clicks, boards and notices', async () => {
    const { shown, late } = await revealed();
    const red = letterIn(shown, 'red');
    expect(await world.says('boss', `rekey 1 ${red}`)).toContain(
      en.rekeyAsk({ number: 1, stem: stem('q1'), answered: 5, letter: red }),
    );
    await world.says('boss', `rekey 1 ${red} yes`);
    const closed = readCard(shown.card);
    expect(closed).toContain(`${red} [key] The red way of q1`);
    expect(closed).toContain(`${en.closedWith({ answered: 5, right: 2 })} ${en.keyCorrected()}`);
    const reveal = newest(world, 'reveal:').card;
    const bars = reveal.blocks.flatMap((block) =>
      block.kind === 'picture' && block.picture.chart === 'spread' ? block.picture.bars : [],
    );
    expect(bars.filter(({ key }) => key)).toMatchObject([{ label: 'red', count: 2 }]);
    expect(readCard(reveal)).toContain(en.keyCorrected());
    expect(readCard(reveal)).toContain(
      `${en.whyStrongest({ letter: red })}Because red is as it is for q1.`,
    );
    expect(readCard(reveal)).not.toContain('Green explains');
    expect(readCard(reveal)).not.toContain('first point');
    const click = await world.presses('late', late);
    expect(click).toContain('Because red is as it is for q1.');
    expect(click).not.toContain('Green explains');
    expect(click).not.toContain('first point');
    expect(await points(world, 'a')).toBe(3);
    expect(await points(world, 'x')).toBe(10);
    const sentence = (right: boolean): string =>
      en.toldRekeyed({ stem: stem('q1'), letter: red, right });
    expect(told(world, 'a')).toEqual([sentence(false)]);
    expect(told(world, 'x')).toEqual([sentence(true)]);
  });

  it('row 12: practice, review and the next round have the new key', async () => {
    const { shown } = await revealed();
    await world.says('boss', `rekey 1 ${letterIn(shown, 'red')} yes`);
    // What was right is wrong now: it comes back.
    await later(world, 2 * DAY);
    let card = cardOf(await world.reply('a', 'review'));
    expect(readCard(card)).toContain(stem('q1'));
    card = await press(world, 'a', card, letterOf(card, 'red'));
    card = await press(world, 'a', card, en.sureSure());
    expect(readCard(card)).toContain('[chosen-key] The red way of q1');
    expect(readCard(card)).not.toContain('Green explains');
    await later(world, 40 * DAY);
    await world.says('boss', 'ask d q1');
    const again = newest(world, 'round:');
    expect(await answers(world, 'new', again, 'red')).toContain(en.pointsWon({ points: 10 }));
    expect(await answers(world, 'other', again, 'green')).toContain('Because red is as it is');
  });

  it('row 12: another channel, its open and its closed rounds, and another workspace', async () => {
    await begin(deck('q1', 'q2'));
    for (const place of [PLACE, BACKEND, ELSEWHERE]) await world.says('boss', 'ask d q1', place);
    const here = newest(world, 'round:');
    const there = newest(world, 'round:', BACKEND);
    const other = world.stage.messages.find(({ place }) => place.workspace === ELSEWHERE.workspace);
    if (other === undefined) throw new Error('nothing was asked elsewhere');
    await answers(world, 'mira', here, 'green');
    await answers(world, 'jo', there, 'red');
    await answers(world, 'kim', other, 'green');
    const letter = letterIn(here, 'red');
    expect(await world.says('boss', `rekey 1 ${letter} yes`)).toContain(
      en.rekeyed({ number: 1, letter }),
    );
    // The round that is open in another channel follows too.
    expect(await answers(world, 'lou', there, 'red')).toContain(en.pointsWon({ points: 10 }));
    await world.says('boss', 'close');
    expect(readCard(there.card)).not.toContain('[key]');
    await world.says('boss', 'close', BACKEND);
    expect(readCard(there.card)).toContain('[key] The red way');
    expect(await points(world, 'jo', { scope: 'backend' })).toBe(10);
    await world.says('boss', 'close', ELSEWHERE);
    expect(readCard(other.card)).toContain('[key] The green way');
    const elsewhere = { workspace: ELSEWHERE.workspace };
    expect(await points(world, 'kim', elsewhere)).toBe(10);
  });

  it('row 12: twice, and undone to the deck’s key as it says', async () => {
    const { shown } = await revealed();
    const [red, blue, green] = ['red', 'blue', 'green'].map((word) => letterIn(shown, word));
    await world.says('boss', `rekey 1 ${red} yes`);
    await world.says('boss', `rekey 1 ${blue} yes`);
    expect(await points(world, 'x')).toBe(3);
    expect(readCard(shown.card)).toContain(`${blue} [key]`);
    expect(readCard(shown.card)).not.toContain(`${red} [key]`);
    const undo = cardOf(await world.reply('boss', 'restore 1'));
    expect(readCard(undo)).toContain(
      en.restoreAsk({ number: 1, stem: stem('q1'), answered: 5, letters: [green ?? ''] }),
    );
    await press(world, 'boss', undo, en.buttonDoIt({ kind: 'restore' }));
    expect(await points(world, 'a')).toBe(10);
    expect(readCard(shown.card)).not.toContain(en.keyCorrected());
    expect(readCard(newest(world, 'reveal:').card)).toContain('Green explains q1.');
    await world.says('boss', 'ask d q1');
    expect(await answers(world, 'new', newest(world, 'round:'), 'green')).toContain(
      'Green explains q1.',
    );
  });

  it('row 12: a correction holds until the question is edited', async () => {
    const { shown } = await revealed();
    await world.says('boss', `rekey 1 ${letterIn(shown, 'red')} yes`);
    // Another question of the deck changes: it still holds.
    decks.edit(() => [deckOf('d', [question('q1'), question('q2', 3), question('q3')])]);
    await later(world, 31 * DAY);
    await world.says('boss', 'ask d q1');
    expect(await answers(world, 'n1', newest(world, 'round:'), 'red')).toContain(
      en.pointsWon({ points: 10 }),
    );
    const mended = { ...question('q1'), explain: text('Green, now with a reason.') };
    decks.edit(() => [deckOf('d', [mended, question('q2'), question('q3')])]);
    await later(world, 31 * DAY);
    await world.says('boss', 'ask d q1');
    expect(await answers(world, 'n2', newest(world, 'round:'), 'green')).toContain(
      'Green, now with a reason.',
    );
    // What was asked with the old text keeps its correction.
    expect(readCard(shown.card)).toContain('[key] The red way');
  });

  it('row 12: of an open question: the answers so far are judged again, once', async () => {
    await begin(deck('q1', 'q2'));
    await world.says('boss', 'ask d q1');
    const shown = newest(world, 'round:');
    await answers(world, 'mira', shown, 'green');
    await world.says('boss', `rekey 1 ${letterIn(shown, 'red')} yes`);
    expect(readCard(shown.card)).not.toContain('[key]');
    expect(await points(world, 'mira')).toBeNull();
    expect(await points(world, 'mira', { reader: 'mira' })).toBe(3);
    await world.says('boss', 'close');
    expect(await points(world, 'mira')).toBe(3);
  });
});

describe('row 13: asking by hand closes nothing', () => {
  it('row 13: the day’s question and the one asked between both stay open', async () => {
    await begin(deck('q1', 'q2', 'q3', 'q4'));
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily closes=17:00');
    await goTo(world, '2026-11-24T08:00:00Z');
    const days = newest(world, 'round:');
    await goTo(world, '2026-11-24T10:00:00Z');
    await world.says('boss', 'ask');
    const between = newest(world, 'round:');
    expect(named(world, 'reveal:')).toEqual([]);
    for (const shown of [days, between]) {
      expect(await answers(world, 'mira', shown, 'green')).toContain(en.pointsWon({ points: 10 }));
    }
    await goTo(world, '2026-11-24T16:00:00Z');
    expect(named(world, 'reveal:').map(({ replyTo }) => replyTo)).toEqual([days.id]);
    // The next day's question leaves it open too; a day after it was asked it closes.
    await goTo(world, '2026-11-25T08:00:00Z');
    expect(named(world, 'reveal:')).toHaveLength(1);
    await goTo(world, '2026-11-25T10:00:00Z');
    expect(named(world, 'reveal:').map(({ replyTo }) => replyTo)).toEqual([days.id, between.id]);
  });

  it('row 13: where several are open, close asks which', async () => {
    await begin(deck('q1', 'q2', 'q3'));
    await world.says('boss', 'ask');
    await world.says('boss', 'ask');
    const which = cardOf(await world.reply('boss', 'close'));
    expect(readCard(which)).toContain(en.closeWhich());
    await press(world, 'boss', which, en.roundButton({ number: 1, deck: 'Deck d' }));
    expect(named(world, 'reveal:').map(({ replyTo }) => replyTo)).toEqual([
      named(world, 'round:')[0]?.id,
    ]);
    expect(await world.says('boss', 'close')).toBe(en.closing());
    expect(await world.says('boss', 'close')).toBe(en.nothingOpen());
  });
});

describe('row 14: a round lives with its post', () => {
  it('row 14: a refused question is withdrawn, said once by the channel’s name, and asked again', async () => {
    await begin(deck('q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8'));
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily closes=17:00');
    await world.says('mira', 'remind at 10:00 daily');
    world.stage.faults.push('refused');
    await goTo(world, '2026-11-24T08:00:00Z');
    await later(world, MINUTE);
    expect(told(world, 'boss')).toHaveLength(1);
    expect(told(world, 'boss')[0]).toContain('#team-quiz: ');
    await goTo(world, '2026-11-24T09:00:30Z');
    expect(told(world, 'mira')).toEqual([]);
    expect(await world.says('mira', 'home')).not.toContain(stem('q1'));
    await goTo(world, '2026-11-24T16:00:00Z');
    await later(world, 10 * MINUTE);
    expect(named(world, 'reveal:')).toEqual([]);
    expect(await asked(world)).toEqual([]);
    await world.says('boss', 'schedule resume daily');
    await goTo(world, '2026-11-25T08:00:00Z');
    expect(await asked(world)).toEqual(['q1']);
    expect(readCard(newest(world, 'round:').card)).toContain('#1 ');
  });

  it('row 14: an archived channel withdraws what was not posted and keeps what was', async () => {
    await begin(deck('q1', 'q2'));
    await world.says('boss', 'ask');
    world.stage.faults.push('not-sent');
    await world.says('boss', 'ask');
    expect(await asked(world)).toEqual(['q1', 'q2']);
    await handleWorkspaceEvent(world.app, { kind: 'channel-gone', place: PLACE });
    expect(await asked(world)).toEqual(['q1']);
  });
});

describe('row 15: what is impossible is refused or asked back', () => {
  it('row 15: a second daily schedule, two days for a weekly one, past and nameless skips', async () => {
    await begin(deck('q1', 'q2'));
    await world.says('boss', 'schedule daily 10:00');
    const twin = await world.says('boss', 'schedule daily 10:00');
    expect(twin).toContain(`[${en.buttonChangeIt()}] [${en.buttonAddAnother()}]`);
    expect(await world.says('boss', 'schedule weekly mon,fri 09:00')).toBe(
      `${en.whichDay()}\n[Monday] [Friday]`,
    );
    expect(await world.says('boss', 'schedule skip daily 2020-01-01')).toBe(
      en.pastDate({ word: '2020-01-01' }),
    );
    await world.says('boss', 'schedule skip 2026-12-24');
    const listed = await world.says('boss', 'schedule list');
    expect(listed).toContain(`${en.scheduleSkips()}Thu 24 Dec`);
    expect(listed).not.toContain('daily-2');
    await world.says('boss', 'schedule unskip 2026-12-24');
    expect(await world.says('boss', 'schedule list')).not.toContain(en.scheduleSkips());
  });
});

describe('row 16: a manager is welcomed', () => {
  it('row 16: home and help tell a newcomer what to do, and a manager three ways to begin', async () => {
    await begin(deck('q1', 'q2'));
    const home = await world.says('boss', '');
    expect(home).toContain(en.welcomeManager());
    const ways = [en.buttonDailyAtNine(), en.buttonWeeklyBoard(), en.buttonTryAlone()];
    expect(home).toContain(ways.map((label) => `[${label}]`).join(' '));
    expect(await world.says('mira', '')).not.toContain(en.welcomeManager());
    const begun = await press(
      world,
      'boss',
      cardOf(await world.reply('boss', '')),
      en.buttonDailyAtNine(),
    );
    expect(readCard(begun)).toContain(en.scheduleNext());
  });
});

describe('row 17: managers are named by id', () => {
  it('row 17: of two members called Ben neither is meant by the name', async () => {
    await begin(deck('q1'));
    for (const id of ['u1', 'u2']) {
      await world.bot.handle({
        place: PLACE,
        actor: { id, name: 'Ben', manages: false, locale: null, zone: null },
        intent: { kind: 'line', line: 'leaderboard' },
      });
    }
    expect(await world.says('boss', 'managers add Ben')).toBe(en.managerAmbiguous({ name: 'Ben' }));
    expect(await world.says('boss', 'managers list')).toBe(en.managersNone());
    expect(await world.says('boss', 'managers add u2')).toBe(en.managerAdded({ name: 'Ben' }));
    const may = async (id: string): Promise<boolean> => {
      const member = await world.store.tx('web:local', (tx) => tx.members.get(id));
      return member?.manager ?? false;
    };
    expect([await may('u1'), await may('u2')]).toEqual([false, true]);
    expect(await world.says('boss', 'log')).toContain('managers add');
  });
});

describe('row 18: a preview is whole and dead', () => {
  it('row 18: question, every reply, the result and the reveal; nothing can be pressed', async () => {
    await begin(deck('q1', 'q2'));
    const first = cardOf(await world.reply('boss', 'preview d q1'));
    expect(readCard(first)).toContain(en.previewQuestion());
    const ways = first.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
    expect(ways.map(({ label }) => label)).toEqual([
      en.previewPartQuestion(),
      'A',
      'B',
      'C',
      'D',
      en.buttonAllReasons(),
      en.previewPartClosed(),
      en.previewReasons(),
    ]);
    let said = '';
    for (const { does } of ways) {
      if (!('kind' in does) || does.kind !== 'run') throw new Error('a way that is no command');
      expect(does.line).toMatch(/^preview d 1 /);
      const reply = await world.reply('boss', does.line);
      expect(reply.kind).toBe('replace');
      const card = cardOf(reply);
      said += `${readCard(card)}\n`;
      // Beside those ways nothing can be pressed.
      const buttons = card.blocks.flatMap((block) =>
        block.kind === 'buttons' ? block.buttons : [],
      );
      expect(buttons.map((one) => one.does)).toEqual(ways.map((one) => one.does));
      for (const block of card.blocks) {
        if (block.kind === 'choices') {
          expect(block.choices.every(({ press: does }) => does === null)).toBe(true);
        }
      }
      // Whole on every platform.
      expect(overflowOf(card, discord)).toBeNull();
      expect(overflowOf(card, slack)).toBeNull();
    }
    for (const name of ['red', 'green', 'blue', 'grey']) {
      expect(said).toContain(`Because ${name} is as it is for q1.`);
    }
    for (const part of [en.previewQuestion(), en.previewReveal(), en.previewReasons()]) {
      expect(said).toContain(part);
    }
    expect(said).toContain('[key] The green way of q1');
    expect(said).toContain('Green explains q1.');
    expect(await asked(world)).toEqual([]);
    // With the corrected key.
    await world.passes(60_000);
    await world.says('boss', 'ask d q1');
    await world.says('boss', `rekey 1 ${letterIn(newest(world, 'round:'), 'red')} yes`);
    expect(await world.says('boss', 'preview d q1 closed')).toContain('[key] The red way of q1');
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeBot } from '../../src/app/bot/bot.ts';
import { closeSound } from './closing.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { codeOf, letterOf, readCard, readReply } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';
import { StoreError } from '../../src/ports/errors.ts';
import { wordsIn } from '../../src/i18n/index.ts';

const en = wordsIn('en');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: World;

beforeEach(async () => {
  world = await openWorld({
    decks: decksOf(deckOf('colours', [question('oauth'), question('jwt'), question('bola')])),
  });
});

afterEach(() => closeSound(world));

describe('a question is asked, answered and revealed', () => {
  it('shows the question to all and no trace of its key', async () => {
    expect(await world.says('boss', 'ask')).toContain('Asked');
    const shown = readCard(world.stage.last('round:').card);
    expect(shown).toContain(
      en.questionLine({ deck: 'Deck colours', number: 1, day: 'Tue 24 Nov' }),
    );
    expect(shown).toContain('What about oauth?');
    const footer = [en.answeredSoFar({ count: 0 }), `${en.closes()}25 Nov, 09:00`];
    expect(shown).toContain([...footer, en.answerIsPrivate()].join(' · '));
    expect(shown).not.toContain('Because');
    expect(shown).not.toContain('explains');
  });

  it('explains a right answer and counts it', async () => {
    await world.says('boss', 'ask');
    const letter = letterOf(world.stage.last('round:').card, 'green');
    const reply = await world.chooses('mira', 'green');
    expect(reply).toContain(`# ${en.verdictStrongest({ chosen: `${letter}, green` })}\n`);
    expect(reply).toContain('Green explains oauth.');
    expect(reply).toContain('• first point of oauth');
    // The other options' reasons are folded behind a button.
    expect(reply).toContain('Because green is as it is for oauth.');
    expect(reply).not.toContain('Because red');
    const standing = [en.pointsWon({ points: 10 }), en.rankThisWeek({ rank: 1 })].join(', ');
    expect(reply).toContain(`${standing}. ${en.warmFirstRight()}`);
    const { card } = world.stage.last('round:');
    const round = codeOf(card, 'A').split('.')[2] ?? '';
    const all = await world.presses('mira', `1.reasons.${round}`);
    for (const name of ['red', 'green', 'blue', 'grey']) {
      expect(all).toContain(`Because ${name} is as it is for oauth.`);
    }
    expect(await world.presses('jo', `1.reasons.${round}`)).toBe(en.gone());
    expect(reply).toContain('/quiz privacy');
  });

  it('explains a weak answer with its own rationale first, and the neighbours', async () => {
    await world.says('boss', 'ask');
    const { card } = world.stage.last('round:');
    await world.chooses('mira', 'green');
    const reply = await world.chooses('jo', 'blue');
    const chosen = `${letterOf(card, 'blue')}, blue`;
    const keys = `${letterOf(card, 'green')}, green`;
    const verdict = en.verdictNotRight({ kind: 'near', chosen, keys, best: true });
    expect(reply).toContain(`# ${verdict}\n`);
    expect(reply.indexOf('Because blue')).toBeLessThan(reply.indexOf('Green explains'));
    // While the question is open each sees only what closed rounds and they themselves brought.
    const points = en.pointsWon({ points: 3 });
    expect(reply).toContain(`${points}, ${en.rankThisWeek({ rank: 1 })}.`);
    expect(reply).not.toContain('mira');
    const kim = await world.chooses('kim', 'blue');
    expect(kim).not.toContain(en.levelWith({ count: 1 }));
    await world.says('boss', 'close');
    const again = await world.presses('kim', codeOf(card, letterOf(card, 'blue')));
    const behind = en.behind({ points: 7, name: 'mira' });
    const level = en.levelWith({ count: 1 });
    expect(again).toContain([en.rankThisWeek({ rank: 2 }), behind, level].join(', '));
  });

  it('explains an answer that is committed though the standing cannot be read', async () => {
    await world.says('boss', 'ask');
    const { card } = world.stage.last('round:');
    const { store } = world;
    const factsFor = () => Promise.reject(new StoreError('busy', 'held'));
    const answering = { ...store.answering, factsFor };
    const bot = makeBot({ ...world.app, store: { ...store, answering } });
    const code = codeOf(card, letterOf(card, 'green'));
    const actor = { id: 'mira', name: 'mira', manages: false, locale: null, zone: null };
    const intent = { kind: 'press', code, message: 'm', own: false } as const;
    const make = await bot.accept({ place: PLACE, actor, intent });
    const reply = await make();
    expect(readReply(reply)).toContain('Green explains oauth.');
    expect(readReply(reply)).toContain('+10 points');
    expect(readReply(reply)).not.toContain('this week');
  });

  it('counts the first answer only, however often and from wherever it comes', async () => {
    await world.says('boss', 'ask');
    const { card } = world.stage.last('round:');
    const codes = ['red', 'green', 'blue'].map((word) => codeOf(card, letterOf(card, word)));
    const replies = await Promise.all(codes.map((code) => world.presses('mira', code)));
    const first = letterOf(card, 'red');
    expect(replies[0]).toContain('+3 points');
    for (const later of replies.slice(1)) {
      expect(later).toContain(`You answered ${first} at 09:00; the first answer counts.`);
      expect(later).not.toContain('+');
    }
    const board = await world.says('mira', 'leaderboard');
    expect(board).toContain('| 1 | mira (you) | 3 | 0 of 1 |');
  });

  it('answers old, foreign and made-up buttons politely and writes nothing', async () => {
    await world.says('boss', 'ask');
    const { card } = world.stage.last('round:');
    const code = codeOf(card, 'A');
    const elsewhere = { ...PLACE, workspace: 'web:other' };
    const otherChannel = { ...PLACE, channel: 'random' };
    const sentence = 'That button is out of date. Type /quiz to see what you can do now.';
    expect(await world.presses('mira', code, elsewhere)).toBe(sentence);
    expect(await world.presses('mira', code, otherChannel)).toBe(sentence);
    expect(await world.presses('mira', code.replace(/\d$/, '7'))).toBe(sentence);
    for (const bad of [
      '',
      '1',
      '2.answer.x.1',
      '1.answer.nope.1',
      '1.answer..',
      'x'.repeat(2_000),
      '💥',
    ]) {
      expect(await world.presses('mira', bad)).toBe(sentence);
    }
    expect(await world.says('mira', 'leaderboard')).toContain(en.boardEmpty({ live: false }));
  });

  it('closes: the reveal answers the question, the buttons go, late clicks explain and do not count', async () => {
    await world.says('boss', 'ask');
    const { card } = world.stage.last('round:');
    const late = codeOf(card, letterOf(card, 'green'));
    await world.chooses('mira', 'green');
    expect(await world.says('boss', 'close')).toContain('Closed');
    const reveal = world.stage.last('reveal:');
    expect(reveal.replyTo).toBe(world.stage.last('round:').id);
    expect(readCard(reveal.card)).toContain('# The strongest: ');
    expect(readCard(reveal.card)).toContain('1 answered.');
    expect(readCard(reveal.card)).not.toContain('was right');
    const question = readCard(world.stage.last('round:').card);
    expect(question).toContain('Closed. 1 answer.');
    expect(question).toContain('[key]');
    expect(() => codeOf(world.stage.last('round:').card, 'A')).toThrow('no button');
    expect(await world.presses('jo', late)).toContain('does not count');
    expect(await world.says('jo', 'leaderboard')).not.toContain('jo');
    expect(await world.says('boss', 'close')).toContain('No question is open here');
  });

  it('spreads the answers from five on, and says nobody by name', async () => {
    await world.says('boss', 'ask');
    for (const member of ['a1', 'a2', 'a3']) await world.chooses(member, 'green');
    for (const member of ['b1', 'b2']) await world.chooses(member, 'blue');
    await world.says('boss', 'close');
    const reveal = readCard(world.stage.last('reveal:').card);
    expect(reveal).toContain('How the answers spread');
    const spread = world.stage
      .last('reveal:')
      .card.blocks.flatMap((block) => (block.kind === 'picture' ? [block.picture] : []));
    expect(spread).toMatchObject([{ chart: 'spread' }]);
    const bars = spread[0]?.chart === 'spread' ? spread[0].bars : [];
    expect(bars.map(({ label, count, key }) => `${label} ${count} ${key}`).toSorted()).toEqual([
      'blue 2 false',
      'green 3 true',
      'grey 0 false',
      'red 0 false',
    ]);
    const closed = readCard(world.stage.last('round:').card);
    expect(closed).toContain(en.closedWith({ answered: 5, right: 3 }));
    for (const member of ['a1', 'b1', 'b2']) {
      expect(reveal).not.toContain(member);
      expect(closed).not.toContain(member);
    }
  });

  it('edits the public counter off the path of the answer', async () => {
    await world.says('boss', 'ask');
    await world.chooses('mira', 'green');
    await world.passes(20_000);
    expect(readCard(world.stage.last('round:').card)).toContain('1 has answered');
  });

  it('stays open beside the next question, and closes a day after it was asked', async () => {
    const kinds = () => world.stage.messages.map((message) => message.name.split(':')[0]);
    await world.says('boss', 'ask');
    const first = world.stage.last('round:');
    world.clock.jumpTo(world.clock.now() + HOUR);
    await world.says('boss', 'ask');
    expect(kinds()).toEqual(['round', 'round']);
    expect(readCard(world.stage.last('round:').card)).toContain('What about jwt?');
    world.clock.jumpTo(world.clock.now() + 23 * HOUR);
    await world.worker.tick();
    expect(kinds()).toEqual(['round', 'round', 'reveal']);
    expect(world.stage.last('reveal:').replyTo).toBe(first.id);
    world.clock.jumpTo(world.clock.now() + HOUR);
    await world.worker.tick();
    expect(kinds()).toEqual(['round', 'round', 'reveal', 'reveal']);
  });

  it('gives no points for the same question again within 30 days', async () => {
    await world.says('boss', 'ask colours oauth');
    await world.chooses('mira', 'green');
    await world.says('boss', 'close');
    world.clock.jumpTo(world.clock.now() + 60_000);
    await world.says('boss', 'ask colours oauth');
    expect(await world.chooses('mira', 'green')).toContain(en.answeredElsewhere({ days: 30 }));
    world.clock.jumpTo(world.clock.now() + 30 * DAY);
    await world.worker.tick();
    await world.says('boss', 'ask colours oauth');
    expect(await world.chooses('mira', 'green')).toContain(en.pointsWon({ points: 10 }));
  });
});

describe('what only managers may do', () => {
  it('is refused to others by line, by button and with a changed key nothing happens', async () => {
    for (const line of [
      'ask',
      'close',
      'void',
      'rekey 1 A yes',
      'restore',
      'log',
      'problems',
      'schedule list',
      'managers list',
      'preview',
    ]) {
      expect(await world.says('mira', line)).toContain('Only managers');
      expect(await world.presses('jo', `1.run.${line}`)).toContain('Only managers');
    }
    expect(world.stage.messages).toEqual([]);
  });

  it('is given by name and taken back', async () => {
    await world.says('mira', 'leaderboard');
    expect(await world.says('boss', 'managers add @mira')).toBe('mira can manage the quiz now.');
    expect(await world.says('mira', 'ask')).toContain('Asked');
    expect(await world.says('boss', 'managers remove mira')).toContain('no longer');
    expect(await world.says('mira', 'ask')).toContain('Only managers');
    expect(await world.says('boss', 'managers add nobody')).toContain('I do not know nobody yet');
  });

  it('voids a round: the boards follow and those who answered are told once', async () => {
    await world.says('boss', 'ask');
    await world.chooses('mira', 'green');
    expect(await world.says('boss', 'void 1 yes')).toContain(en.voided({ number: 1 }));
    expect(await world.says('boss', 'void 1 yes')).toBe(en.voidedBefore({ number: 1 }));
    expect(await world.says('mira', 'leaderboard')).toContain(en.boardEmpty({ live: false }));
    expect(world.stage.told.map((one) => `${one.member}: ${readCard(one.card)}`)).toEqual([
      `mira: ${en.toldVoided({ stem: 'What about oauth?' })}`,
    ]);
  });

  it('changes a key: the boards follow', async () => {
    await world.says('boss', 'ask');
    const { card } = world.stage.last('round:');
    await world.chooses('mira', 'green');
    await world.chooses('jo', 'red');
    const letter = letterOf(card, 'red');
    expect(await world.says('boss', `rekey 1 ${letter} yes`)).toContain(
      en.rekeyed({ number: 1, letter }),
    );
    await world.says('boss', 'close');
    const board = await world.says('jo', 'leaderboard');
    expect(board).toContain('| 1 | jo (you) | 10 | 1 of 1 |');
    expect(board).toContain('| 2 | mira | 3 | 0 of 1 |');
    const stem = 'What about oauth?';
    const told = world.stage.told.map((one) => `${one.member}: ${readCard(one.card)}`);
    expect(told.toSorted()).toEqual([
      `jo: ${en.toldRekeyed({ stem, letter, right: true })}`,
      `mira: ${en.toldRekeyed({ stem, letter, right: false })}`,
    ]);
    expect(await world.says('boss', 'rekey 1 Z')).toContain(
      en.expectedChoice({ of: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] }),
    );
    expect(await world.says('boss', `rekey 1 ${letter} yes`)).toBe(en.rekeySame({ letter }));
  });
});

describe('what is typed wrong', () => {
  it.each([
    ['leaderbord', 'There is no “/quiz leaderbord”. Did you mean /quiz leaderboard?'],
    ['schedule', '/quiz schedule needs one more word'],
    ['leaderboard wek', 'expected one of week, month, all. Did you mean week?'],
    ['schedule daily', 'The time is missing, for example 09:00. /quiz schedule daily <time>'],
    ['schedule daily 25:00', '“25:00” does not fit: expected a time of day like 09:00'],
    ['schedule daily 09:00 Europe/Lodnon', 'Did you mean Europe/London?'],
    ['ask colors', 'There is no deck “colors”. Did you mean colours?'],
    ['ask colours oath', 'Did you mean oauth?'],
    ['decks now', '“now” is one word too many: /quiz decks'],
  ])('%s', async (line, sentence) => {
    expect(await world.says('boss', line)).toContain(sentence);
  });
});

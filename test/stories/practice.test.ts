import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import type { Deck } from '../../src/domain/deck.ts';
import { closeSound } from './closing.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { codeOf, letterOf, readCard, readReply } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { wordsIn } from '../../src/i18n/index.ts';

const en = wordsIn('en');

const DAY = 24 * 3_600_000;
let world: World;

beforeEach(async () => {
  const names = ['oauth', 'jwt', 'bola', 'rate', 'stride', 'cors'];
  world = await openWorld({
    decks: decksOf(
      deckOf(
        'colours',
        names.map((name) => ({ ...question(name), tags: [name, 'api'] })),
      ),
    ),
  });
});

afterEach(() => closeSound(world));

function cardOf(reply: Reply): Card {
  if (reply.kind !== 'card' && reply.kind !== 'replace') throw new Error(`no card: ${reply.kind}`);
  return reply.card;
}

async function press(member: string, card: Card, label: string): Promise<Card> {
  world.clock.jumpTo(world.clock.now() + 3_000);
  const reply = await world.bot.handle({
    place: PLACE,
    actor: { id: member, name: member, manages: member === 'boss', locale: null, zone: null },
    intent: { kind: 'press', code: codeOf(card, label), message: 'm', own: true },
  });
  return cardOf(reply);
}

/** One step: the letter of that word, how sure, and on. */
async function step(
  member: string,
  card: Card,
  word: string,
  sure: string,
  on: string,
): Promise<Card> {
  const asked = await press(member, card, letterOf(card, word));
  const explained = await press(member, asked, sure);
  return press(member, explained, on);
}

describe('practice', () => {
  it('goes from tips to result, one question at a time, and counts in no board', async () => {
    let card = cardOf(await world.reply('mira', 'practice colours 3'));
    expect(readCard(card)).not.toContain('A tip');
    expect(readCard(await press('mira', card, en.buttonTips()))).toContain('A tip');
    expect(readCard(card)).toContain(en.practicePrivate());
    expect(readCard(card)).toContain('Choose well');
    expect(readCard(card)).toMatch(/^1 \/ 3$/m);
    expect(readCard(card)).not.toContain('Because');
    card = await step('mira', card, 'green', 'Sure', 'Next');
    expect(readCard(card)).toMatch(/^2 \/ 3$/m);
    card = await step('mira', card, 'red', 'Guess', 'Next');
    card = await step('mira', card, 'green', 'Fairly', 'Finish');
    expect(readCard(card)).toContain('# 2 of 3 right');
    expect(readCard(card)).toContain('Worth brushing up');
    expect(readCard(card)).toContain('comes back from');
    expect(await world.says('mira', 'leaderboard')).toContain(en.boardEmpty({ live: false }));
  });

  it('says nothing of the key before how sure one is', async () => {
    const card = cardOf(await world.reply('mira', 'practice colours 1'));
    const asked = await press('mira', card, letterOf(card, 'red'));
    expect(readCard(asked)).toContain('How sure are you?');
    expect(readCard(asked)).not.toContain('Because');
    const explained = await press('mira', asked, 'Sure');
    const named = (word: string): string => `${letterOf(card, word)}, ${word}`;
    const verdict = { kind: 'near', chosen: named('red'), keys: named('green') } as const;
    expect(readCard(explained)).toContain(`# ${en.verdictNotRight({ ...verdict, best: true })}\n`);
    expect(readCard(explained)).toContain('Because red');
    // The options stay, the own choice and the key marked.
    expect(readCard(explained)).toContain(`${letterOf(card, 'red')} [chosen] The red way`);
    expect(readCard(explained)).toContain(`${letterOf(card, 'green')} [key] The green way`);
    expect(readCard(explained)).toContain(`${letterOf(card, 'blue')} The blue way`);
    expect(readCard(explained)).toContain('comes back on');
  });

  it('resumes on another day and offers to go on when it is started again', async () => {
    const card = cardOf(await world.reply('mira', 'practice 2'));
    await press('mira', card, letterOf(card, 'green'));
    world.clock.jumpTo(world.clock.now() + DAY);
    const offer = cardOf(await world.reply('mira', 'practice'));
    expect(readCard(offer)).toContain('at 1 of 2');
    expect(readCard(await press('mira', offer, en.buttonGoOn()))).toContain('How sure are you?');
    expect(readCard(await press('mira', offer, en.buttonAnew()))).toMatch(/^1 \/ 5$/m);
  });

  it('takes the first choice of a step, and belongs to its member alone', async () => {
    const card = cardOf(await world.reply('mira', 'practice 2'));
    const first = letterOf(card, 'green');
    const other = letterOf(card, 'red');
    const asked = await press('mira', card, first);
    expect(readCard(await press('mira', card, other))).toContain(`You chose ${first}`);
    expect(readCard(asked)).toContain(`You chose ${first}`);
    expect(readCard(await press('jo', card, other))).toContain('out of date');
  });

  it('never gives away a question that is open in a channel', async () => {
    await world.says('boss', 'ask colours jwt');
    const card = cardOf(await world.reply('mira', 'practice colours 20'));
    expect(readCard(card)).toContain('1 / 5');
    const next = await step('mira', card, 'green', 'Sure', 'Next');
    for (const one of [card, next]) expect(readCard(one)).not.toContain('jwt');
  });
});

describe('a deck that is practised after it was asked', () => {
  beforeEach(async () => {
    await world.close();
    const names = ['oauth', 'jwt', 'bola'];
    fresh = {
      ...deckOf(
        'fresh',
        names.map((name) => question(name)),
      ),
      practice: 'after-asked',
    };
    decks = [fresh, deckOf('colours', [question('cors')])];
    const find = (id: string) => decks.find((deck) => deck.id === id) ?? null;
    world = await openWorld({ decks: { ...decksOf(...decks), all: () => decks, find } });
  });

  let fresh: Deck;
  let decks: Deck[];

  it('gives a question to practice once its round is closed, and says so until then', async () => {
    const none = en.practiceNone({ notAsked: true });
    expect(await world.says('mira', 'practice fresh')).toContain(none);
    await world.says('boss', 'ask fresh jwt');
    await world.chooses('mira', 'red');
    // Mira has answered; the round is still open for others.
    expect(await world.says('mira', 'practice fresh')).toContain(none);
    await world.says('boss', 'close');
    for (const member of ['mira', 'jo']) {
      const card = cardOf(await world.reply(member, 'practice fresh 20'));
      expect(readCard(card)).toMatch(/^1 \/ 1$/m);
      expect(readCard(card)).toContain('What about jwt?');
    }
    // Other decks are as they were.
    expect(await world.says('kim', 'practice colours')).toContain('What about cors?');
  });

  it('keeps a voided question back, and gives it again when it is restored', async () => {
    await world.says('boss', 'ask fresh jwt');
    await world.says('boss', 'close');
    world.clock.jumpTo(world.clock.now() + 2 * DAY);
    await world.says('boss', 'void 1 yes');
    const none = en.practiceNone({ notAsked: true });
    expect(await world.says('mira', 'practice fresh')).toContain(none);
    await world.says('boss', 'restore 1 yes');
    expect(await world.says('mira', 'practice fresh')).toContain('What about jwt?');
  });

  it('leaves a step out of a session that began before its deck said so', async () => {
    decks = [{ ...fresh, practice: 'any' }];
    const card = cardOf(await world.reply('mira', 'practice fresh 3'));
    decks = [fresh];
    const ended = await press('mira', card, letterOf(card, 'red'));
    expect(readCard(ended)).not.toContain('Because');
    expect(readCard(ended)).toBe(en.practiceNone({ notAsked: true }));
  });

  it('brings nothing back in review before it was asked', async () => {
    decks = [{ ...fresh, practice: 'any' }];
    const card = cardOf(await world.reply('mira', 'practice fresh 1'));
    const asked = /What about (\w+)\?/.exec(readCard(card))?.[1] ?? '';
    await step('mira', card, 'red', 'Sure', 'Finish');
    decks = [fresh];
    world.clock.jumpTo(world.clock.now() + 30 * DAY);
    expect(await world.says('mira', 'review')).toContain(en.reviewNone({ next: null }));
    await world.says('boss', `ask fresh ${asked}`);
    await world.says('boss', 'close');
    expect(await world.says('mira', 'review')).toContain(`What about ${asked}?`);
  });
});

describe('review', () => {
  it('brings back what was wrong when it is due, from rounds and practice', async () => {
    await world.says('boss', 'ask colours oauth');
    await world.chooses('mira', 'red');
    expect(await world.says('mira', 'review')).toMatch(
      /Nothing is due. The next one comes back on/,
    );
    world.clock.jumpTo(world.clock.now() + 30 * DAY);
    await world.says('boss', 'close');
    const card = cardOf(await world.reply('mira', 'review'));
    expect(readCard(card)).toContain('What about oauth?');
    const done = await step('mira', card, 'green', 'Sure', 'Finish');
    expect(readCard(done)).toContain('1 of 1 right');
    expect(await world.says('mira', 'review')).toContain('Nothing is due');
  });
});

describe('me', () => {
  it('shows points, sights, tags, decks and what is due', async () => {
    await world.says('boss', 'ask colours oauth');
    await world.chooses('mira', 'green');
    const said = readReply(await world.reply('mira', 'me'));
    expect(said).toContain('10 points this week, 10 in all');
    expect(said).toContain('1st this week');
    expect(said).toContain(en.meSights({ first: '100%', later: null }));
    expect(said).not.toContain(en.meTags());
    expect(said).toContain('Deck colours: 1 of 6 seen');
    for (const name of ['jwt', 'bola']) {
      await world.says('boss', `ask colours ${name}`);
      await world.chooses('mira', 'green');
    }
    const later = readReply(await world.reply('mira', 'me'));
    expect(later).toContain(en.meAlt({ parts: ['api 100%'] }));
    expect(await world.says('new', 'me')).toContain('0 points this week');
  });
});

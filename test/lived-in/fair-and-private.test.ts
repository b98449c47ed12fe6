import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { notice } from '../../src/app/shared/notice-card.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { closeSound } from '../stories/closing.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { letterOf, readCard } from '../stories/stage.ts';
import { temporaryFolders } from '../temporary-folders.ts';
import { MIGRATIONS } from '../../src/migrations.ts';
import { openWorld, PLACE, type World } from '../stories/world.ts';
import { answers, cardOf, DAY, en, later, named, newest, points, press, told } from './team.ts';

const BACKEND = { ...PLACE, channel: 'backend' };
const FORGET = 'privacy forget forget-me';
const decks = decksOf(
  deckOf(
    'd',
    ['q1', 'q2', 'q3', 'q4'].map((id) => question(id)),
  ),
);
let world: World;
const temporaryFolder = temporaryFolders();

async function begin(): Promise<void> {
  world = await openWorld({ decks });
}

afterEach(() => closeSound(world));

describe('row 25: erasing oneself does not open a question again', () => {
  it('row 25: wrong, read the key, forget, answer again', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    const shown = newest(world, 'round:');
    for (const member of ['a', 'b', 'c']) await answers(world, member, shown, 'green');
    await answers(world, 'ben', shown, 'red');
    await world.says('ben', FORGET);
    const again = await answers(world, 'ben', shown, 'green');
    expect(again).toContain(en.answeredAndForgotten());
    expect(again).not.toContain(en.pointsWon({ points: 10 }));
    expect(await answers(world, 'ben', shown, 'green')).toContain(en.answeredAndForgotten());
    await world.says('boss', 'close');
    // Four people answered: the spread stays shut.
    expect(readCard(shown.card)).toContain(en.closedNow({ count: 4 }));
    expect(newest(world, 'reveal:').card.blocks.some(({ kind }) => kind === 'picture')).toBe(false);
    expect(await points(world, 'ben')).toBeNull();
  });

  it('row 25: the mark goes when the round closes, and another question counts at once', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    await answers(world, 'ben', newest(world, 'round:'), 'red');
    await world.says('ben', FORGET);
    await world.says('boss', 'ask d q2');
    expect(await answers(world, 'ben', newest(world, 'round:'), 'green')).toContain(
      en.pointsWon({ points: 10 }),
    );
    await world.says('boss', 'close 1');
    await later(world, 60_000);
    await world.says('boss', 'ask d q1');
    expect(await answers(world, 'ben', newest(world, 'round:'), 'green')).toContain(
      en.pointsWon({ points: 10 }),
    );
  });

  it('row 25: nor the same question in another channel', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    await world.says('boss', 'ask d q1', BACKEND);
    await answers(world, 'ben', newest(world, 'round:'), 'red');
    await world.says('ben', FORGET);
    expect(await answers(world, 'ben', newest(world, 'round:', BACKEND), 'green')).toContain(
      en.answeredAndForgotten(),
    );
    await world.says('boss', 'close', BACKEND);
    expect(await points(world, 'ben', { scope: 'backend' })).toBeNull();
  });

  it.each(['before the void', 'after the void'])(
    'row 25: nor one that was voided and restored; forgotten %s',
    async (when) => {
      await begin();
      await world.says('boss', 'ask d q1');
      const shown = newest(world, 'round:');
      await answers(world, 'ben', shown, 'red');
      if (when === 'before the void') await world.says('ben', FORGET);
      await world.says('boss', 'void 1 yes');
      if (when === 'after the void') await world.says('ben', FORGET);
      await world.says('boss', 'restore 1 yes');
      expect(await answers(world, 'ben', shown, 'green')).toContain(en.answeredAndForgotten());
    },
  );

  it('row 25: forgotten twice', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    const shown = newest(world, 'round:');
    await answers(world, 'ben', shown, 'red');
    for (let time = 0; time < 2; time += 1) {
      await world.says('ben', FORGET);
      expect(await answers(world, 'ben', shown, 'green')).toContain(en.answeredAndForgotten());
    }
  });
});

describe('row 26: practice gives no open question away', () => {
  it('row 26: a question that is asked while its step waits is left out, and counts', async () => {
    await begin();
    let card = cardOf(await world.reply('mira', 'practice d 4'));
    const id = /What about (q\d)/.exec(readCard(card))?.[1] ?? '';
    await world.says('boss', `ask d ${id}`);
    card = await press(world, 'mira', card, 'A');
    expect(readCard(card)).toContain(en.stepsLeftOut({ notAsked: false, count: 1 }));
    expect(readCard(card)).not.toContain(`What about ${id}?`);
    expect(readCard(card)).not.toContain('Because');
    expect(await answers(world, 'mira', newest(world, 'round:'), 'green')).toContain(
      en.pointsWon({ points: 10 }),
    );
  });

  it('row 26: one that is asked between the letter and the reasons', async () => {
    await begin();
    let card = cardOf(await world.reply('mira', 'practice d 4'));
    const id = /What about (q\d)/.exec(readCard(card))?.[1] ?? '';
    card = await press(world, 'mira', card, 'A');
    await world.says('boss', `ask d ${id}`);
    card = await press(world, 'mira', card, en.sureSure());
    expect(readCard(card)).toContain(en.stepsLeftOut({ notAsked: false, count: 1 }));
    expect(readCard(card)).not.toContain('Because');
    const said = await answers(world, 'mira', newest(world, 'round:'), 'green');
    expect(said).toContain(en.pointsWon({ points: 10 }));
  });

  it('row 26: one whose reasons were read before it was asked is not shown again', async () => {
    await begin();
    const card = cardOf(await world.reply('mira', 'practice d 4'));
    const id = /What about (q\d)/.exec(readCard(card))?.[1] ?? '';
    const explained = await press(world, 'mira', await press(world, 'mira', card, 'A'), 'Sure');
    expect(readCard(explained)).toContain('Because');
    await later(world, 60_000);
    await world.says('boss', `ask d ${id}`);
    const offer = cardOf(await world.reply('mira', 'practice'));
    for (const [on, label] of [
      [offer, en.buttonGoOn()],
      [explained, en.buttonRetire()],
    ] as const) {
      const shown = readCard(await press(world, 'mira', on, label));
      expect(shown).not.toContain('Because');
      expect(shown).toMatch(/^2 \/ 4$/m);
    }
    const said = await answers(world, 'mira', newest(world, 'round:'), 'green');
    expect(said).toContain(en.pointsWon({ points: 10 }));
  });

  it('row 26: a session whose questions were all asked says so, and counts nothing', async () => {
    await begin();
    const card = cardOf(await world.reply('mira', 'practice d 4'));
    for (const id of ['q1', 'q2', 'q3', 'q4']) await world.says('boss', `ask d ${id}`);
    const shown = readCard(await press(world, 'mira', card, 'A'));
    expect(shown).toBe(en.practiceNone({ notAsked: false }));
  });

  it('row 26: one that was practised before it was asked counts', async () => {
    await begin();
    let card = cardOf(await world.reply('mira', 'practice d 1'));
    const id = /What about (q\d)/.exec(readCard(card))?.[1] ?? '';
    card = await press(world, 'mira', card, letterOf(card, 'green'));
    await press(world, 'mira', card, en.sureSure());
    await later(world, DAY);
    await world.says('boss', `ask d ${id}`);
    expect(await answers(world, 'mira', newest(world, 'round:'), 'green')).toContain(
      en.pointsWon({ points: 10 }),
    );
  });

  it('row 26: nor does review', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    await answers(world, 'mira', newest(world, 'round:'), 'red');
    await later(world, 40 * DAY);
    expect(await world.says('mira', 'me')).toContain(en.meDue({ count: 1 }));
    await world.says('boss', 'ask d q1');
    expect(await world.says('mira', 'me')).toContain(en.meDue({ count: 0 }));
    expect(await world.says('mira', 'review')).toBe(en.reviewNone({ next: null }));
  });
});

describe('row 27: revealed in one channel, still open in another', () => {
  it('row 27: pressing the key does not count', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    await world.says('boss', 'ask d q1', BACKEND);
    const there = newest(world, 'round:', BACKEND);
    await world.says('boss', 'close');
    const said = await answers(world, 'eve', there, 'green');
    expect(said).toContain(en.reasonsWereShown());
    expect(said).not.toContain(en.pointsWon({ points: 10 }));
    await world.says('boss', 'close', BACKEND);
    expect(await points(world, 'eve', { scope: 'backend' })).toBeNull();
    expect(await points(world, 'eve', { scope: '*' })).toBeNull();
  });

  it('row 27: no board gives the point of the week’s hardest question away', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    const shown = newest(world, 'round:');
    for (const member of ['ada', 'bo', 'cy', 'di', 'ed'])
      await answers(world, member, shown, 'red');
    await world.says('boss', 'close');
    const point = en.boardHardestPoint();
    expect(await world.says('eve', 'leaderboard')).toContain(point);
    await world.says('boss', 'ask d q1', BACKEND);
    expect(await world.says('eve', 'leaderboard')).not.toContain(point);
    expect(await world.says('eve', 'leaderboard week workspace')).not.toContain(point);
    await world.says('boss', 'close', BACKEND);
    expect(await world.says('eve', 'leaderboard')).toContain(point);
  });

  it('row 27: one that was revealed before it was asked again counts', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    await world.says('boss', 'close');
    await later(world, DAY);
    await world.says('boss', 'ask d q1', BACKEND);
    expect(await answers(world, 'eve', newest(world, 'round:', BACKEND), 'green')).toContain(
      en.pointsWon({ points: 10 }),
    );
  });

  it('row 27: reasons that an answer elsewhere showed, which did not count', async () => {
    await begin();
    for (const channel of ['one', 'two']) {
      await world.says('boss', 'ask d q1', { ...PLACE, channel });
    }
    await world.says('boss', 'close', { ...PLACE, channel: 'one' });
    await later(world, 60_000);
    await world.says('boss', 'ask d q1', { ...PLACE, channel: 'three' });
    const in2 = newest(world, 'round:', { ...PLACE, channel: 'two' });
    const in3 = newest(world, 'round:', { ...PLACE, channel: 'three' });
    expect(await answers(world, 'eve', in2, 'red')).toContain(en.reasonsWereShown());
    expect(await answers(world, 'eve', in3, 'green')).toContain(en.reasonsWereShown());
  });

  it('row 27: another workspace is another matter', async () => {
    await begin();
    const other = { ...PLACE, workspace: 'web:other' };
    await world.says('boss', 'ask d q1');
    await world.says('boss', 'ask d q1', other);
    const [, there] = world.stage.messages;
    await world.says('boss', 'close');
    if (there === undefined) throw new Error('nothing was asked there');
    expect(await answers(world, 'eve', there, 'green')).toContain(en.pointsWon({ points: 10 }));
  });
});

describe('row 28: a board tells nothing of an open question', () => {
  it('row 28: who has not answered sees nobody, who has sees themselves', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    const shown = newest(world, 'round:');
    await answers(world, 'ben', shown, 'red');
    for (const scope of ['channel', 'workspace']) {
      const eve = await world.says('eve', `leaderboard week ${scope}`);
      expect(eve).not.toContain('ben');
      expect(eve).not.toContain(en.buttonShare());
      expect(await world.says('ben', `leaderboard week ${scope}`)).toContain('| ben (you) | 3 |');
    }
    // Sharing shows everybody only what is closed.
    await world.says('ben', 'leaderboard share');
    expect(readCard(newest(world, 'share:').card)).not.toContain('3 points');
    await world.says('boss', 'close');
    expect(await world.says('eve', 'leaderboard')).toContain('| 1 | ben | 3 | 0 of 1 |');
  });

  it('row 28: nor does the neighbours’ line, the facts of the week, home or stats', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    await answers(world, 'ann', newest(world, 'round:'), 'green');
    await world.says('boss', 'close');
    await world.says('boss', 'ask d q2');
    const shown = newest(world, 'round:');
    const seen = async (): Promise<readonly string[]> => [
      await world.says('eve', 'leaderboard'),
      await world.says('eve', 'home'),
      await world.says('eve', 'me'),
      await world.says('eve', 'leaderboard all workspace'),
    ];
    const before = await seen();
    await answers(world, 'ann', shown, 'red');
    await answers(world, 'ben', shown, 'green');
    expect(await seen()).toEqual(before);
    const own = await answers(world, 'eve', shown, 'blue');
    expect(own).toContain(en.behind({ points: 7, name: 'ann' }));
    expect(own).not.toContain('ben');
  });

  it('row 28: live and off are the manager’s choice', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    const shown = newest(world, 'round:');
    await answers(world, 'ben', shown, 'red');
    await world.says('boss', 'board live');
    expect(await world.says('eve', 'leaderboard')).toContain('| 1 | ben | 3 |');
    await world.says('boss', 'board off');
    expect(await world.says('eve', 'leaderboard')).toBe(en.boardNone());
    const said = await answers(world, 'kim', shown, 'green');
    expect(said).toContain(en.pointsWon({ points: 10 }));
    expect(said).not.toContain(en.rankThisWeek({ rank: 1 }));
  });
});

describe('row 29: after an erasure nothing holds the name', () => {
  const NAME = 'Zorbanetta O’Hara-Quint';

  const hits = (folder: string): readonly string[] =>
    readdirSync(folder).filter((file) =>
      /Zorbanetta|Quint|u-zorba/.test(readFileSync(path.join(folder, file)).toString('latin1')),
    );

  async function acts(line: string): Promise<string> {
    const reply = await world.bot.handle({
      place: PLACE,
      actor: { id: 'u-zorba', name: NAME, manages: false, locale: null, zone: null },
      intent: { kind: 'line', line },
    });
    await world.worker.flush();
    return readCard(cardOf(reply));
  }

  it('row 29: the file, its log, shared boards and other members’ messages, while the bot runs', async () => {
    const folder = temporaryFolder('deckhand-row29-');
    const file = path.join(folder, 'quiz.db');
    world = await openWorld({ decks, file });
    await world.says('boss', 'schedule weekly mon 09:00');
    await world.says('boss', 'ask d q1');
    const shown = newest(world, 'round:');
    await acts('practice d 1');
    await world.store.tx('web:local', async (tx) => {
      await tx.answers.record([
        {
          answer: {
            round: shown.name.slice('round:'.length),
            member: 'u-zorba',
            option: 'green',
            right: true,
            counts: true,
            channel: PLACE.channel,
            deck: 'd',
            question: 'q1',
            week: '2026-11-23',
            month: '2026-11',
            at: world.clock.now(),
            sure: null,
          },
          listed: true,
          tally: false,
        },
      ]);
    });
    await world.says('boss', 'close');
    await world.says('boss', 'managers add u-zorba');
    await world.says('jo', 'leaderboard share');
    await acts('leaderboard share');
    const { webChat } = world.store;
    const behind = notice(`${en.behind({ points: 7, name: NAME })}. mark, text and kind stay.`);
    await webChat.append({
      id: 'w1',
      name: null,
      author: null,
      onlyFor: 'jo',
      replyTo: null,
      body: { kind: 'card', card: behind },
      sentAt: 1,
    });
    await webChat.append({
      id: 'w2',
      name: null,
      author: { id: 'jo', name: 'jo', manager: false },
      onlyFor: null,
      replyTo: null,
      body: { kind: 'line', line: `Well done, ${NAME}!` },
      sentAt: 2,
    });
    expect(hits(folder)).not.toEqual([]);
    expect(await acts(FORGET)).toBe(en.privacyForgotten());
    expect(hits(folder)).toEqual([]);
    expect(world.stage.messages.filter(({ card }) => JSON.stringify(card).includes(NAME))).toEqual(
      [],
    );
    expect(world.stage.last('share:').edits).toBe(1);
    // What others have keeps its form.
    const shares = await world.store.tx('web:local', (tx) =>
      tx.posts.byName(newest(world, 'share:').name),
    );
    const chart = shares?.card.blocks.find((block) => block.kind === 'picture');
    expect(chart).toMatchObject({ picture: { chart: 'board', rows: [{ name: '–', points: 10 }] } });
    expect(readCard(shares?.card ?? { gist: '', blocks: [] })).toContain('1. –, 10 points');
  });

  it.each(['text', 'kind', 'mark', 'board', 'normal', 'card', '$&', 'a.b*c', 'Ann "the" Ox', '\\'])(
    'row 29: a member called %s leaves the cards whole',
    async (name) => {
      await begin();
      const ask = (line: string) =>
        world.bot.handle({
          place: PLACE,
          actor: { id: 'u9', name, manages: true, locale: null, zone: null },
          intent: { kind: 'line', line },
        });
      await ask('ask d q1');
      await ask('leaderboard share');
      await world.worker.flush();
      const before = newest(world, 'round:');
      const stored = (start: string) =>
        world.store.tx('web:local', (tx) => tx.posts.byName(newest(world, start).name));
      const question = (await stored('round:'))?.card;
      const share = (await stored('share:'))?.card;
      expect(readCard(cardOf(await ask(FORGET)))).toBe(en.privacyForgotten());
      expect((await stored('round:'))?.card).toEqual(question);
      const now = (await stored('share:'))?.card;
      expect(now?.blocks.map(({ kind }) => kind)).toEqual(share?.blocks.map(({ kind }) => kind));
      expect(JSON.stringify(now?.blocks)).toContain('–');
      expect(before.card).toEqual(question);
    },
  );

  it('row 29: a name inside another one stays that one’s', async () => {
    await begin();
    for (const id of ['Ann', 'Annika']) await world.says(id, 'leaderboard share');
    await world.says('Ann', FORGET);
    const stored = await Promise.all(
      named(world, 'share:').map(({ name }) =>
        world.store.tx('web:local', (tx) => tx.posts.byName(name)),
      ),
    );
    const said = stored.map((post) => readCard(post?.card ?? { gist: '', blocks: [] }));
    expect(said[0]).toContain(en.sharedBy({ name: '–' }));
    expect(said[1]).toContain(en.sharedBy({ name: 'Annika' }));
  });
});

describe('row 30: everybody is told once what is stored', () => {
  it('row 30: who only practises', async () => {
    await begin();
    let card = cardOf(await world.reply('mira', 'practice d 2'));
    card = await press(world, 'mira', card, 'A');
    card = await press(world, 'mira', card, en.sureSure());
    const first = readCard(card);
    card = await press(world, 'mira', card, en.buttonNext());
    card = await press(world, 'mira', card, 'A');
    card = await press(world, 'mira', card, en.sureSure());
    expect(first).toContain(en.privacyOnce());
    expect(readCard(card)).not.toContain(en.privacyOnce());
    await world.says('boss', 'ask d q1');
    expect(await answers(world, 'mira', newest(world, 'round:'), 'red')).not.toContain(
      en.privacyOnce(),
    );
  });

  it('row 30: who answers first and practises then', async () => {
    await begin();
    await world.says('boss', 'ask d q1');
    const shown = newest(world, 'round:');
    expect(await answers(world, 'mira', shown, 'red')).toContain(en.privacyOnce());
    expect(await answers(world, 'mira', shown, 'red')).not.toContain(en.privacyOnce());
    let card = cardOf(await world.reply('mira', 'practice d 2'));
    card = await press(world, 'mira', card, 'A');
    card = await press(world, 'mira', card, en.sureSure());
    expect(readCard(card)).not.toContain(en.privacyOnce());
    expect(told(world, 'mira')).toEqual([]);
  });
});

describe('an erasure on disk', () => {
  it('outlives a restart', async () => {
    const folder = temporaryFolder('deckhand-erased-');
    const file = path.join(folder, 'quiz.db');
    world = await openWorld({ decks, file });
    await world.says('boss', 'ask d q1');
    await answers(world, 'zorbanetta', newest(world, 'round:'), 'green');
    await world.says('zorbanetta', FORGET);
    const reader = await openSqlite(file, MIGRATIONS);
    expect(await reader.tx('web:local', (tx) => tx.members.get('zorbanetta'))).toBeNull();
    await reader.close();
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Worker } from '../../src/app/worker.ts';
import { deckOf, decksOf, questions } from './decks.ts';
import { codeOf, readCard } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';
import { dayName } from '../../src/i18n/dates.ts';
import { wordsIn } from '../../src/i18n/index.ts';

const en = wordsIn('en');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Monday, 22 March 2027, 08:00 in Berlin; the clocks go forward on Sunday, 28 March. */
const START = Date.parse('2027-03-22T07:00:00Z');

let world: World;

beforeEach(async () => {
  world = await openWorld({ decks: decksOf(deckOf('colours', questions(40))), now: START });
});

afterEach(async () => {
  expect(await world.store.verify()).toEqual([]);
  await world.close();
});

/** Moves through time as a worker that ticks every ten minutes. */
async function passes(ms: number): Promise<void> {
  const end = world.clock.now() + ms;
  while (world.clock.now() < end) {
    world.clock.jumpTo(Math.min(end, world.clock.now() + 10 * MINUTE));
    await world.worker.tick();
  }
}

const named = (start: string) => world.stage.messages.filter((one) => one.name.startsWith(start));
const told = () => world.stage.told.map((one) => `${one.member}: ${readCard(one.card)}`);

describe('a team’s fortnight with a clock change in it', () => {
  it('asks once a day at the local time and posts the board on Monday', async () => {
    expect(await world.says('boss', 'schedule daily 02:30 Europe/Berlin daily')).toContain(
      `${en.scheduleNext()}23 Mar, 02:30; 24 Mar, 02:30; 25 Mar, 02:30.`,
    );
    await world.says('boss', 'schedule weekly mon 09:00 Europe/Berlin');
    const asked: string[] = [];
    for (let day = 0; day < 14; day += 1) {
      const before = named('round:').length;
      await passes(DAY);
      asked.push(`${named('round:').length - before}`);
      await world.chooses('mira', day % 2 === 0 ? 'green' : 'red');
    }
    // One a day, also on the Sunday that has no 02:30.
    expect(asked.join('')).toBe('1'.repeat(14));
    const boards = named('board:');
    expect(boards).toHaveLength(3);
    expect(readCard(boards[1]?.card ?? { gist: '', blocks: [] })).toContain(
      'Leaderboard, week of 22 March',
    );
    // Six right or wrong in turn: 3 × 10 + 3 × 3.
    expect(readCard(boards[1]?.card ?? { gist: '', blocks: [] })).toContain(
      `: ${en.boardRow({ rank: 1, name: 'mira', points: 39 })}.`,
    );
    const reply = await world.says('mira', 'leaderboard all');
    expect(reply).toContain('14 d');
    expect(new Set(named('round:').map((one) => one.name)).size).toBe(14);
  });

  it('posts one board for the whole workspace, with what the week was like everywhere', async () => {
    const other = { ...PLACE, channel: 'backend' };
    expect(await world.says('boss', 'schedule weekly mon 09:00 Europe/Berlin workspace')).toContain(
      'the leaderboard of all channels every Monday at 09:00',
    );
    await passes(2 * HOUR);
    await world.says('boss', 'ask');
    await world.chooses('mira', 'green');
    await world.says('boss', 'ask', other);
    for (const member of ['jo', 'bo', 'cy', 'di', 'ed']) await world.chooses(member, 'red', other);
    await passes(2 * DAY);
    await world.says('boss', 'close', other);
    await passes(5 * DAY);
    const board = named('board:').at(-1);
    const said = readCard(board?.card ?? { gist: '', blocks: [] });
    expect(board?.place.channel).toBe(PLACE.channel);
    expect(said).toContain('Leaderboard, week of 22 March, the whole workspace');
    expect(said).toContain('6 took part');
    expect(said).toContain(en.boardHardest({ stem: 'What about q0?', percent: 0 }));
    expect(said).toContain(en.boardRow({ rank: 1, name: 'mira', points: 10 }));
    for (const name of ['bo', 'cy', 'di', 'ed', 'jo']) {
      expect(said).toContain(en.boardRow({ rank: 2, name, points: 3 }));
    }
  });

  it('is set for several channels at once, wherever it is set', async () => {
    const reply = await world.says('boss', 'schedule daily 09:00 channels=#backend,#mobile');
    expect(reply).toContain('Where: #backend, #mobile.');
    await passes(2 * HOUR);
    const channels = named('round:').map(({ place }) => place.channel);
    expect(channels.toSorted()).toEqual(['backend', 'mobile']);
    expect(await world.says('boss', 'schedule daily 09:00 channels=#a,b!')).toContain('channels');
    expect(await world.says('boss', 'schedule list')).toContain('#mobile');
  });

  it('asks different questions where two schedules of a channel are due at once, in their order', async () => {
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily another=another');
    await passes(5 * DAY);
    const heads = named('round:').map((one) => readCard(one.card).match(/#\d+|q\d/g));
    expect(heads.map((head) => (head ?? []).slice(0, 2).join(' '))).toEqual(
      Array.from({ length: 10 }, (_, index) => `#${index + 1} q${index}`),
    );
    // Each closes the one before it of its own schedule.
    const rounds = named('round:').map(({ name }) => name.replace('round:', 'reveal:'));
    expect(named('reveal:').map(({ name }) => name)).toEqual(rounds.slice(0, 8));
  });

  it('reveals what closed while the bot was off before it asks the next question', async () => {
    await world.says('boss', 'ask');
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    let now = START + 3 * DAY + HOUR;
    world.clock.jumpTo(now);
    // Time passes within a turn too.
    vi.spyOn(world.clock, 'now').mockImplementation(() => (now += 1));
    await world.worker.tick();
    vi.restoreAllMocks();
    const posted = world.stage.messages.map(({ name }) => name.replace(/:.*/, ''));
    expect(posted).toEqual(['round', 'reveal', 'round']);
  });

  it('leaves out what is skipped, paused or removed', async () => {
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    expect(await world.says('boss', 'schedule skip from=2027-03-23 to=2027-03-24')).toContain(
      'Skipped from',
    );
    await passes(3 * DAY);
    expect(named('round:')).toHaveLength(1);
    expect(await world.says('boss', 'schedule list')).toContain(
      'daily · a question every day at 09:00',
    );
    await world.says('boss', 'schedule pause');
    await passes(2 * DAY);
    expect(named('round:')).toHaveLength(1);
    await world.says('boss', 'schedule resume daily');
    // Not quite a day: the clocks go forward that night.
    await passes(DAY - 2 * HOUR);
    expect(named('round:')).toHaveLength(2);
    await world.says('boss', 'schedule remove daily');
    await passes(2 * DAY);
    expect(named('round:')).toHaveLength(2);
  });

  it('brings one day of a longer skip back, and leaves the others skipped', async () => {
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await world.says('boss', 'schedule skip from=2027-03-23 to=2027-03-27');
    const thursday = dayName('2027-03-25', en.locale);
    expect(await world.says('boss', 'schedule unskip 2027-03-25')).toBe(
      en.scheduleUnskipped({ from: thursday, to: thursday }),
    );
    const listed = await world.says('boss', 'schedule list');
    for (const day of ['2027-03-23', '2027-03-24', '2027-03-26', '2027-03-27'])
      expect(listed).toContain(dayName(day, en.locale));
    expect(listed).not.toContain(thursday);
    expect(await world.says('boss', 'schedule unskip 2027-03-25')).toBe(
      `from: ${en.scheduleNotSkipped({ day: thursday })}`,
    );
    await passes(6 * DAY);
    const rounds = await world.store.tx(PLACE.workspace, (tx) => tx.analysis.rounds('colours'));
    expect(rounds.map(({ day }) => day)).toEqual(['2027-03-22', '2027-03-25', '2027-03-28']);
    expect(await world.says('boss', 'schedule unskip from=2027-03-30 to=2027-03-29')).toBe(
      `to: ${en.scheduleSkipOrder()}`,
    );
  });

  it('closes at the set time and reveals', async () => {
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily closes=17:00');
    await passes(2 * HOUR);
    await world.chooses('mira', 'green');
    await passes(5 * HOUR);
    expect(named('reveal:')).toHaveLength(0);
    await passes(3 * HOUR);
    expect(named('reveal:')).toHaveLength(1);
  });
});

describe('a schedule whose decks have nothing to ask', () => {
  it('is told once a week: where, and what to do', async () => {
    await world.close();
    world = await openWorld({ decks: decksOf(deckOf('colours', questions(1))), now: START });
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily colours');
    await world.says('boss', 'question retire colours q0');
    await passes(13 * DAY);
    const said = told();
    expect(said).toHaveLength(2);
    for (const one of said) {
      expect(one).toMatch(/^boss: #team-quiz: Skipped: a question every day at 09:00/);
      expect(one).toContain('/quiz import');
    }
    expect(named('round:')).toEqual([]);
  });
});

describe('lateness', () => {
  it('posts what is an hour late and skips what is three hours late, saying so', async () => {
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    world.clock.jumpTo(START + 2 * HOUR);
    await world.worker.tick();
    expect(named('round:')).toHaveLength(1);
    world.clock.jumpTo(START + DAY + 4 * HOUR);
    await world.worker.tick();
    expect(named('round:')).toHaveLength(1);
    expect(told().join('\n')).toContain(
      'boss: #team-quiz: Skipped as too late: a question every day at 09:00',
    );
  });

  it('makes up for several missed days with the newest only', async () => {
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    world.clock.jumpTo(START + 5 * DAY + HOUR + 5 * MINUTE);
    await world.worker.tick();
    await world.worker.tick();
    expect(named('round:')).toHaveLength(1);
    const [from, to] = ['Mon 22 Mar, 09:00', 'Fri 26 Mar, 09:00'];
    const sentence = en.noticeLateMany({ count: 5, channels: 1, from, to, because: 'not running' });
    expect(told()).toEqual([`boss: #team-quiz: ${sentence}`]);
  });

  it('does not post again when the clock goes back', async () => {
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    await passes(2 * HOUR);
    world.clock.jumpTo(START);
    await passes(3 * HOUR);
    expect(named('round:')).toHaveLength(1);
  });
});

describe('posts that go wrong', () => {
  it('says at once when the bot may not post here', async () => {
    world.stage.mayPostHere = {
      en: 'Invite me with /invite @deckhand.',
      de: 'Lade mich mit /invite @deckhand ein.',
    };
    expect(await world.says('boss', 'schedule daily 09:00')).toContain(
      'Not set, I cannot post here: Invite me',
    );
    expect(await world.says('boss', 'ask')).toContain('Invite me');
    expect(await world.says('boss', 'schedule list')).toContain('Nothing is scheduled');
  });

  it('pauses the schedules of a channel that refuses, and tells who made them', async () => {
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin daily');
    world.stage.faults.push('refused');
    await passes(2 * HOUR);
    const what = [
      en.scheduleDaily({
        days: en.daysEvery(),
        time: '09:00',
        zone: 'Europe/Berlin',
        decks: [en.allDecks()],
      }),
      en.scheduleClosesNext(),
    ].join(', ');
    const paused = en.noticePaused({ what, why: 'invite the bot' });
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain(`boss: #team-quiz: ${paused}\n`);
    expect(await world.says('boss', 'schedule list')).toContain('paused: invite the bot');
    await passes(2 * DAY);
    expect(named('round:')).toHaveLength(0);
  });

  it('tries again what surely did not arrive', async () => {
    world.stage.faults.push('not-sent', 'not-sent');
    await world.says('boss', 'ask');
    expect(named('round:')).toHaveLength(0);
    await world.passes(5 * MINUTE);
    expect(named('round:')).toHaveLength(1);
  });

  it('looks before it sends again', async () => {
    world.stage.faults.push('unknown-but-there');
    await world.says('boss', 'ask');
    await world.passes(5 * MINUTE);
    expect(named('round:')).toHaveLength(1);
    await world.says('boss', 'close');
    expect(readCard(named('round:')[0]?.card ?? { gist: '', blocks: [] })).toContain('Closed');
  });

  it('leaves to the manager what cannot be known, with two buttons', async () => {
    world.stage.canFind = false;
    world.stage.faults.push('unknown');
    await world.says('boss', 'ask');
    await world.passes(5 * MINUTE);
    expect(named('round:')).toHaveLength(0);
    const notice = world.stage.told.at(-1);
    expect(notice?.member).toBe('boss');
    const card = notice?.card ?? { gist: '', blocks: [] };
    expect(readCard(card)).toContain('I do not know whether this post arrived');
    expect(readCard(card)).toContain('[It is there] [Post again]');
    expect(await world.presses('mira', codeOf(card, 'Post again'))).toContain('Only managers');
    expect(await world.presses('boss', codeOf(card, 'Post again'))).toContain('It is posted again');
    expect(named('round:')).toHaveLength(1);
    expect(await world.presses('boss', codeOf(card, 'It is there'))).toContain('settled already');
  });
});

describe('two processes', () => {
  it('with one token: the second stands by and takes over when the first is gone', async () => {
    const second = new Worker({
      app: world.app,
      counters: { queue: async () => {} },
      owner: 'another',
      leaseNames: new Map(),
    });
    await world.worker.tick();
    world.stage.faults.length = 0;
    await world.bot.handle({
      place: PLACE,
      actor: { id: 'boss', name: 'boss', manages: true, locale: null, zone: null },
      intent: { kind: 'line', line: 'ask' },
    });
    await second.tick();
    expect(named('round:')).toHaveLength(0);
    world.clock.jumpTo(world.clock.now() + 2 * MINUTE);
    await second.tick();
    expect(named('round:')).toHaveLength(1);
    expect(world.log.some((line) => line.message.includes('standing by'))).toBe(true);
  });
});

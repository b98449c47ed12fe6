import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Presence } from '../../src/ports/chat.ts';
import { PostError, StoreError } from '../../src/ports/errors.ts';
import { Sender } from '../../src/app/outbox/sender.ts';
import type { Place } from '../../src/ports/identity.ts';
import { deckOf, decksOf, questions } from './decks.ts';
import { codeOf, readCard, Stage } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A platform that is asked about its members. */
class AskedStage extends Stage {
  readonly left = new Set<string>();
  readonly names = new Map<string, string>();
  readonly lookedUp: string[] = [];

  async present(_place: Place, members: readonly string[]): Promise<ReadonlyMap<string, Presence>> {
    this.lookedUp.push(...members);
    return new Map(
      members.map((id) => [id, { left: this.left.has(id), name: this.names.get(id) ?? null }]),
    );
  }
}

let stage: AskedStage;
let world: World;

beforeEach(async () => {
  stage = new AskedStage();
  const colours = deckOf('colours', questions(40));
  world = await openWorld({ decks: decksOf(colours), stage });
});

afterEach(async () => {
  expect(await world.store.verify()).toEqual([]);
  await world.close();
});

async function passes(ms: number): Promise<void> {
  const end = world.clock.now() + ms;
  while (world.clock.now() < end) {
    world.clock.jumpTo(Math.min(end, world.clock.now() + 10 * 60_000));
    await world.worker.tick();
  }
}

describe('rows 55 and 57: members are looked up before a board shows them', () => {
  async function answeredWeek(): Promise<void> {
    await world.says('boss', 'schedule weekly mon 09:00 Europe/Berlin');
    await world.says('boss', 'ask');
    for (const member of ['ada', 'ben', 'uben2']) await world.chooses(member, 'green');
  }

  it('row 55: who has left the server is not on the board', async () => {
    await answeredWeek();
    stage.left.add('ben');
    await passes(6 * DAY);
    const board = readCard(stage.last('board:').card);
    expect(board).toContain('ada');
    expect(board).not.toContain('| ben');
    expect(stage.lookedUp.toSorted()).toEqual(['ada', 'ben', 'uben2']);
  });

  it('row 57: a handle is replaced by the display name', async () => {
    await answeredWeek();
    stage.names.set('uben2', 'Ben Nimmo');
    await passes(6 * DAY);
    const board = readCard(stage.last('board:').card);
    expect(board).toContain('Ben Nimmo');
    expect(board).not.toContain('uben2');
  });

  it('row 55: a shared board too', async () => {
    await answeredWeek();
    stage.left.add('ben');
    await world.says('boss', 'close');
    await world.says('boss', 'leaderboard week channel share');
    expect(readCard(stage.last('share:').card)).not.toContain('| ben');
  });

  it('row 57: the name that follows a press is stored, and brings nobody back', async () => {
    await answeredWeek();
    const named = { kind: 'member-named', workspace: PLACE.workspace, locale: 'de-DE' } as const;
    await world.bot.onWorkspaceEvent({ ...named, member: 'uben2', name: 'Ben Nimmo' });
    await world.bot.onWorkspaceEvent({ ...named, member: 'nobody', name: 'Nobody' });
    const members = await world.store.tx(PLACE.workspace, async (tx) => [
      await tx.members.get('uben2'),
      await tx.members.get('nobody'),
    ]);
    expect(members).toMatchObject([{ name: 'Ben Nimmo', language: 'de-DE' }, null]);
  });
});

describe('row 54: one uncertain post with many behind it', () => {
  /** A platform that lost a post and cannot be asked for it. */
  function loses(): void {
    stage.faults.push('unknown');
    stage.find = () => {
      const advice = { en: 'Try again later.', de: 'Später noch einmal.' };
      throw new PostError({ failure: 'unknown', code: 'timeout', advice });
    };
  }
  const told = (): readonly string[] => stage.told.map((one) => readCard(one.card));

  it('row 54: its owner is told once, in words that are true', async () => {
    loses();
    await world.says('boss', 'ask');
    await world.says('boss', 'schedule daily 10:00 Europe/Berlin daily');
    await passes(3 * HOUR);
    const jams = told().filter((sentence) => sentence.includes('I cannot tell yet'));
    expect(jams).toHaveLength(1);
    expect(jams[0]).toContain('What about q0?');
    const asked = await world.says('boss', 'ask');
    expect(asked).toMatch(/^Asked: the question waits behind an earlier post\. I cannot tell yet/);
    expect(asked).not.toContain('on its way');
  });

  it('row 54: a manager who asks behind it reads so at once, and which channel it is', async () => {
    loses();
    await world.says('boss', 'ask');
    await world.worker.tick();
    world.clock.jumpTo(world.clock.now() + 30_000);
    expect(await world.says('boss', 'ask')).toMatch(/^Asked: the question waits behind/);
    await passes(HOUR);
    const jam = told().find((sentence) => sentence.includes('I cannot tell yet'));
    expect(jam).toContain(`#${PLACE.channel}: I cannot tell yet`);
    expect(jam).toContain('“Deck colours: What about q0?”. 1 later post');
  });

  it('row 54: what waits is open to nobody, and taken back if it waits until its end', async () => {
    loses();
    await world.says('boss', 'ask');
    await passes(HOUR);
    await world.says('boss', 'ask');
    await passes(HOUR);
    const home = await world.says('ada', '');
    expect(home).toContain('What about q0?');
    expect(home).not.toContain('What about q1?');
    await passes(25 * HOUR);
    stage.find = () => Promise.resolve({ kind: 'absent' });
    await passes(HOUR);
    // Both are taken back: the first one turned out not to be there after its end.
    expect(stage.messages).toEqual([]);
    await world.says('boss', 'ask');
    await world.says('boss', 'ask');
    await passes(HOUR);
    const posted = stage.messages.map(({ card }) => readCard(card)).join('\n');
    expect(posted).toMatch(/What about q0\?[^]*What about q1\?/);
  });

  it('row 54: closing a question that waits takes it back, and says so', async () => {
    loses();
    await world.says('boss', 'ask');
    await passes(HOUR);
    await world.says('boss', 'ask');
    await passes(HOUR);
    expect(await world.says('boss', 'close 2')).toContain('was not posted yet');
    stage.find = () => Promise.resolve({ kind: 'absent' });
    await passes(HOUR);
    expect(stage.messages.filter(({ name }) => /^(round|reveal):/.test(name))).toHaveLength(1);
  });

  it('row 54: home shows it to managers alone, and until it is over', async () => {
    loses();
    await world.says('boss', 'ask');
    await passes(HOUR);
    await world.says('boss', 'ask');
    expect(await world.says('boss', '')).toContain(
      '1 later post to its channel waits until I know',
    );
    expect(await world.says('ada', '')).not.toContain('I cannot tell yet');
    stage.find = () => Promise.resolve({ kind: 'absent' });
    await passes(HOUR);
    expect(await world.says('boss', '')).not.toContain('I cannot tell yet');
    expect(stage.messages.filter(({ name }) => name.startsWith('round:'))).toHaveLength(2);
  });
});

describe('row 16: a welcome where the bot arrives', () => {
  const here = { kind: 'channel-here', place: PLACE, inviter: 'boss' } as const;
  const welcomes = () => stage.messages.filter(({ name }) => name.startsWith('welcome:'));

  it('row 16: comes once, with three buttons that work', async () => {
    await world.bot.onWorkspaceEvent(here);
    await world.bot.onWorkspaceEvent(here);
    await world.worker.flush();
    expect(welcomes()).toHaveLength(1);
    const { card } = stage.last('welcome:');
    expect(readCard(card)).toContain('[Daily question at 9] [Weekly board] [Try it alone]');
    expect(await world.presses('boss', codeOf(card, 'Daily question at 9'))).toContain('09:00');
    expect(await world.presses('boss', codeOf(card, 'Weekly board'))).toContain('09:00');
    expect(await world.presses('ada', codeOf(card, 'Try it alone'))).toContain('1 / ');
    expect(await world.presses('ada', codeOf(card, 'Daily question at 9'))).toContain('manager');
  });

  it('row 16: not where it is at work already', async () => {
    await world.says('boss', 'schedule daily 09:00 Europe/Berlin');
    await world.bot.onWorkspaceEvent(here);
    await world.worker.flush();
    expect(welcomes()).toHaveLength(0);
  });
});

describe('the outcome of a post, when the connection to the database ends at its commit', () => {
  /** A sender whose store says that nobody can know: at first it has saved nothing, then it has. */
  function senderThatIsCutOff(times: number): Sender {
    let failed = 0;
    const { app } = world;
    const cut = (): never => {
      failed += 1;
      throw new StoreError('busy', 'planted');
    };
    const tx: typeof app.store.tx = async (workspace, work) => {
      const result = await app.store.tx(workspace, async (inner) => {
        const made = await work(inner);
        return failed === 0 ? cut() : made;
      });
      return failed < times ? cut() : result;
    };
    return new Sender({ ...app, store: { ...app.store, tx } }, 'another-process');
  }

  it.each([1, 2])(
    'is recorded once after %i failures, and the channel waits for nothing',
    async (times) => {
      await world.bot.handle({
        place: PLACE,
        actor: { id: 'boss', name: 'boss', manages: true, locale: null, zone: null },
        intent: { kind: 'line', line: 'ask colours' },
      });
      const sender = senderThatIsCutOff(times);
      while (await sender.sendSome(['web']));
      expect(await world.store.outbox.counts()).toMatchObject({ sent: 1, sending: 0, pending: 0 });
      await world.says('boss', 'question close');
      await world.says('boss', 'ask colours');
      const shown = stage.messages.filter(({ name }) => name.startsWith('round:'));
      expect(new Set(shown.map(({ name }) => name)).size).toBe(2);
      expect(shown).toHaveLength(2);
    },
  );
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Place } from '../../src/ports/identity.ts';
import { z } from 'zod';
import { StoreError } from '../../src/ports/errors.ts';
import { Database } from '../../src/store/sqlite/driver.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { codeOf, readCard } from './stage.ts';
import { openWorld, type World } from './world.ts';
import { wordsIn } from '../../src/i18n/index.ts';

const en = wordsIn('en');

const DAY = 24 * 3_600_000;
/** More than one look serves. */
const MANY_QUESTIONS = 520;
const MANY_REMINDERS = 220;
const WORKSPACES = 4;

let folder: string;
let world: World;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'deckhand-due-'));
  world = await openWorld({
    decks: decksOf(deckOf('colours', [question('sky'), question('sea')])),
    file: path.join(folder, 'quiz.db'),
  });
});

afterEach(async () => {
  expect(await world.store.verify()).toEqual([]);
  await world.close();
  await rm(folder, { recursive: true });
});

/** Rows that another connection to the file reads or changes. */
function onFile(sql: string): readonly unknown[] {
  const database = new Database(path.join(folder, 'quiz.db'));
  try {
    const statement = database.prepare(sql);
    return statement.reader ? statement.all() : [statement.run()];
  } finally {
    database.close();
  }
}

const placeOf = (index: number): Place => ({
  platform: 'web',
  workspace: `web:w${index % WORKSPACES}`,
  channel: `c${index}`,
});

/** In each of so many channels somebody types a line; one person alone would be asked for patience. */
async function inChannels(count: number, who: string, line: string): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const id = `${who}${index}`;
    await world.bot.handle({
      place: placeOf(index),
      actor: { id, name: id, manages: who === 'boss', locale: null, zone: null },
      intent: { kind: 'line', line },
    });
  }
}

describe('much that is due at the same moment', () => {
  it('closes every question at its time, and one that cannot be read holds up no other', async () => {
    await inChannels(MANY_QUESTIONS, 'boss', 'ask');
    await world.worker.tick();
    const [first] = onFile('select id, dealt from rounds order by closes_at, id limit 1');
    const { id, dealt } = z.object({ id: z.string(), dealt: z.string() }).parse(first);
    onFile(`update rounds set dealt = 'nonsense' where id = '${id}'`);
    world.clock.jumpTo(world.clock.now() + DAY);
    await world.worker.tick();
    expect(onFile('select id from rounds where closed_at is null')).toEqual([{ id }]);
    const errors = world.log.filter(({ level }) => level === 'error');
    expect(new Set(errors.map(({ message }) => message))).toEqual(
      new Set(['a question could not be closed; the next look tries again']),
    );
    onFile(`update rounds set dealt = '${dealt}' where id = '${id}'`);
    await world.worker.tick();
    expect(onFile('select id from rounds where closed_at is null')).toEqual([]);
    await world.passes(60_000);
    const reveals = world.stage.messages.filter(({ name }) => name.startsWith('reveal:'));
    expect(new Set(reveals.map(({ name }) => name)).size).toBe(MANY_QUESTIONS);
    expect(reveals).toHaveLength(MANY_QUESTIONS);
  });

  it('does not try every question of a workspace that another process holds', async () => {
    await inChannels(MANY_QUESTIONS, 'boss', 'ask');
    await world.worker.tick();
    world.clock.jumpTo(world.clock.now() + DAY);
    const open = world.store.tx.bind(world.store);
    let refused = 0;
    const held = vi.spyOn(world.store, 'tx').mockImplementation(async (workspace, work) => {
      if (workspace !== placeOf(0).workspace) return open(workspace, work);
      refused += 1;
      throw new StoreError('busy', 'another process holds it');
    });
    await world.worker.tick();
    held.mockRestore();
    expect(refused).toBeLessThan(10);
    const waiting = 'select distinct workspace from rounds where closed_at is null';
    expect(onFile(waiting)).toEqual([{ workspace: placeOf(0).workspace }]);
    await world.worker.tick();
    expect(onFile(waiting)).toEqual([]);
  });

  it('reminds every member at the hour they chose', async () => {
    await inChannels(MANY_REMINDERS, 'mira', 'remind at 16:30 daily');
    await inChannels(MANY_REMINDERS, 'boss', 'ask');
    await world.passes(60_000);
    world.clock.jumpTo(world.clock.now() + 8 * 3_600_000);
    await world.passes(20_000);
    expect(new Set(world.stage.told.map(({ member }) => member)).size).toBe(MANY_REMINDERS);
    expect(world.stage.told).toHaveLength(MANY_REMINDERS);
  });

  it('counts the answers of a question although another one cannot be read', async () => {
    await inChannels(1 + WORKSPACES, 'boss', 'ask');
    await world.passes(20_000);
    const asked = world.stage.messages.filter(({ name }) => name.startsWith('round:'));
    const together = asked.filter(({ place }) => place.workspace === placeOf(0).workspace);
    // The first press is counted at once; those that follow it wait a few seconds, and are counted together.
    const early = asked.find((one) => !together.includes(one));
    for (const one of [early, ...together])
      if (one !== undefined)
        expect(await world.presses('mira', codeOf(one.card, 'A'), one.place)).toMatch(
          /chose A|A, /,
        );
    const [broken, other] = together.map(({ name }) => name.replace('round:', ''));
    onFile(`update rounds set dealt = 'x' || dealt where id = '${broken}'`);
    await world.passes(20_000);
    onFile(`update rounds set dealt = substr(dealt, 2) where id = '${broken}'`);
    const shown = world.stage.messages.find(({ name }) => name === `round:${other}`);
    expect(shown === undefined ? '' : readCard(shown.card)).toContain(
      en.answeredSoFar({ count: 1 }),
    );
  });

  it('forgets old posts although those of one workspace cannot be deleted', async () => {
    await inChannels(WORKSPACES, 'boss', 'ask');
    await world.passes(20_000);
    onFile(`create trigger stuck before delete on posts when old.workspace = 'web:w0'
      begin select raise(abort, 'planted'); end`);
    world.clock.jumpTo(world.clock.now() + 40 * DAY);
    await world.passes(20_000);
    world.clock.jumpTo(world.clock.now() + 40 * DAY);
    await world.passes(20_000);
    onFile('drop trigger stuck');
    const left = onFile("select distinct workspace from posts where name like 'edit:%'");
    expect(left).toEqual([{ workspace: 'web:w0' }]);
  });
});

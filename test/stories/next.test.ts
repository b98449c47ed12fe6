import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { codeOf, readCard } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';

const en = wordsIn('en');
const HALF_HOUR = 1_800_000;
const DAY = 48 * HALF_HOUR;
const names = Array.from({ length: 9 }, (_, place) => `q${place}`);

let world: World;

beforeEach(async () => {
  world = await openWorld({
    decks: decksOf(
      deckOf(
        'colours',
        names.map((name) => question(name)),
      ),
    ),
  });
  world.locales.set('boss', 'en-GB');
  await world.says('boss', 'schedule daily 09:30 Europe/Berlin daily');
});
afterEach(async () => {
  expect(await world.store.verify()).toEqual([]);
  await world.close();
});

async function cardOf(line: string): Promise<Card> {
  const reply = await world.reply('boss', line);
  if (reply.kind !== 'card' && reply.kind !== 'replace') throw new Error(`no card: ${reply.kind}`);
  return reply.card;
}

/** The stem that will be asked on each shown date. */
async function planned(): Promise<readonly string[]> {
  return [...readCard(await cardOf('next')).matchAll(/What about (q\d)\?/g)].map(
    ([, id]) => id ?? '',
  );
}

const asked = (): string | undefined =>
  /What about (q\d)\?/.exec(readCard(world.stage.last('round:').card))?.[1];

describe('/quiz next', () => {
  it('shows a manager what will be asked and when, and that is what is asked', async () => {
    const shown = readCard(await cardOf('next'));
    expect(shown).toContain('Tue 24 Nov, 09:30 (Europe/Berlin) · Deck colours\nWhat about q0?');
    expect(shown).toContain('[Swap Tue 24 Nov] [Leave out Tue 24 Nov]');
    const next = await planned();
    expect(next).toEqual(['q0', 'q1', 'q2', 'q3', 'q4']);
    expect(await world.says('boss', 'nächste')).toBe(shown);
    world.clock.jumpTo(world.clock.now() + HALF_HOUR);
    for (const id of next.slice(0, 3)) {
      await world.worker.tick();
      expect(asked()).toBe(id);
      world.clock.jumpTo(world.clock.now() + DAY);
    }
    // No option and no key is in it.
    expect(shown).not.toContain('way of');
  });

  it('swaps one by a button, again and again, and each other date keeps its own', async () => {
    const first = await cardOf('next');
    const said = await world.presses('boss', codeOf(first, 'Swap Tue 24 Nov'));
    // The first free one behind the four weeks of dates would be taken; nine questions go round.
    expect(said).toContain(en.nextNoOther());
    expect(said).toContain('[Swap Tue 24 Nov]');
    await world.says('boss', 'schedule remove daily');
    await world.says('boss', 'schedule daily 09:30 Europe/Berlin tue');
    const card = await cardOf('next');
    const seen = new Set(await planned());
    expect([...seen]).toEqual(['q0', 'q1', 'q2', 'q3']);
    for (const id of ['q4', 'q5', 'q6']) {
      const now = await world.presses('boss', codeOf(card, 'Swap Tue 24 Nov'));
      expect(now).toContain(en.nextSwapped({ day: 'Tue 24 Nov', stem: `What about ${id}?` }));
      expect(now).toContain(`${en.nextChosen()}\nWhat about ${id}?`);
    }
    world.clock.jumpTo(world.clock.now() + HALF_HOUR);
    await world.worker.tick();
    expect(asked()).toBe('q6');
    expect(await world.says('boss', 'log')).toContain('schedule swap 2026-11-24T09:30');
  });

  it('takes the question that a manager names, by date and schedule as people type them', async () => {
    expect(await world.says('boss', 'swap 25 Nov q7')).toContain(
      en.nextSwapped({ day: 'Wed 25 Nov', stem: 'What about q7?' }),
    );
    expect(await world.says('boss', 'schedule swap tomorrow colours/q8')).toContain('q8?');
    expect(await world.says('boss', 'schedule swap daily 25 Nov q77')).toContain(
      en.nextUnknown({ question: 'q77', near: 'q7' }),
    );
    expect(await world.says('boss', 'swap 24 Dec q1')).toContain(
      en.nextNoDate({ day: 'Thu 24 Dec' }),
    );
    expect((await planned())[1]).toBe('q8');
  });

  it('leaves a date out and brings it back, in the same card', async () => {
    const card = await cardOf('next');
    const out = await world.presses('boss', codeOf(card, 'Leave out Wed 25 Nov'));
    expect(out).toContain(en.nextDropped({ day: 'Wed 25 Nov' }));
    expect(out).toContain(`Wed 25 Nov, 09:30 (Europe/Berlin) · ${en.nextLeftOut()}`);
    expect(await world.says('boss', 'swap 25 Nov')).toContain(
      en.nextIsLeftOut({ day: 'Wed 25 Nov' }),
    );
    const again = await cardOf('next');
    const back = await world.presses('boss', codeOf(again, 'Post on Wed 25 Nov after all'));
    expect(back).toContain('Wed 25 Nov, 09:30 (Europe/Berlin) · Deck colours');
  });

  it('is for managers alone, also by its buttons', async () => {
    const card = await cardOf('next');
    expect(await world.says('bo', 'next')).toBe(en.onlyManagers());
    expect(await world.presses('bo', codeOf(card, 'Swap Tue 24 Nov'))).toBe(en.onlyManagers());
    expect(await world.presses('bo', codeOf(card, 'Leave out Tue 24 Nov'))).toBe(en.onlyManagers());
    expect(await planned()).toHaveLength(5);
  });

  it('says where there is a daily question, and why there is none here', async () => {
    const other = { ...PLACE, channel: 'backend' };
    const none = await world.says('boss', 'next', other);
    expect(none).toContain(`${en.nextNone()}\n${en.nextElsewhere()}#team-quiz`);
    expect(await world.says('boss', 'next #team-quiz', other)).toContain(
      'Tue 24 Nov, 09:30 (Europe/Berlin) · #team-quiz · Deck colours',
    );
    await world.says('boss', 'schedule pause daily');
    expect(await world.says('boss', 'next')).toContain(en.nextPaused());
  });
});

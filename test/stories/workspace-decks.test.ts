import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveDeck, removeDeck, restoreDeck } from '../../src/app/authoring/save-deck.ts';
import { keepDraft, openDeck } from '../../src/app/authoring/drafts.ts';
import { complete } from '../../src/app/bot/completion.ts';
import { plain } from '../../src/domain/text.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import type { Place } from '../../src/ports/identity.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { codeOf } from './stage.ts';
import { openWorld, PLACE, TUESDAY_NINE, type World } from './world.ts';

const en = wordsIn('en');
const OTHER: Place = { ...PLACE, workspace: 'web:other' };

/** A deck that cannot be mistaken for one of the folder. */
function deckYaml(id: string, questions: readonly string[], stem = 'What is'): string {
  return [
    `deck: ${id}`,
    'title: Our own deck',
    'style: fact',
    'tips:',
    '  - Read it twice',
    'questions:',
    ...questions.flatMap((name) => [
      `  - id: ${name}`,
      `    ask: ${stem} ${name}?`,
      '    options:',
      `      - {id: good, text: The good ${name}, key: true, why: It is good}`,
      `      - {id: bad, text: The bad ${name}, why: It is bad}`,
      '    explain: Good beats bad',
      '    tags: [own]',
    ]),
    '',
  ].join('\n');
}

let world: World;

beforeEach(async () => {
  world = await openWorld({ decks: decksOf(deckOf('d', [question('q1'), question('q2')])) });
});

afterEach(async () => {
  expect(await world.store.verify()).toEqual([]);
  await world.close();
});

function save(source: string, { id = 'own', base = 0, member = 'boss', place = PLACE } = {}) {
  return saveDeck(world.app, place.workspace, { id, source, base, member });
}

describe('a deck of a workspace', () => {
  it('is listed, completed, asked, practised and scheduled like one of the folder', async () => {
    expect(await save(deckYaml('own', ['alpha']))).toMatchObject({ kind: 'saved', version: 1 });
    const line = en.deckLine({ title: 'Our own deck', count: 1, id: 'own' });
    expect(await world.says('ann', 'decks')).toContain(line);
    expect(await world.says('ann', 'tips own')).toContain('Read it twice');
    const typing = { command: 'ask', argument: 'deck', typed: 'ow' };
    const actor = { id: 'ann', name: 'ann', manages: null, locale: null, zone: null };
    expect(await complete(world.app, { place: PLACE, actor }, typing)).toEqual([
      { value: 'own', label: 'Our own deck' },
    ]);
    expect(await world.says('ann', 'practice own')).toContain('What is alpha?');
    await world.says('boss', 'ask own');
    expect(world.stage.last('round:').card.gist).toContain('What is alpha?');
    expect(await world.chooses('ann', 'good')).toContain('The good alpha');
    await world.says('boss', 'schedule daily 09:00 own');
    world.clock.jumpTo(TUESDAY_NINE + 24 * 3_600_000);
    await world.worker.tick();
    expect(world.stage.messages.filter(({ name }) => name.startsWith('round:'))).toHaveLength(2);
  });

  it('is invisible to every other workspace', async () => {
    await save(deckYaml('own', ['alpha']));
    expect(await world.says('boss', 'decks', OTHER)).not.toContain('Our own deck');
    expect(await world.says('boss', 'ask own', OTHER)).toContain(
      en.noDeck({ deck: 'own', near: null }),
    );
    expect(await world.says('ann', 'practice own', OTHER)).toContain(
      en.noDeck({ deck: 'own', near: null }),
    );
    const { workspace } = OTHER;
    await world.store.tx(workspace, async (tx) => {
      expect(await tx.decks.current()).toEqual([]);
      expect(await tx.decks.source('own', 1)).toBeNull();
      expect(await tx.decks.history('own')).toEqual([]);
    });
    // The same id may be used there, for something else.
    await save(deckYaml('own', ['beta']), { place: OTHER });
    await world.says('boss', 'ask own', OTHER);
    expect(world.stage.last('round:').card.gist).toContain('What is beta?');
  });

  it('changes for the next round, and an open round keeps what it asked', async () => {
    await save(deckYaml('own', ['alpha']));
    await world.says('boss', 'ask own');
    const { card } = world.stage.last('round:');
    await save(deckYaml('own', ['alpha'], 'Which one is'), { base: 1 });
    expect(await world.presses('ann', codeOf(card, 'A'))).toContain('alpha');
    const [round] = await world.store.tx(PLACE.workspace, (tx) => tx.rounds.openIn('team-quiz'));
    expect(plain(round?.pinned.question.ask ?? [])).toBe('What is alpha?');
    await world.says('boss', 'ask own alpha');
    expect(world.stage.last('round:').card.gist).toContain('Which one is alpha?');
  });

  it('keeps every version with who made it, and comes back from any of them', async () => {
    await save(deckYaml('own', ['alpha', 'beta']));
    await save(deckYaml('own', ['alpha', 'gamma'], 'Say,'), { base: 1, member: 'mira' });
    const { workspace } = PLACE;
    const history = await world.store.tx(workspace, (tx) => tx.decks.history('own'));
    expect(history.map(({ version, member }) => [version, member])).toEqual([
      [2, 'mira'],
      [1, 'boss'],
    ]);
    expect(history[0]?.changes).toMatchObject({
      added: ['gamma'],
      changed: ['alpha'],
      removed: ['beta'],
      settings: false,
    });
    await world.store.tx(workspace, (tx) =>
      removeDeck({ app: world.app, tx, now: 5 }, { id: 'own', member: 'boss' }),
    );
    expect(await world.says('ann', 'decks')).not.toContain('Our own deck');
    const restored = { id: 'own', version: 1, member: 'boss' };
    expect(await restoreDeck(world.app, workspace, restored)).toBe(3);
    expect(await world.says('ann', 'practice own')).toMatch(/What is (alpha|beta)\?/);
    expect(await world.says('boss', 'log')).toContain('deck restore 1');
  });

  it('refuses what cannot be asked, another id, and the id of another deck', async () => {
    const broken = await save('deck: own\ntitle: x\nquestions: []\n');
    expect(broken.kind).toBe('broken');
    expect(await save(deckYaml('else', ['alpha']))).toEqual({ kind: 'other-id', written: 'else' });
    expect(await save(deckYaml('d', ['alpha']), { id: 'd' })).toEqual({ kind: 'taken' });
    await save(deckYaml('own', ['alpha']));
    expect(await save(deckYaml('own', ['beta']))).toEqual({ kind: 'taken' });
    expect(await world.says('ann', 'practice own')).toContain('What is alpha?');
  });
});

describe('two who write one deck at once', () => {
  it('are merged where they changed different questions', async () => {
    await save(deckYaml('own', ['alpha', 'beta']));
    const base = deckYaml('own', ['alpha', 'beta']);
    const mine = base.replace('What is alpha', 'Why alpha');
    const theirs = base.replace('What is beta', 'Why beta');
    await save(theirs, { base: 1, member: 'mira' });
    expect(await save(mine, { base: 1 })).toEqual({ kind: 'saved', version: 3, merged: true });
    const source = await world.store.tx(PLACE.workspace, (tx) => tx.decks.source('own', 3));
    expect(source).toContain('Why alpha');
    expect(source).toContain('Why beta');
  });

  it('are told of the question that both changed, and the draft stays', async () => {
    const base = deckYaml('own', ['alpha', 'beta']);
    await save(base);
    await save(base.replace('What is alpha', 'Why alpha'), { base: 1, member: 'mira' });
    const source = base.replace('What is alpha', 'When alpha');
    await world.store.tx(PLACE.workspace, (tx) =>
      tx.decks.saveDraft({ deck: 'own', member: 'boss', base: 1, source, at: 1 }),
    );
    expect(await save(source, { base: 1 })).toEqual({ kind: 'conflict', about: ['alpha'] });
    const draft = await world.store.tx(PLACE.workspace, (tx) => tx.decks.draft('own', 'boss'));
    expect(draft?.source).toBe(source);
  });
});

describe('a draft', () => {
  it('is never asked, practised or listed', async () => {
    const source = deckYaml('own', ['alpha']);
    await world.store.tx(PLACE.workspace, async (tx) => {
      await keepDraft({ tx, now: 1 }, { deck: 'own', member: 'boss', base: 0, source });
      const draft = { base: 0, source, isDraft: true, newest: 0 };
      expect(await openDeck({ tx }, 'own', 'boss')).toEqual(draft);
      expect(await openDeck({ tx }, 'own', 'mira')).toBeNull();
    });
    expect(await world.says('boss', 'decks')).not.toContain('Our own deck');
    expect(await world.says('boss', 'ask own')).toContain(en.noDeck({ deck: 'own', near: null }));
  });

  it('goes with its author', async () => {
    await world.says('ann', 'practice');
    await world.store.tx(PLACE.workspace, (tx) =>
      tx.decks.saveDraft({ deck: 'own', member: 'ann', base: 0, source: 'x', at: 1 }),
    );
    await save(deckYaml('own', ['alpha']), { member: 'ann' });
    await world.store.tx(PLACE.workspace, async (tx) => {
      await tx.members.forget('ann', 'nobody-1', 5);
      expect(await tx.decks.drafts('ann')).toEqual([]);
      expect(await tx.decks.drafts('nobody-1')).toEqual([]);
      expect((await tx.decks.history('own')).map(({ member }) => member)).toEqual(['nobody-1']);
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/domain/reply.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { readCard } from './stage.ts';
import { openWorld, PLACE, type World } from './world.ts';

const en = wordsIn('en');
const GOOD = { ask: 'Who was first?', right: 'Eve', wrong: 'Adam\nSteve', why: '', named: 'no' };

let world: World;

beforeEach(async () => {
  world = await openWorld({ decks: decksOf(deckOf('colours', [question('q1')])) });
});
afterEach(() => world.close());

function sends(values: Readonly<Record<string, string>>, member = 'ann'): Promise<Reply> {
  const actor = { id: member, name: member, manages: false, locale: null, zone: null };
  const intent = { kind: 'form', code: '1.form.suggest.', values } as const;
  return world.bot.handle({ place: PLACE, actor, intent });
}

const waiting = () => world.store.tx(PLACE.workspace, (tx) => tx.suggestions.list());

describe('a suggestion', () => {
  it.each([
    ['a blank question', { ask: ' \n ' }, 'ask', en.suggestNoQuestion()],
    ['a blank answer', { right: ' ' }, 'right', en.suggestNoAnswer()],
    ['eight wrong answers', { wrong: '1\n2\n3\n4\n5\n6\n7\n8' }, 'wrong', en.suggestHowManyWrong()],
    ['the right answer as the wrong one', { wrong: 'Eve' }, 'wrong', en.suggestRepeatsRight()],
  ])('with %s is refused at its field', async (_name, values, field, sentence) => {
    expect(await sends({ ...GOOD, ...values })).toEqual({ kind: 'refused', field, sentence });
    expect(await waiting()).toEqual([]);
  });

  it('takes an answer that was written twice once', async () => {
    await sends({ ...GOOD, wrong: '1\n2\n3\n4\n5\n6\n7\n7' });
    const [stored] = await waiting();
    expect(stored?.fields.options).toHaveLength(8);
  });

  it('keeps its text where it cannot be taken, and no form opens in vain', async () => {
    for (let n = 0; n < 20; n += 1) {
      await sends({ ...GOOD, ask: `Question ${n}?` });
      world.clock.jumpTo(world.clock.now() + 2_000);
    }
    expect(await waiting()).toHaveLength(20);
    const sentence = en.suggestTooMany({ count: 20 });
    expect(await sends(GOOD)).toEqual({ kind: 'refused', field: '', sentence });
    expect(await world.says('ann', 'suggest')).toContain(sentence);
  });

  it('that is sent too fast stays in its form', async () => {
    const replies: Reply[] = [];
    for (let n = 0; n < 12; n += 1) replies.push(await sends({ ...GOOD, ask: ' ' }));
    expect(replies.at(-1)).toEqual({ kind: 'refused', field: '', sentence: en.tooFast() });
  });

  it('says that nobody can decide yet where the studio has no address', async () => {
    const reply = await sends(GOOD);
    expect(reply.kind === 'card' && readCard(reply.card)).toContain(en.suggestKept());
    Object.assign(world.app, { studioOrigin: () => 'https://quiz.example.com' });
    const next = await sends({ ...GOOD, ask: 'And then?' });
    expect(next.kind === 'card' && readCard(next.card)).toContain(en.suggestThanks());
  });

  it('is told to a manager once until all have been decided on, and home counts those that wait', async () => {
    Object.assign(world.app, { studioOrigin: () => 'https://quiz.example.com' });
    await world.says('boss', 'schedule daily 09:00');
    const told = async (): Promise<readonly string[]> => {
      await world.worker.tick();
      return world.stage.told
        .filter(({ card }) => readCard(card).includes(en.noticeSuggestions()))
        .map(({ member }) => member);
    };
    await sends(GOOD);
    await sends({ ...GOOD, ask: 'And then?' });
    expect(await told()).toEqual(['boss']);
    expect(await world.says('boss', '')).toContain(en.homeSuggestions({ count: 2 }));
    expect(await world.says('ann', '')).not.toContain(en.homeSuggestions({ count: 2 }));
    for (const { id } of await waiting())
      await world.store.tx(PLACE.workspace, (tx) => tx.suggestions.remove(id));
    await sends({ ...GOOD, ask: 'And now?' });
    expect(await told()).toEqual(['boss', 'boss']);
  });

  it('of the only manager is told to nobody', async () => {
    Object.assign(world.app, { studioOrigin: () => 'https://quiz.example.com' });
    await world.says('boss', 'schedule daily 09:00');
    await sends(GOOD, 'boss');
    await world.worker.tick();
    expect(world.stage.told).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, type Stage } from './stage.ts';
import { deckOf, decksOf, question } from './decks.ts';
import { openWorld, PLACE, type World } from './world.ts';
import type { Form } from '../../src/domain/form.ts';
import { wordsIn } from '../../src/i18n/index.ts';

let world: World;
let stage: Stage;

beforeEach(async () => {
  world = await openWorld({ decks: decksOf(deckOf('colours', [question('q1')])) });
  stage = world.stage;
});

afterEach(() => world.close());

async function pressed(code: string, locale: string): Promise<Form> {
  const reply = await world.bot.handle({
    place: PLACE,
    actor: { id: 'boss', name: 'boss', manages: true, locale, zone: null },
    intent: { kind: 'press', code, message: stage.last('round:').id, own: true },
  });
  if (reply.kind !== 'form') throw new Error(`no form: ${reply.kind}`);
  return reply.form;
}

describe('a list of choices in a form', () => {
  it.each(['en', 'de'] as const)('begins each with a capital (%s)', async (language) => {
    world.locales.set('boss', language);
    await world.says('boss', 'ask');
    const answered = await world.reply('boss', 'schedule list');
    const words = wordsIn(language);
    const card = answered.kind === 'card' ? answered.card : { gist: '', blocks: [] };
    const forms = [
      await pressed(codeOf(card, words.buttonNewDaily()), language),
      await pressed(codeOf(card, words.buttonNewWeekly()), language),
      await pressed(`1.form.report.${stage.last('round:').name.slice('round:'.length)}`, language),
    ];
    const labels = forms.flatMap(({ fields }) =>
      fields.flatMap(({ input }) => ('options' in input ? input.options : [])),
    );
    expect(labels.length).toBeGreaterThan(20);
    expect(labels.filter(({ label }) => /^\p{Ll}/u.test(label))).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { wordsIn } from '../../../src/i18n/index.ts';
import { until } from '../harness.ts';
import { describeImports, GIFT } from '../imports.ts';
import { begin } from '../journey.ts';
import { discordHarness } from './harness.ts';

const en = wordsIn('en');

describeImports('discord', discordHarness);

test('without a file the command opens a form that takes one, and its title', async () => {
  const journey = await begin(discordHarness);
  try {
    const { lineAs, formOf, submitAs, upload, sees } = journey;
    await lineAs('ada', 'question import');
    expect(await formOf('ada')).toContain(en.importTitle());
    await submitAs('ada', { file: upload('fragen über netze.gift', GIFT), title: 'Netze' });
    await until(
      async () =>
        (await sees('ada')).some(({ text }) => text.includes('Netze · 2 questions · netze')),
      'the deck is there',
    );
  } finally {
    await journey.stop();
  }
});

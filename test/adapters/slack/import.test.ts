import { expect, test } from 'vitest';
import { SENTENCES } from '../../../src/adapters/slack/outbound/replies.ts';
import { describeImports } from '../imports.ts';
import { begin } from '../journey.ts';
import { ALL_SCOPES } from './standin/index.ts';
import { slackHarness } from './harness.ts';

describeImports('slack', slackHarness('http'));

test('without files:read there is no form that Slack would refuse, but a sentence', async () => {
  const scopes = ALL_SCOPES.filter((scope) => scope !== 'files:read');
  const journey = await begin(slackHarness('http', scopes));
  try {
    await journey.lineAs('ada', 'import');
    const told = await journey.reads('ada', SENTENCES.noFiles.en);
    expect(told.private).toBe(true);
    expect(await journey.formOf('ada')).toBeNull();
  } finally {
    await journey.stop();
  }
});

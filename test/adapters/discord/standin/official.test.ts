import { expect, test } from 'vitest';
import { officialReasons } from './official.ts';
import { startStandIn } from './index.ts';

const MESSAGES = 'channels/900000000000000001/messages';
const CALLBACK = 'interactions/900000000000000001/token/callback';
const text = (content: unknown) => ({ type: 10, content });

test('Discord’s own description lets pass what is right', () => {
  expect(
    officialReasons('POST', MESSAGES, { content: 'Hello', nonce: 'n', enforce_nonce: true }),
  ).toEqual([]);
  expect(officialReasons('POST', CALLBACK, { type: 8, data: { choices: [] } })).toEqual([]);
});

test.each([
  ['a number for a text', 'POST', MESSAGES, { content: 7 }],
  ['a component that there is not', 'POST', MESSAGES, { components: [{ type: 99 }] }],
  ['a text that is too long', 'POST', MESSAGES, { components: [text('x'.repeat(4_001))] }],
  ['a field that there is not', 'POST', MESSAGES, { content: 'x', colour: 'red' }],
  [
    'a field that there is not, deep inside',
    'POST',
    CALLBACK,
    {
      type: 4,
      data: { components: [{ ...text('x'), bold: true }] },
    },
  ],
  ['a callback of no kind', 'POST', CALLBACK, { type: 77 }],
  ['a name of 33 letters', 'PUT', 'applications/1/commands', [{ name: 'q'.repeat(33) }]],
  [
    'a description of 101 letters',
    'PUT',
    'applications/1/commands',
    [{ name: 'quiz', description: 'x'.repeat(101) }],
  ],
  ['a direct message to nobody', 'POST', 'users/@me/channels', { recipient_id: 5 }],
  [
    'an edit of the original with a wrong flag',
    'PATCH',
    'webhooks/1/token/messages/@original',
    { flags: 'many' },
  ],
  ['a body where there is none', 'POST', 'users/@me', {}],
])('and refuses %s', (_, method, path, body) => {
  expect(officialReasons(method, path, body)).not.toEqual([]);
});

test('the stand-in answers a bad body as Discord does, and remembers it', async () => {
  const standIn = await startStandIn();
  const answer = await fetch(`${standIn.apiUrl}/v10/${MESSAGES}`, {
    method: 'POST',
    headers: {
      authorization: `Bot ${standIn.token}`,
      'content-type': 'application/json',
      'user-agent': 'DiscordBot (https://example.org, 1)',
    },
    body: JSON.stringify({ content: 'x', colour: 'red' }),
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 50035 });
  expect(standIn.state.unlawful.join()).toContain('.colour is not in the description');
  await standIn.close();
});

import { expect, test } from 'vitest';
import { ADA, BO, EVE, PLACE, scene } from '../scene.ts';

test('row 55: who has left the server is known before a board is posted, and by which name the others go', async () => {
  const { chat, standIn } = await scene();
  standIn.state.people.delete(BO);
  const found = await chat.present?.(PLACE, [ADA, BO, EVE]);
  expect([...(found ?? [])]).toEqual([
    [ADA, { left: false, name: 'Ada' }],
    [BO, { left: true, name: null }],
    [EVE, { left: true, name: null }],
  ]);
});

test('row 55: an outage or a pause marks nobody as left', async () => {
  const { chat, standIn, records } = await scene();
  standIn.fail('channel', { kind: 'error', status: 403, code: 50001 });
  standIn.fail('channel', { kind: 'rate', seconds: 0.1, global: false });
  const found = await chat.present?.(PLACE, [BO, EVE, ADA]);
  expect([...(found ?? [])]).toEqual([[ADA, { left: false, name: 'Ada' }]]);
  standIn.fail('channel', { kind: 'status', status: 503 });
  expect((await chat.present?.(PLACE, [BO, EVE, ADA]))?.size).toBe(0);
  expect(records.lines.filter(({ text }) => text.includes('before a board'))).toHaveLength(3);
});

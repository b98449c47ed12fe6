import { afterEach, expect, test } from 'vitest';
import { openRest } from '../../../../src/adapters/discord/outbound/rest.ts';
import type { Rest } from '../../../../src/adapters/discord/outbound/rest.ts';
import { TIMINGS } from '../../../../src/adapters/discord/timings.ts';
import { saying } from '../../recording-bot.ts';
import { ADA, ALONE, calls, PLACE, scene } from '../scene.ts';
import { CHANNEL } from '../standin/index.ts';
import { PostError } from '../../../../src/ports/errors.ts';
import { failure, later, recorder } from '../../harness.ts';

const opened: Rest[] = [];
afterEach(() => {
  for (const rest of opened.splice(0)) rest.close();
});

test('after a thousand refusals in ten minutes posting pauses until these are over', () => {
  let now = 1_000_000;
  const clock = { now: () => now, every: () => () => undefined, after: () => () => undefined };
  const rest = openRest('a.b.c', null, { clock, log: recorder().log, timings: TIMINGS });
  opened.push(rest);
  const refused = (count: number): boolean =>
    rest.api.emit('invalidRequestWarning', { count, remainingTime: 240_000 });
  refused(900);
  expect(() => rest.guard()).not.toThrow();
  refused(1000);
  expect(() => rest.guard()).toThrow(PostError);
  try {
    rest.guard();
  } catch (error) {
    expect(error).toMatchObject({ failure: 'not-sent', retryAfterMs: 240_000 });
  }
  now += 240_000;
  expect(() => rest.guard()).not.toThrow();
});

test('refusals are counted, at most 50 calls a second leave, and members are answered all the same', async () => {
  const { chat, standIn, records } = await scene();
  standIn.fail('post', { kind: 'error', status: 403, code: 50013 }, 200);
  let held = 0;
  // Many at once, each in a channel of its own: a slow machine too is asked for more than 50 in a second.
  for (let turn = 0; calls(standIn, /^POST channels/).length < 100; turn += 1) {
    const errors = await Promise.all(
      Array.from({ length: 60 }, (_, at) => {
        const place = { ...PLACE, channel: `${900_000 + at}` };
        return failure(chat.post(place, saying('x'), `refused:${turn}:${at}`, ALONE));
      }),
    );
    const pauses = errors.filter(({ failure: what }) => what !== 'refused');
    held += pauses.length;
    for (const error of pauses)
      expect(error).toMatchObject({ failure: 'not-sent', code: 'rate_limited' });
    expect((await standIn.command(ADA, 'help', CHANNEL)).type).toBe(4);
    await later(Math.max(0, ...pauses.map(({ retryAfterMs }) => retryAfterMs ?? 0)), null);
  }
  expect(held).toBeGreaterThan(0);
  expect(records.lines.filter(({ text }) => text.includes('refused many'))).toHaveLength(1);
}, 20_000);

import fc, { anyCharacter } from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { decodeAction, encodeAction, LONGEST_CODE, type Action } from '../../src/domain/action.ts';

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,16}$/);
const place = fc.integer({ min: 0, max: 7 });
const step = fc.integer({ min: 0, max: 99 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), round: id, option: place }),
  fc.record({ kind: fc.constant('tips' as const), round: id }),
  fc.record({ kind: fc.constant('report' as const), round: id }),
  fc.record({ kind: fc.constant('step' as const), session: id, step, option: place }),
  fc.record({
    kind: fc.constant('sure' as const),
    session: id,
    step,
    sure: fc.constantFrom('guess' as const, 'fairly' as const, 'sure' as const),
  }),
  fc.record({ kind: fc.constant('next' as const), session: id, step }),
  fc.record({
    kind: fc.constant('settle' as const),
    post: id,
    verdict: fc.constantFrom('there' as const, 'again' as const),
  }),
  fc.record({
    kind: fc.constant('run' as const),
    line: fc.stringMatching(/^[a-z][a-z .-]{0,40}$/),
  }),
  fc.record({
    kind: fc.constant('form' as const),
    form: fc.constantFrom('schedule-daily' as const, 'report' as const),
    about: fc.oneof(id, fc.constant('')),
  }),
);

describe('action codes', () => {
  it('come back as they went, in at most 64 bytes', () => {
    fc.assert(
      fc.property(action, (one) => {
        const code = encodeAction(one);
        expect(new TextEncoder().encode(code).length).toBeLessThanOrEqual(LONGEST_CODE);
        expect(decodeAction(code)).toEqual(one);
      }),
    );
  });

  it('are read from any string without a throw; what is accepted encodes to itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: anyCharacter, maxLength: 200 }), fc.string()),
        (code) => {
          const read = decodeAction(code);
          if (read !== null) expect(encodeAction(read)).toBe(code);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '1.answer.abc.01',
    '1.answer.abc.1.2',
    '2.answer.abc.1',
    '1.answer.a/b.1',
    'x'.repeat(2_000),
  ])('refuses %s', (code) => {
    expect(decodeAction(code)).toBeNull();
  });

  it('refuses to build what would not fit', () => {
    expect(() => encodeAction({ kind: 'run', line: 'x'.repeat(80) })).toThrow(RangeError);
  });
});

import fc from 'fast-check';

/**
 * fast-check with one seed for every run, so that no landing depends on luck: each machine tries the same inputs.
 * `SEEDS=fresh` draws new ones; what they find becomes a test of its own.
 */
fc.configureGlobal(process.env['SEEDS'] === 'fresh' ? {} : { seed: 20_261_129 });

/** Half pairs, which are no characters of their own, stand between these. */
const HALVES = { first: 0xd800, count: 0x800 };

/** Any character as a text's `unit`. fast-check's own `binary` spends over a second on a table of all of them. */
export const anyCharacter: fc.Arbitrary<string> = fc.nat(0x10ffff - HALVES.count).map(
  (place) => String.fromCodePoint(place < HALVES.first ? place : place + HALVES.count),
  (value) => {
    const code = typeof value === 'string' ? value.codePointAt(0) : undefined;
    if (code === undefined || String.fromCodePoint(code) !== value) throw new Error('no character');
    return code < HALVES.first ? code : code - HALVES.count;
  },
);

export default fc;

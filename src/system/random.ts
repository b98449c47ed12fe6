import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../ports/system.ts';

/** The machine's randomness. */
export function systemRandom(): Random {
  return {
    id: () => randomBytes(12).toString('base64url'),
    below: (below) => randomInt(below),
  };
}

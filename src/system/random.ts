import { randomBytes, randomInt } from 'node:crypto';
import type { Chance } from '../ports/system.ts';

/** The machine's randomness. */
export function systemChance(): Chance {
  return {
    id: () => randomBytes(12).toString('base64url'),
    below: (below) => randomInt(below),
  };
}

import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../ports/system.ts';

/** Random values from the operating system. */
export function systemRandom(): Random {
  return {
    id: () => randomBytes(12).toString('base64url'),
    below: (below) => randomInt(below),
  };
}

import { createHash } from 'node:crypto';
import type { Place } from '../../../ports/identity.ts';

/**
 * By what a post is known again. Discord itself knows the nonce, but only for some minutes and not in every list of
 * messages. Components keep the 32-bit `id` that they were sent with (component reference), buttons or not, so the
 * container and its first part carry one each: 62 bits of the name.
 */
export interface Marker {
  /** At most 25 characters (Create Message). */
  readonly nonce: string;
  readonly container: number;
  readonly first: number;
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

export function markerOf(place: Place, name: string): Marker {
  const hash = createHash('sha256').update(`${place.channel}\n${name}`).digest();
  // 24 letters of 5 bits each: 120 bits.
  const nonce = Array.from(hash.subarray(0, 24), (byte) => BASE32.charAt(byte % 32)).join('');
  return {
    nonce,
    container: positive(hash.readUInt32BE(24)),
    first: positive(hash.readUInt32BE(28)),
  };
}

/** 2 … 2^31-1: 0 counts as none, and small ones are what Discord gives to components without one. */
function positive(value: number): number {
  return (value % (2 ** 31 - 1001)) + 1000;
}

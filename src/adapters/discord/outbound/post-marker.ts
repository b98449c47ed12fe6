import { createHash } from 'node:crypto';
import type { ComponentIds } from '../render/index.ts';
import type { Place } from '../../../ports/identity.ts';

/**
 * Identifies a post. Discord remembers the nonce, but only for some minutes and not in every list of messages. Every
 * component keeps the 32-bit `id` that it was sent with (component reference), so the container and its first part
 * carry one each: 62 bits of the name.
 */
export interface PostMarker extends ComponentIds {
  /** At most 25 characters (Create Message). */
  readonly nonce: string;
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

export function markerOf(place: Place, name: string): PostMarker {
  const hash = createHash('sha256').update(`${place.channel}\n${name}`).digest();
  // 24 letters of 5 bits each: 120 bits.
  const nonce = Array.from(hash.subarray(0, 24), (byte) => BASE32.charAt(byte % 32)).join('');
  return {
    nonce,
    container: componentId(hash.readUInt32BE(24)),
    first: componentId(hash.readUInt32BE(28)),
  };
}

/** From 1,000 to 2^31-1: 0 means none, and Discord numbers components without an id from 1. */
function componentId(value: number): number {
  return (value % (2 ** 31 - 1001)) + 1000;
}

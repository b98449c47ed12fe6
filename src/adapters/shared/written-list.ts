import { isShared, remembering } from '../../domain/remembering.ts';

const COMMA = Buffer.from(',');

// Not from a pool, of which one remembered part would keep eight kilobytes.
const writtenOnce = remembering((part: object) => new TextEncoder().encode(JSON.stringify(part)));

/**
 * JSON in UTF-8 around a list, which is written part by part, because parts that many replies show are written once for
 * all of them.
 * @param start what stands before the first part, with the bracket that opens the list
 * @param end what stands after the last one, with the bracket that closes it
 */
export function writeList(start: string, parts: readonly object[], end: string): Uint8Array {
  const pieces: Uint8Array[] = [Buffer.from(start)];
  for (const part of parts) {
    if (pieces.length > 1) pieces.push(COMMA);
    pieces.push(isShared(part) ? writtenOnce(part) : Buffer.from(JSON.stringify(part)));
  }
  pieces.push(Buffer.from(end));
  return Buffer.concat(pieces);
}

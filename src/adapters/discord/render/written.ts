import { ComponentType } from 'discord-api-types/v10';
import { isShared, remembering } from '../../../domain/remembering.ts';
import type { Message } from './index.ts';

const COMMA = Buffer.from(',');
const END = Buffer.from(']}]}}');

// Not from a pool, of which one remembered part would keep eight kilobytes.
const writtenOnce = remembering((part: object) => new TextEncoder().encode(JSON.stringify(part)));

/**
 * An interaction response with a private message, as JSON in UTF-8. The message is written part by part, because those
 * that many replies show are written once for all of them.
 * @param type of the response: a new message, or a change of the pressed one
 */
export function writeResponse(type: number, message: Message): Uint8Array {
  const { flags, allowed_mentions, components } = message;
  const [{ components: parts }] = components;
  const mentions = JSON.stringify(allowed_mentions);
  const start = `{"type":${type},"data":{"flags":${flags},"allowed_mentions":${mentions},"components":[{"type":${ComponentType.Container},"components":[`;
  const pieces: Uint8Array[] = [Buffer.from(start)];
  for (const part of parts) {
    if (pieces.length > 1) pieces.push(COMMA);
    pieces.push(isShared(part) ? writtenOnce(part) : Buffer.from(JSON.stringify(part)));
  }
  return Buffer.concat([...pieces, END]);
}

import { ComponentType } from 'discord-api-types/v10';
import { writeList } from '../../shared/written-list.ts';
import type { Message } from './index.ts';

/**
 * An interaction response with a private message, as JSON in UTF-8.
 * @param type of the response: a new message, or a change of the pressed one
 */
export function writeResponse(type: number, message: Message): Uint8Array {
  const { flags, allowed_mentions, components } = message;
  const [{ components: parts }] = components;
  const mentions = JSON.stringify(allowed_mentions);
  const start = `{"type":${type},"data":{"flags":${flags},"allowed_mentions":${mentions},"components":[{"type":${ComponentType.Container},"components":[`;
  return writeList(start, parts, ']}]}}');
}

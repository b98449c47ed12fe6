import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Card, Picture } from '../../../domain/card.ts';
import type { Clock, Log, Painter } from '../../../ports/system.ts';
import type { Clients } from './web-api.ts';
import { toPostError } from './errors.ts';
import type { Files } from '../render/index.ts';
import { upload } from './uploads.ts';

const REMEMBERED = 200;
/** Slack's maintainers speak of one to two seconds (slackapi/bolt-js, invalid_blocks after an upload). */
const WAITS_MS = [1000, 2000, 4000];

export interface Pictures {
  /** Slack's files for a card's pictures; a picture that cannot be drawn or uploaded is shown by its alt text. */
  filesOf(card: Card): Promise<Files>;
  /**
   * Waits before a message with pictures is sent once more; false if it was repeated often enough. Slack reads a file
   * after it has taken it, and answers `invalid_blocks` until then.
   */
  waitUntilRead(attempt: number): Promise<boolean>;
}

/**
 * Draws pictures and uploads them (files.getUploadURLExternal, scope files:write). A file is shared with nobody until
 * a message shows it. The same picture is uploaded once.
 */
export function openPictures(
  clients: Clients,
  tools: { readonly clock: Clock; readonly log: Log; readonly painter: Painter },
): Pictures {
  const { clock, log, painter } = tools;
  const uploaded = new LRUCache<string, string>({ max: REMEMBERED });

  const fileOf = async (picture: Picture, alt: string): Promise<string | null> => {
    const png = await painter.paint(picture);
    if (png === null) return null;
    const hash = createHash('sha256').update(png).digest('base64url');
    const earlier = uploaded.get(hash);
    if (earlier !== undefined) return earlier;
    const file = await upload(clients, {
      // The name reveals nothing about the content.
      name: `${picture.chart}.png`,
      title: picture.title,
      bytes: new Uint8Array(png),
      alt,
      channel: null,
    });
    if (file === null) return null;
    uploaded.set(hash, file);
    return file;
  };
  return {
    async waitUntilRead(attempt) {
      const ms = WAITS_MS[attempt];
      if (ms === undefined) return false;
      await new Promise<void>((resolve) => {
        clock.after(ms, resolve);
      });
      return true;
    },
    async filesOf(card) {
      const files = new Map<Picture, string>();
      for (const block of card.blocks) {
        if (block.kind !== 'picture') continue;
        try {
          const file = await fileOf(block.picture, block.alt);
          if (file !== null) files.set(block.picture, file);
        } catch (error) {
          log.warn('a picture is shown as text', { code: toPostError(error).code });
        }
      }
      return files;
    },
  };
}

import { createHash } from 'node:crypto';
import type { Card, Picture } from '../../../domain/card.ts';
import type { Log, Painter } from '../../../ports/system.ts';
import type { Clients } from './web-api.ts';
import { toPostError } from './errors.ts';
import type { Files } from '../render/index.ts';
import { upload } from './uploads.ts';

const KEPT_MOST = 200;

export interface Pictures {
  /** Slack's files for a card's pictures; one that cannot be drawn or uploaded is left to its alt text. */
  filesOf(card: Card): Promise<Files>;
}

/**
 * Draws pictures and uploads them (files.getUploadURLExternal, scope files:write). The file is shared with nobody
 * until a message shows it. The same picture is uploaded once.
 */
export function openPictures(clients: Clients, painter: Painter, log: Log): Pictures {
  const uploaded = new Map<string, string>();

  const fileOf = async (picture: Picture, alt: string): Promise<string | null> => {
    const png = await painter.paint(picture);
    if (png === null) return null;
    const hash = createHash('sha256').update(png).digest('base64url');
    const before = uploaded.get(hash);
    if (before !== undefined) return before;
    const file = await upload(clients, {
      // The name says nothing of what is in it.
      name: `${picture.chart}.png`,
      title: picture.title,
      bytes: new Uint8Array(png),
      alt,
      channel: null,
    });
    if (file === null) return null;
    uploaded.set(hash, file);
    const oldest = uploaded.keys().next().value;
    if (uploaded.size > KEPT_MOST && oldest !== undefined) uploaded.delete(oldest);
    return file;
  };
  return {
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

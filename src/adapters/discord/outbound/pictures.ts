import type { RawFile } from 'discord.js';
import { ComponentType } from 'discord-api-types/v10';
import type { APIFileComponent } from 'discord.js';
import type { Card, Picture } from '../../../domain/card.ts';
import type { Log, Painter } from '../../../ports/system.ts';
import type { Files } from '../render/index.ts';
import type { TextFile } from '../../../domain/reply.ts';
import { messageOf } from '../../../ports/errors.ts';

/** A card's pictures, drawn: their names for the renderer, their bytes for the upload. */
export interface Drawn {
  readonly files: Files;
  readonly uploads: RawFile[];
  /** The part of the body that announces the uploads; without entries an edit drops earlier pictures. */
  readonly attachments: readonly { readonly id: string; readonly filename: string }[];
}

/** Draws a card's pictures; one that cannot be drawn is shown by its alt text. Never rejects. */
export async function draw(card: Card, painter: Painter, log: Log): Promise<Drawn> {
  const files = new Map<Picture, string>();
  const uploads: RawFile[] = [];
  for (const block of card.blocks) {
    if (block.kind !== 'picture') continue;
    try {
      const png = await painter.paint(block.picture);
      if (png === null) continue;
      // The name reveals nothing about the content.
      const name = `${block.picture.chart}-${uploads.length}.png`;
      files.set(block.picture, name);
      uploads.push({ name, data: Buffer.from(png), contentType: 'image/png' });
    } catch (error) {
      log.warn('a picture is shown as text', { error: messageOf(error) });
    }
  }
  const attachments = uploads.map(({ name }, id) => ({ id: String(id), filename: name }));
  return { files, uploads, attachments };
}

/** Adds a file. */
export function withFile(drawn: Drawn, { name, text, type }: TextFile): Drawn {
  const upload = { name, data: Buffer.from(text), contentType: type };
  return {
    ...drawn,
    uploads: [...drawn.uploads, upload],
    attachments: [...drawn.attachments, { id: String(drawn.attachments.length), filename: name }],
  };
}

/** In a message of components, only a component makes a file visible. */
export function fileComponent({ name }: TextFile): APIFileComponent {
  return { type: ComponentType.File, file: { url: `attachment://${name}` } };
}

export const NOTHING_DRAWN: Drawn = { files: new Map(), uploads: [], attachments: [] };

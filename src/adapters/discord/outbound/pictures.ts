import type { RawFile } from '@discordjs/rest';
import { ComponentType } from 'discord-api-types/v10';
import type { APIFileComponent } from 'discord-api-types/v10';
import type { Card, Picture } from '../../../domain/card.ts';
import type { Log, Painter } from '../../../ports/system.ts';
import type { Files } from '../render/index.ts';
import type { TextFile } from '../../../domain/reply.ts';

/** A card's pictures, drawn: their names for the renderer, their bytes for the upload. */
export interface Drawn {
  readonly files: Files;
  readonly uploads: RawFile[];
  /** What of the body announces the uploads; an edit without pictures drops those of before by it. */
  readonly attachments: readonly { readonly id: string; readonly filename: string }[];
}

/** Draws what can be drawn; a picture that cannot is left to its alt text. Never rejects. */
export async function draw(card: Card, painter: Painter, log: Log): Promise<Drawn> {
  const files = new Map<Picture, string>();
  const uploads: RawFile[] = [];
  for (const block of card.blocks) {
    if (block.kind !== 'picture') continue;
    try {
      const png = await painter.paint(block.picture);
      if (png === null) continue;
      // The name says nothing of what is in it.
      const name = `${block.picture.chart}-${uploads.length}.png`;
      files.set(block.picture, name);
      uploads.push({ name, data: Buffer.from(png), contentType: 'image/png' });
    } catch (error) {
      const why = error instanceof Error ? error.message : 'not an Error';
      log.warn('a picture is shown as text', { error: why });
    }
  }
  const attachments = uploads.map(({ name }, id) => ({ id: String(id), filename: name }));
  return { files, uploads, attachments };
}

/** A file beside what was drawn. */
export function withFile(drawn: Drawn, { name, text, type }: TextFile): Drawn {
  const upload = { name, data: Buffer.from(text), contentType: type };
  return {
    ...drawn,
    uploads: [...drawn.uploads, upload],
    attachments: [...drawn.attachments, { id: String(drawn.attachments.length), filename: name }],
  };
}

/** Among components a file is seen only where one shows it. */
export function fileComponent({ name }: TextFile): APIFileComponent {
  return { type: ComponentType.File, file: { url: `attachment://${name}` } };
}

export const NOTHING_DRAWN: Drawn = { files: new Map(), uploads: [], attachments: [] };

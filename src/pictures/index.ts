import type { Picture } from '../domain/card.ts';
import type { Log, Painter } from '../ports/system.ts';
import { drawBoard } from './board.ts';
import { Fonts } from './fonts.ts';
import { drawMe } from './me.ts';
import { pageFor, type Canvas } from './page.ts';
import { drawSpread } from './spread.ts';

/**
 * A painter on the optional package `@napi-rs/canvas`. Without it, or where something cannot be drawn, it gives null:
 * every fact of a picture stands as text beside it. The absence is said once, here.
 */
export async function openPainter(log: Log): Promise<Painter> {
  const canvas = await loadCanvas(log);
  if (canvas === null) return { paint: async () => null };
  const fonts = new Fonts(canvas.GlobalFonts, log);
  return {
    async paint(picture) {
      // Boxes in place of somebody's name are worse than no picture: the text beside it has every letter.
      if (!textsOf(picture).every((text) => fonts.write(text, false) !== null)) return null;
      try {
        return await draw(canvas, fonts, picture);
      } catch (error) {
        const why = error instanceof Error ? error.message : 'unknown';
        log.warn('a picture could not be drawn; its text stands alone', { error: why });
        return null;
      }
    },
  };
}

/** Every text that is drawn as it came from a deck or a member. */
function textsOf(picture: Picture): readonly string[] {
  switch (picture.chart) {
    case 'board':
      return [
        picture.title,
        picture.subtitle,
        ...picture.rows.flatMap((row) => [row.name, row.note]),
      ];
    case 'spread':
      return [picture.title, ...picture.bars.map((bar) => bar.label)];
    case 'me':
      return [picture.title, picture.subtitle, ...picture.bars.map((bar) => bar.label)];
    default:
      return picture satisfies never;
  }
}

async function loadCanvas(log: Log): Promise<Canvas | null> {
  try {
    return await import('@napi-rs/canvas');
  } catch {
    log.info(
      'no pictures: the optional package @napi-rs/canvas is not installed; texts say the same',
    );
    return null;
  }
}

async function draw(canvas: Canvas, fonts: Fonts, picture: Picture): Promise<Uint8Array> {
  const page = pageFor(canvas, fonts, picture);
  switch (picture.chart) {
    case 'spread':
      drawSpread(page, picture);
      break;
    case 'board':
      drawBoard(page, picture);
      break;
    case 'me':
      drawMe(page, picture);
      break;
    default:
      picture satisfies never;
  }
  return page.png();
}

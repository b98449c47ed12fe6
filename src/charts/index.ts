import type { Picture } from '../domain/card.ts';
import type { Log, Painter } from '../ports/system.ts';
import { drawBoard } from './leaderboard.ts';
import { Fonts } from './fonts.ts';
import { drawMe } from './me.ts';
import { pageFor, UnwritableError, type Canvas } from './page.ts';
import { drawShares } from './shares.ts';
import { drawSpread } from './spread.ts';
import { messageOf } from '../ports/errors.ts';

/**
 * A painter on the optional package `@napi-rs/canvas`. It returns null without the package and for a picture that it
 * cannot draw; the alt text holds every fact of a picture. A missing package is logged once.
 */
export function openPainter(log: Log): Painter {
  // Both are opened at the first picture: the package is large, and the fonts are hundreds of subsets.
  let loading: Promise<Canvas | null> | null = null;
  let fonts: Fonts | null = null;
  return {
    async paint(picture) {
      const canvas = await (loading ??= loadCanvas(log));
      if (canvas === null) return null;
      try {
        fonts ??= new Fonts(canvas.GlobalFonts, log);
        return await draw(canvas, fonts, picture);
      } catch (error) {
        // Boxes in place of a name are worse than no picture; the text has every letter.
        if (error instanceof UnwritableError) return null;
        const why = messageOf(error);
        log.warn('a picture could not be drawn; its text stands alone', { error: why });
        return null;
      }
    },
  };
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
    case 'shares':
      drawShares(page, picture);
      break;
    default:
      picture satisfies never;
  }
  return page.png();
}

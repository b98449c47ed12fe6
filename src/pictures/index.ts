import { createRequire } from 'node:module';
import type { Picture } from '../domain/card.ts';
import type { Log, Painter } from '../ports/system.ts';
import { drawBoard } from './board.ts';
import { drawMe } from './me.ts';
import { pageFor, type Canvas } from './page.ts';
import { drawSpread } from './spread.ts';

const require = createRequire(import.meta.url);

/** One family name for each file: several subsets under one name give boxes instead of letters (canvas 1.0). */
const FONTS: readonly (readonly [string, string])[] = [
  ['@fontsource/inter/files/inter-latin-400-normal.woff2', 'Deckhand Latin'],
  ['@fontsource/inter/files/inter-latin-700-normal.woff2', 'Deckhand Latin Bold'],
  ['@fontsource/inter/files/inter-latin-ext-400-normal.woff2', 'Deckhand Latin Ext'],
  ['@fontsource/inter/files/inter-latin-ext-700-normal.woff2', 'Deckhand Latin Ext Bold'],
  ['@fontsource/inter/files/inter-cyrillic-400-normal.woff2', 'Deckhand Cyrillic'],
  ['@fontsource/inter/files/inter-greek-400-normal.woff2', 'Deckhand Greek'],
  ['@fontsource/inter/files/inter-vietnamese-400-normal.woff2', 'Deckhand Vietnamese'],
  ['@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2', 'Deckhand Emoji'],
];

/**
 * A painter on the optional package `@napi-rs/canvas`. Without it, or where something cannot be drawn, it gives null:
 * every fact of a picture stands as text beside it. The absence is said once, here.
 */
export async function openPainter(log: Log): Promise<Painter> {
  const canvas = await loadCanvas(log);
  if (canvas === null) return { paint: async () => null };
  for (const [file, family] of FONTS) {
    try {
      canvas.GlobalFonts.registerFromPath(require.resolve(file), family);
    } catch {
      log.debug('a font is not installed; its letters come from the system', { family });
    }
  }
  return {
    async paint(picture) {
      // Boxes in place of somebody's name are worse than no picture: the text beside it has every letter.
      if (!canWrite(canvas, picture)) return null;
      try {
        return await draw(canvas, picture);
      } catch (error) {
        const why = error instanceof Error ? error.message : 'unknown';
        log.warn('a picture could not be drawn; its text stands alone', { error: why });
        return null;
      }
    },
  };
}

/** Scripts that our own fonts hold. */
const OURS =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]*$/u;

/** Other scripts are drawn where the system has fonts, as servers in their countries do. */
function canWrite(canvas: Canvas, picture: Picture): boolean {
  const ours = new Set(FONTS.map(([, family]) => family));
  return (
    OURS.test(JSON.stringify(picture)) ||
    canvas.GlobalFonts.families.some(
      ({ family }) => !ours.has(family) && /CJK|Noto Sans|Arial Unicode/.test(family),
    )
  );
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

async function draw(canvas: Canvas, picture: Picture): Promise<Uint8Array> {
  const page = pageFor(canvas, picture);
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

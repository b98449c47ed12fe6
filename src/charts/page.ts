import type * as canvas from '@napi-rs/canvas';
import type { Picture } from '../domain/card.ts';
import type { Fonts } from './fonts.ts';

export type Canvas = Pick<typeof canvas, 'createCanvas' | 'GlobalFonts'>;

/** Wide enough to be sharp on a phone, which shows it at about a third. */
export const WIDTH = 1_200;
export const MARGIN = 64;
export const ROW = 92;
const TOP = 190;

export const INK = '#1b1f24';
export const SOFT = '#59636e';
export const LINE = '#e3e7ec';
export const ACCENT = '#0b5fce';
export const GOOD = '#116d38';
export const BAR = '#c9d3df';

/** Thrown if no font has a letter of the text. */
export class UnwritableError extends Error {
  override readonly name = 'UnwritableError';
}

export interface Look {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
  /** Longest width; a longer text ends in an ellipsis. */
  readonly width?: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A sheet with a title, and the charts' drawing functions. `y` is the middle of a line of text. */
export interface Page {
  /** Top of the first row. */
  readonly top: number;
  text(value: string, x: number, y: number, look: Look): void;
  bar(box: Box, color: string): void;
  rule(y: number): void;
  /** A tick of that height, drawn without a font. */
  tick(x: number, y: number, size: number, color: string): void;
  png(): Promise<Uint8Array>;
}

/** A light sheet with room for the rows, legible in dark chats too. */
export function pageFor({ createCanvas }: Canvas, fonts: Fonts, picture: Picture): Page {
  const rows = picture.chart === 'board' ? picture.rows.length : picture.bars.length;
  const subtitle = picture.chart === 'spread' ? '' : picture.subtitle;
  const top = subtitle === '' ? TOP - 44 : TOP;
  const sheet = createCanvas(WIDTH, top + rows * ROW + MARGIN - 20);
  const context = sheet.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.textBaseline = 'middle';

  const page: Page = {
    top,
    text(value, x, y, look) {
      const written = fonts.write(value, look.bold === true);
      if (written === null) throw new UnwritableError();
      // Variable fonts are drawn at their thinnest without this setting.
      context.fontVariationSettings = `'wght' ${look.bold === true ? 700 : 400}`;
      context.font = `${look.size}px ${written.families}`;
      context.fillStyle = look.color ?? INK;
      context.textAlign = look.align ?? 'left';
      const width = look.width ?? Infinity;
      context.fillText(
        cut(written.text, (part) => context.measureText(part).width <= width),
        x,
        y,
      );
    },
    bar({ x, y, width, height }, color) {
      context.fillStyle = color;
      context.beginPath();
      context.roundRect(x, y, Math.max(width, 6), height, 10);
      context.fill();
    },
    rule(y) {
      context.fillStyle = LINE;
      context.fillRect(MARGIN, y, WIDTH - 2 * MARGIN, 2);
    },
    tick(x, y, size, color) {
      context.strokeStyle = color;
      context.lineWidth = size / 5;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + size * 0.35, y + size * 0.35);
      context.lineTo(x + size, y - size * 0.4);
      context.stroke();
    },
    png: () => sheet.encode('png'),
  };
  page.text(picture.title, MARGIN, 84, { size: 46, bold: true, width: WIDTH - 2 * MARGIN });
  if (subtitle !== '') {
    page.text(subtitle, MARGIN, 140, { size: 30, color: SOFT, width: WIDTH - 2 * MARGIN });
  }
  return page;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Longer texts are cut before they are measured, which would take long. */
const MOST_GRAPHEMES = 80;

/** The longest beginning that fits, by grapheme, with an ellipsis if it is cut. */
function cut(value: string, fits: (part: string) => boolean): string {
  const line = value
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, (gap) => (gap.includes('\u200d') ? gap : ' '))
    .trim();
  const parts = [...graphemes.segment(line.slice(0, 1_000))].map((part) => part.segment);
  if (parts.length <= MOST_GRAPHEMES && fits(line)) return line;
  for (let length = Math.min(parts.length - 1, MOST_GRAPHEMES); length > 0; length -= 1) {
    const part = `${parts.slice(0, length).join('').trimEnd()}…`;
    if (fits(part)) return part;
  }
  return '…';
}

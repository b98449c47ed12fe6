import type { Picture } from '../domain/card.ts';
import { BAR, GOOD, INK, MARGIN, ROW, SOFT, WIDTH, type Page } from './page.ts';

const LETTER = MARGIN + 8;
const BARS = MARGIN + 84;
const COUNT = 120;

/** A bar for each letter. The key has a tick beside its colour. */
export function drawSpread(page: Page, { bars }: Extract<Picture, { chart: 'spread' }>): void {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const room = WIDTH - BARS - MARGIN - COUNT;
  for (const [index, bar] of bars.entries()) {
    const top = page.top + index * ROW;
    const color = bar.key ? GOOD : INK;
    page.text(bar.letter, LETTER, top + 34, { size: 44, bold: true, color });
    const indent = bar.key ? 44 : 0;
    if (bar.key) page.tick(BARS + 4, top + 16, 24, GOOD);
    page.text(bar.label, BARS + indent, top + 16, {
      size: 28,
      color: bar.key ? GOOD : SOFT,
      bold: bar.key,
      width: room - indent,
    });
    const width = (bar.count / most) * room;
    page.bar({ x: BARS, y: top + 38, width, height: 32 }, bar.key ? GOOD : BAR);
    page.text(String(bar.count), BARS + Math.max(width, 6) + 20, top + 55, {
      size: 34,
      bold: true,
      color,
    });
  }
}

import type { Picture } from '../domain/card.ts';
import { ACCENT, INK, LINE, MARGIN, ROW, SOFT, WIDTH, type Page } from './page.ts';

const ROOM = WIDTH - 2 * MARGIN - 220;

/** A bar for each share, with its interval as a thin line in it. */
export function drawShares(page: Page, { bars }: Extract<Picture, { chart: 'shares' }>): void {
  for (const [index, bar] of bars.entries()) {
    const top = page.top + index * ROW;
    page.text(bar.label, MARGIN, top + 16, { size: 30, width: ROOM });
    const box = { x: MARGIN, y: top + 38, width: ROOM, height: 26 };
    page.bar(box, LINE);
    if (bar.share > 0) page.bar({ ...box, width: bar.share * ROOM }, ACCENT);
    const from = MARGIN + bar.low * ROOM;
    page.bar({ x: from, y: top + 70, width: (bar.high - bar.low) * ROOM, height: 6 }, INK);
    const right = WIDTH - MARGIN;
    page.text(bar.said, right, top + 28, { size: 38, bold: true, align: 'right' });
    page.text(bar.note, right, top + 64, { size: 24, align: 'right', color: SOFT });
  }
}

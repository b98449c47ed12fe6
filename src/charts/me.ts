import type { Picture } from '../domain/card.ts';
import { ACCENT, LINE, MARGIN, ROW, SOFT, WIDTH, type Page } from './page.ts';

const ROOM = WIDTH - 2 * MARGIN - 200;

/** A bar for each tag: right answers of all. */
export function drawMe(page: Page, { bars }: Extract<Picture, { chart: 'me' }>): void {
  for (const [index, bar] of bars.entries()) {
    const top = page.top + index * ROW;
    const share = bar.answered === 0 ? 0 : bar.right / bar.answered;
    page.text(bar.label, MARGIN, top + 16, { size: 30, width: ROOM });
    const box = { x: MARGIN, y: top + 38, width: ROOM, height: 26 };
    page.bar(box, LINE);
    if (bar.right > 0) page.bar({ ...box, width: share * ROOM }, ACCENT);
    const right = WIDTH - MARGIN;
    page.text(`${Math.round(share * 100)} %`, right, top + 28, {
      size: 38,
      bold: true,
      align: 'right',
    });
    page.text(`${bar.right}/${bar.answered}`, right, top + 64, {
      size: 24,
      align: 'right',
      color: SOFT,
    });
  }
}

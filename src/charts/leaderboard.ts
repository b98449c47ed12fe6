import type { Picture } from '../domain/card.ts';
import { ACCENT, BAR, INK, MARGIN, ROW, SOFT, WIDTH, type Page } from './page.ts';

const RANK = MARGIN + 52;
const NAME = MARGIN + 84;
const POINTS = WIDTH - MARGIN;
const NAME_ROOM = 560;

/** Rank, name, a thin bar of the points, right of answered, points. */
export function drawBoard(page: Page, { rows }: Extract<Picture, { chart: 'board' }>): void {
  const most = Math.max(1, ...rows.map((row) => row.points));
  for (const [index, row] of rows.entries()) {
    const top = page.top + index * ROW;
    const first = row.rank === 1;
    if (index > 0) page.rule(top - 8);
    page.text(String(row.rank), RANK, top + 32, {
      size: 40,
      bold: true,
      align: 'right',
      color: first ? ACCENT : SOFT,
    });
    page.text(row.name, NAME, top + 24, { size: 38, bold: first, color: INK, width: NAME_ROOM });
    const width = (row.points / most) * NAME_ROOM;
    page.bar({ x: NAME, y: top + 54, width, height: 14 }, first ? ACCENT : BAR);
    page.text(row.note, POINTS - 170, top + 34, {
      size: 28,
      align: 'right',
      color: SOFT,
      width: 260,
    });
    page.text(String(row.points), POINTS, top + 34, { size: 46, bold: true, align: 'right' });
  }
}

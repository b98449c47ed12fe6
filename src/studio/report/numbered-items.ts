import type { ReportItem } from '../../domain/analysis-report.ts';

/** A question with its number in the table, from 1. */
export interface NumberedItem {
  readonly number: number;
  readonly item: ReportItem;
}

/** Questions that the page shows; the CSV has them all. */
const MOST_SHOWN = 200;

export function numberedItems(items: readonly ReportItem[]): readonly NumberedItem[] {
  return items.slice(0, MOST_SHOWN).map((item, index) => ({ item, number: index + 1 }));
}

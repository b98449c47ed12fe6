import type { types } from '@slack/bolt';
import type { Picture } from '../../../domain/card.ts';
import { clipString } from '../../../fit/index.ts';

/** A chart that Slack draws itself (data visualization block); `@slack/types` 3.2 does not know it yet. */
export interface DataVisualizationBlock extends types.Block {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label: string };
  };
}

export type DataBlock = types.DataTableBlock | DataVisualizationBlock;

/** Data visualization block: title and axis labels 50, categories and names of series 20. */
const TITLE = 50;
const LABEL = 20;
const CATEGORIES = 20;
/** Data table block: 100 rows beside the header. */
const ROWS = 100;
/** The cell that names its row to a screen reader: the member's name. */
const NAME_COLUMN = 1;

const length = (text: string): number => text.length;

/**
 * The picture as a block that Slack draws from its data: it needs no upload, follows the reader's colours and can be
 * read out. Null if the picture has none: one that is too large, or was stored before its columns had names.
 */
export function dataBlock(picture: Picture): DataBlock | null {
  switch (picture.chart) {
    case 'board':
      return boardTable(picture);
    case 'spread':
      return spreadChart(picture);
    case 'me':
    case 'shares':
      return null;
    default:
      return picture satisfies never;
  }
}

function boardTable({
  title,
  columns,
  rows,
}: Extract<Picture, { chart: 'board' }>): types.DataTableBlock | null {
  if (columns === undefined || rows.length === 0 || rows.length > ROWS) return null;
  return {
    type: 'data_table',
    caption: title,
    page_size: rows.length,
    row_header_column_index: NAME_COLUMN,
    rows: [
      columns.map(words),
      ...rows.map(({ rank, name, points, note }) => [
        number(rank),
        words(name),
        number(points),
        words(note),
      ]),
    ],
  };
}

function spreadChart({
  title,
  axis,
  bars,
}: Extract<Picture, { chart: 'spread' }>): DataVisualizationBlock | null {
  if (axis === undefined || bars.length === 0 || bars.length > CATEGORIES) return null;
  const data = bars.map(({ letter, label, count, key }) => ({
    label: clipString(`${letter}${key ? ' ✓' : ''} ${label}`, LABEL, length),
    value: count,
  }));
  return {
    type: 'data_visualization',
    title: clipString(title, TITLE, length),
    chart: {
      type: 'bar',
      series: [{ name: clipString(axis, LABEL, length), data }],
      axis_config: {
        categories: data.map(({ label }) => label),
        y_label: clipString(axis, TITLE, length),
      },
    },
  };
}

/** A cell of a table has at least one character. */
function words(text: string): types.RawTextElement {
  return { type: 'raw_text', text: text === '' ? '–' : text };
}

function number(value: number): types.RawNumberElement {
  return { type: 'raw_number', value, text: String(value) };
}

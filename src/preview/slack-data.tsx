import type { types } from '@slack/bolt';
import type { FC } from 'hono/jsx';
import type { DataVisualizationBlock } from '../adapters/slack/render/data-blocks.ts';

/** A data table as Slack's clients show it. */
export const SlackTable: FC<{ table: types.DataTableBlock }> = ({ table }) => {
  const [head = [], ...rows] = table.rows;
  const header = table.row_header_column_index ?? 0;
  return (
    <table class="data">
      <caption>{table.caption}</caption>
      <thead>
        <tr>
          {head.map((cell) => (
            <th scope="col">{wordsOf(cell)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell, column) =>
              column === header ? <th scope="row">{wordsOf(cell)}</th> : <td>{wordsOf(cell)}</td>,
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

function wordsOf(cell: types.DataTableBlock['rows'][number][number]): string {
  return 'text' in cell ? cell.text : '';
}

/** Width of a bar's drawing area and height of a bar with its distance. */
const WIDE = 240;
const STEP = 28;

/** A bar chart as Slack draws it; turned on its side, so that its labels can be read. */
export const SlackChart: FC<{ chart: DataVisualizationBlock }> = ({ chart: { title, chart } }) => {
  const [series] = chart.series;
  const data = series?.data ?? [];
  const most = Math.max(1, ...data.map(({ value }) => value));
  return (
    <figure class="data">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${WIDE + 200} ${data.length * STEP}`}
        role="img"
        aria-label={data.map(({ label, value }) => `${label}: ${value}`).join(', ')}
      >
        {data.map(({ label, value }, index) => (
          <>
            <text x="0" y={index * STEP + 18}>
              {label}
            </text>
            <rect x="170" y={index * STEP + 4} width={(value / most) * WIDE} height={STEP - 8} />
            <text x={176 + (value / most) * WIDE} y={index * STEP + 18}>
              {value}
            </text>
          </>
        ))}
      </svg>
    </figure>
  );
};

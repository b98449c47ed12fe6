import type { FC } from 'hono/jsx';
import type { Picture } from '../../../domain/card.ts';

type Bars = Extract<Picture, { chart: 'spread' }>;
type Board = Extract<Picture, { chart: 'board' }>;
type Tags = Extract<Picture, { chart: 'me' }>;
type Shares = Extract<Picture, { chart: 'shares' }>;

/** A chart as HTML: it follows the page's light and dark, and a screen reader reads its figures as a table. */
export const Chart: FC<{ picture: Picture; alt: string }> = ({ picture, alt }) => (
  <figure class="chart" aria-label={alt}>
    <ChartBody picture={picture} />
  </figure>
);

const ChartBody: FC<{ picture: Picture }> = ({ picture }) => {
  switch (picture.chart) {
    case 'spread':
      return <SpreadChart chart={picture} />;
    case 'board':
      return <BoardChart chart={picture} />;
    case 'me':
      return <TagsChart chart={picture} />;
    case 'shares':
      return <SharesChart chart={picture} />;
    default:
      return picture satisfies never;
  }
};

const SpreadChart: FC<{ chart: Bars }> = ({ chart }) => {
  const most = Math.max(1, ...chart.bars.map(({ count }) => count));
  return (
    <>
      <figcaption>{chart.title}</figcaption>
      <table>
        <tbody>
          {chart.bars.map(({ letter, label, count, key }) => (
            <tr class={key ? 'key' : undefined}>
              <th scope="row">{key ? `${letter} ✓` : letter}</th>
              <td class="label">{label}</td>
              <td class="bar">
                <meter min={0} max={most} value={count} aria-hidden="true"></meter>
              </td>
              <td class="right">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

const BoardChart: FC<{ chart: Board }> = ({ chart }) => {
  const most = Math.max(1, ...chart.rows.map(({ points }) => points));
  return (
    <>
      <figcaption>{chart.title}</figcaption>
      <table>
        <tbody>
          {chart.rows.map(({ rank, name, points, note }) => (
            <tr>
              <th scope="row">{rank}</th>
              <td class="label">{name}</td>
              <td class="bar">
                <meter min={0} max={most} value={points} aria-hidden="true"></meter>
              </td>
              <td class="right">{points}</td>
              <td class="right soft">{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

const TagsChart: FC<{ chart: Tags }> = ({ chart }) => (
  <>
    <figcaption>{chart.subtitle === '' ? chart.title : chart.subtitle}</figcaption>
    <table>
      <tbody>
        {chart.bars.map(({ label, right, answered }) => (
          <tr>
            <th scope="row" class="label">
              {label}
            </th>
            <td class="bar">
              <meter min={0} max={Math.max(1, answered)} value={right} aria-hidden="true"></meter>
            </td>
            <td class="right">
              {right} / {answered}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);

const SharesChart: FC<{ chart: Shares }> = ({ chart }) => (
  <>
    <figcaption>{chart.title}</figcaption>
    <table>
      <tbody>
        {chart.bars.map(({ label, share, said, note }) => (
          <tr>
            <th scope="row" class="label">
              {label}
            </th>
            <td class="bar">
              <meter min={0} max={1} value={share} aria-hidden="true"></meter>
            </td>
            <td class="right">{said}</td>
            <td class="right soft">{note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);

import type { FC } from 'hono/jsx';
import type { Topic } from '../../domain/analysis-report.ts';
import { percentOf } from '../../i18n/finding-sentences.ts';
import type { Words } from '../../i18n/index.ts';
import { ShareBar, ShareChange } from './share-graphic.tsx';

export interface TopicTableProps {
  readonly words: Words;
  readonly caption: string;
  /** The first column's title. */
  readonly title: string;
  readonly topics: readonly Topic[];
}

interface TopicHeadProps {
  readonly title: string;
  /** What the graphic column shows, for screen readers. */
  readonly graphic: string;
  readonly columns: readonly string[];
  /** Place of the column that narrow windows leave out, from 0. */
  readonly wide: number;
}

const TopicHead: FC<TopicHeadProps> = ({ title, graphic, columns, wide }) => (
  <thead>
    <tr>
      <th scope="col">{title}</th>
      <th scope="col" class="graphic">
        <span class="unseen">{graphic}</span>
      </th>
      {columns.map((column, place) => (
        <th scope="col" class={place === wide ? 'right wide' : 'right'}>
          {column}
        </th>
      ))}
    </tr>
  </thead>
);

/** What is known, by tag or deck: a bar and its figures in each row. */
export const KnownTable: FC<TopicTableProps> = ({ words, caption, title, topics }) => (
  <table class="figures">
    <caption class="unseen">{caption}</caption>
    <TopicHead
      title={title}
      graphic={caption}
      columns={[words.columnRight(), words.columnInterval(), words.columnAnswers()]}
      wide={1}
    />
    <tbody>
      {topics.map(({ name, first }) => (
        <tr>
          <th scope="row">{name}</th>
          {first === null ? (
            <td colspan={4} class="soft">
              {words.analysisFewAnswers()}
            </td>
          ) : (
            <>
              <td class="graphic">
                <ShareBar share={first} />
              </td>
              <td class="right">{percentOf(words, first.value)}</td>
              <td class="right soft wide">
                {percentOf(words, first.interval.low)}–{percentOf(words, first.interval.high)}
              </td>
              <td class="right soft">{first.of}</td>
            </>
          )}
        </tr>
      ))}
    </tbody>
  </table>
);

/** First sight against later sight, by tag: a line from one to the other and its figures in each row. */
export const LearnedTable: FC<TopicTableProps> = ({ words, caption, title, topics }) => {
  const seen = topics.flatMap(({ name, learning }) =>
    learning === null ? [] : [{ name, ...learning }],
  );
  if (seen.length === 0) return <p class="soft">{words.analysisNoLearning()}</p>;
  const better = seen.filter(({ first, later }) => later.value > first.value).length;
  return (
    <table class="figures">
      <caption class="unseen">
        {caption} {words.analysisPlotLearningAlt({ tags: seen.length, better })}
      </caption>
      <TopicHead
        title={title}
        graphic={caption}
        columns={[words.columnFirst(), words.columnLater(), words.columnAnswers()]}
        wide={2}
      />
      <tbody>
        {seen.map(({ name, first, later }) => (
          <tr>
            <th scope="row">{name}</th>
            <td class="graphic">
              <ShareChange from={first.value} to={later.value} />
            </td>
            <td class="right soft">{percentOf(words, first.value)}</td>
            <td class="right">{percentOf(words, later.value)}</td>
            <td class="right soft wide">{first.of}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

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

/** What is known, by tag or deck: a bar and its figures in each row. */
export const KnownTable: FC<TopicTableProps> = ({ words, caption, title, topics }) => (
  <table class="figures">
    <caption class="unseen">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">{title}</th>
        <th scope="col" class="graphic">
          <span class="unseen">{caption}</span>
        </th>
        <th scope="col" class="right">
          {words.columnRight()}
        </th>
        <th scope="col" class="right wide">
          {words.columnInterval()}
        </th>
        <th scope="col" class="right">
          {words.columnAnswers()}
        </th>
      </tr>
    </thead>
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
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" class="graphic">
            <span class="unseen">{caption}</span>
          </th>
          <th scope="col" class="right">
            {words.columnFirst()}
          </th>
          <th scope="col" class="right">
            {words.columnLater()}
          </th>
          <th scope="col" class="right wide">
            {words.columnAnswers()}
          </th>
        </tr>
      </thead>
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

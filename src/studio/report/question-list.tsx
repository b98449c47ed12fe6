import type { FC } from 'hono/jsx';
import { urgency } from '../../domain/analysis-report.ts';
import { FEWEST_FOR_DISCRIMINATION } from '../../domain/item-analysis.ts';
import type { Interval } from '../../domain/statistics.ts';
import { findingSentences, percentOf } from '../../i18n/finding-sentences.ts';
import type { Words } from '../../i18n/index.ts';
import type { NumberedItem } from './numbered-items.ts';
import { OptionBar } from './share-graphic.tsx';

/** The questions, those to look at first and open: findings, figures, and who chose what. */
export const QuestionList: FC<{ words: Words; items: readonly NumberedItem[] }> = ({
  words,
  items,
}) => (
  <ol class="questions">
    {items.map((one) => (
      <li>
        <Question words={words} {...one} />
      </li>
    ))}
  </ol>
);

const Question: FC<{ words: Words } & NumberedItem> = ({ words, number, item }) => {
  const { deck, question, stem, figures } = item;
  const findings = findingSentences(words, item);
  return (
    <details open={urgency(item) > 0}>
      <summary>
        <span class="number">{number}</span>
        <span class="stem">{stem}</span>
        <span class="name">
          {deck} · {question}
        </span>
        <span class="figure">
          {figures.right === null
            ? words.analysisFewAnswers()
            : percentOf(words, figures.right.value)}
        </span>
      </summary>
      {findings.length === 0 ? null : (
        <ul class="findings">
          {findings.map((finding) => (
            <li>{finding}</li>
          ))}
        </ul>
      )}
      <Figures words={words} number={number} item={item} />
      <Options words={words} number={number} item={item} />
    </details>
  );
};

const Figures: FC<{ words: Words } & NumberedItem> = ({ words, item: { figures, learning } }) => {
  const { right, discrimination, sureAndWrong } = figures;
  if (right === null) return null;
  const decimals = new Intl.NumberFormat(words.locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const between = ({ low, high }: Interval, said: (value: number) => string): string =>
    `${said(low)} – ${said(high)}`;
  const percent = (value: number): string => percentOf(words, value);
  return (
    <dl class="facts">
      <dt>{words.columnRight()}</dt>
      <dd>
        {percent(right.value)} <small>({between(right.interval, percent)})</small>
      </dd>
      <dt>{words.columnAnswers()}</dt>
      <dd>{right.of}</dd>
      <dt>{words.columnDiscrimination()}</dt>
      <dd>
        {discrimination === null ? (
          right.of < FEWEST_FOR_DISCRIMINATION ? (
            words.analysisFewAnswers()
          ) : (
            '–'
          )
        ) : (
          <>
            {decimals.format(discrimination.value)}{' '}
            <small>({between(discrimination.interval, (value) => decimals.format(value))})</small>
          </>
        )}
      </dd>
      {sureAndWrong === null ? null : (
        <>
          <dt>{words.columnSure()}</dt>
          <dd>{percent(sureAndWrong.value)}</dd>
        </>
      )}
      {learning === null ? null : (
        <>
          <dt>{words.columnLater()}</dt>
          <dd>
            {percent(learning.later.value)} <small>({percent(learning.first.value)})</small>
          </dd>
        </>
      )}
    </dl>
  );
};

const Options: FC<{ words: Words } & NumberedItem> = ({ words, item }) => {
  const { figures, gists } = item;
  if (figures.options.length === 0) return null;
  const hasHalves = figures.options.some(({ halves }) => halves !== null);
  return (
    <table class="figures">
      <caption class="unseen">{words.analysisOptions()}</caption>
      <thead>
        <tr>
          <th scope="col">{words.columnOption()}</th>
          <th scope="col" class="right">
            {words.columnChosen()}
          </th>
          {hasHalves ? (
            <>
              <th scope="col" class="right">
                {words.columnBetter()}
              </th>
              <th scope="col" class="right">
                {words.columnWeaker()}
              </th>
            </>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {figures.options.map(({ option, isKey, chosen, share, halves }) => (
          <tr class={isKey ? 'key' : undefined}>
            <th scope="row">
              {isKey ? '✓ ' : ''}
              {gists.get(option) ?? option}
              {isKey ? <span class="unseen"> ({words.markKey()})</span> : null}
              <OptionBar share={share} isKey={isKey} halves={halves} />
            </th>
            <td class="right">
              {percentOf(words, share)} <small>({chosen})</small>
            </td>
            {halves === null ? null : (
              <>
                <td class="right">{percentOf(words, halves.better)}</td>
                <td class="right soft">{percentOf(words, halves.weaker)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

import type { Child, FC } from 'hono/jsx';
import type { Report, Topic } from '../../domain/analysis-report.ts';
import type { Turnout } from '../../domain/deck-analysis.ts';
import type { Words } from '../../i18n/index.ts';
import { ItemsPlot } from './items-plot.tsx';
import { numberedItems } from './numbered-items.ts';
import { QuestionList } from './question-list.tsx';
import { KnownTable, LearnedTable } from './topic-table.tsx';
import { meanOf, weekName, WeeksPlot } from './weeks-plot.tsx';

export interface ReportPageProps {
  readonly words: Words;
  readonly report: Report;
  /** The deck's title; null for all decks. */
  readonly title: string | null;
  /** Links beside the heading, for example to the CSV and to other decks. */
  readonly children?: Child;
}

/** How the questions do, as a page's main part. It needs `report.css`, no script, and the colours of the local chat. */
export const ReportPage: FC<ReportPageProps> = ({ words, report, title, children }) => {
  const items = numberedItems(report.items);
  const topics = report.tags.length > 0 ? report.tags : report.decks;
  const column = report.tags.length > 0 ? words.columnTag() : words.columnDeck();
  const judged = report.items.filter(({ figures }) => figures.right !== null).length;
  return (
    <article class="report">
      <header>
        <h1>{words.analysisHeading({ deck: title })}</h1>
        {children}
        <p class={judged === 0 ? undefined : 'soft'}>
          {judged === 0 ? words.analysisTooFew() : words.analysisPrivacy()}
        </p>
        {judged === 0 ? null : <p>{words.analysisAsked({ asked: report.items.length, judged })}</p>}
      </header>
      {judged === 0 ? null : (
        <>
          <div class="parts">
            <Part title={words.analysisPlotTags()} said={words.analysisPlotTagsSaid()}>
              <KnownTable
                words={words}
                caption={words.analysisPlotTags()}
                title={column}
                topics={topics.toSorted(leastKnownFirst)}
              />
            </Part>
            <Part title={words.analysisPlotLearning()} said={words.analysisPlotLearningSaid()}>
              <LearnedTable
                words={words}
                caption={words.analysisPlotLearning()}
                title={column}
                topics={topics}
              />
            </Part>
            <Part title={words.analysisPlotWeeks()} said={words.analysisPlotWeeksSaid()}>
              <WeeksPlot words={words} weeks={report.weeks} />
              <WeeksTable words={words} weeks={report.weeks} />
            </Part>
            <Part title={words.analysisPlotItems()} said={words.analysisPlotItemsSaid()}>
              <ItemsPlot words={words} items={items} />
            </Part>
          </div>
          <Part title={words.analysisQuestions()} said={words.analysisOptionsSaid()}>
            <QuestionList words={words} items={items} />
          </Part>
        </>
      )}
    </article>
  );
};

const Part: FC<{ title: string; said: string; children?: Child }> = ({ title, said, children }) => (
  <section>
    <h2>{title}</h2>
    <p class="soft">{said}</p>
    {children}
  </section>
);

const WeeksTable: FC<{ words: Words; weeks: readonly Turnout[] }> = ({ words, weeks }) => {
  const number = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 1 });
  return (
    <details>
      <summary>{words.analysisFigures()}</summary>
      <table class="figures">
        <caption class="unseen">{words.analysisPlotWeeks()}</caption>
        <thead>
          <tr>
            <th scope="col">{words.columnWeek()}</th>
            <th scope="col" class="right">
              {words.columnAsked()}
            </th>
            <th scope="col" class="right">
              {words.columnEach()}
            </th>
            <th scope="col" class="right">
              {words.columnSmall()}
            </th>
          </tr>
        </thead>
        <tbody>
          {weeks.map((turnout) => (
            <tr>
              <th scope="row">{weekName(words, turnout.week)}</th>
              <td class="right">{turnout.rounds + turnout.small}</td>
              <td class="right">{turnout.rounds === 0 ? '–' : number.format(meanOf(turnout))}</td>
              <td class="right soft">{turnout.small}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
};

function leastKnownFirst(a: Topic, b: Topic): number {
  return (a.first?.value ?? 2) - (b.first?.value ?? 2);
}

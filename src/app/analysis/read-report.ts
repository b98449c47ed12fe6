import { makeReport, type Report } from '../../domain/analysis-report.ts';
import { weekOf, periodsOf } from '../../domain/calendar.ts';
import type { KeptAnalysis } from '../../ports/analysis.ts';
import { analysesNow, analysesOf, statesNow, type ReportParts } from './deck-analyses.ts';

export interface ReportQuery {
  readonly workspace: string;
  /** Null for all decks. */
  readonly deck: string | null;
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA zone of the weeks. */
  readonly zone: string;
}

/** Reads how the questions of a workspace do, however long it takes. A deck that was never asked has an empty report. */
export async function readReport(parts: ReportParts, query: ReportQuery): Promise<Report> {
  const states = await statesNow(parts, query.workspace, query.deck);
  return reportFrom(parts, query, await analysesOf(parts, query.workspace, states));
}

/** A report for a reader who is waiting for it. */
export interface QuickReport {
  readonly report: Report;
  /** Decks whose newest answers are not counted yet. */
  readonly behind: number;
}

/** The report from what is known, or can be analysed while its reader waits. `AnalysisKeeper` analyses the rest. */
export async function readReportNow(parts: ReportParts, query: ReportQuery): Promise<QuickReport> {
  const states = await statesNow(parts, query.workspace, query.deck);
  const { analyses, behind } = await analysesNow(parts, query.workspace, states);
  return { report: await reportFrom(parts, query, analyses), behind: behind.length };
}

async function reportFrom(
  { store }: ReportParts,
  { workspace, deck, now, zone }: ReportQuery,
  decks: readonly KeptAnalysis[],
): Promise<Report> {
  const problems = await store.tx(workspace, ({ analysis }) => analysis.problems());
  const texts = new Map(
    decks.flatMap((one) =>
      one.texts.map(
        ({ hash, gists, ...text }) => [hash, { ...text, gists: new Map(gists) }] as const,
      ),
    ),
  );
  return makeReport({
    deck,
    analyses: decks.map(({ analysis }) => analysis),
    textOf: (_, { figures, hash }) =>
      texts.get(hash) ?? { stem: figures.question, tags: [], gists: new Map() },
    problems,
    week: weekOf(periodsOf(now, zone).day),
  });
}

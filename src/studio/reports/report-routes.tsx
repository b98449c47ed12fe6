import { Hono, type Context } from 'hono';
import type { FC } from 'hono/jsx';
import { readReport, readReportNow, type ReportQuery } from '../../app/analysis/read-report.ts';
import { reportToCsv } from '../../app/analysis/report-file.ts';
import { transact } from '../../app/shared/transact.ts';
import { workspaceDecks } from '../../app/shared/workspace-decks.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import { noDeck } from '../decks/deck-routes.tsx';
import type { StudioEnv } from '../parts.ts';
import { ReportPage } from '../report/report-page.tsx';
import { framed, studioPage } from '../view/layout.tsx';

const PATH = '/studio/report';

/** How the questions do, of one deck or of all, as a page and as a table for a spreadsheet. */
export function reportRoutes(): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  app.get('/studio/report', (c) => showFrame(c));
  app.get('/studio/report/content', (c) => showReport(c));
  app.get('/studio/report/csv', (c) => reportFile(c));
  return app;
}

interface Asked {
  /** The deck's id and title; null for all decks. */
  readonly deck: { readonly id: string; readonly title: string } | null;
  readonly decks: readonly { readonly id: string; readonly title: string }[];
  readonly query: ReportQuery;
}

/** What the address asks for; null if the workspace neither has that deck nor was asked from it. */
async function askedFor(c: Context<StudioEnv>): Promise<Asked | null> {
  const { request, visitor } = c.var;
  const { app } = request;
  const id = c.req.query('deck') ?? '';
  const { zone, decks } = await transact(request, async ({ tx }) => {
    const settings = await tx.channels.channel(visitor.channel);
    const known = await workspaceDecks({ app, tx });
    const asked = [...(await tx.analysis.deckStates()).keys()];
    return {
      zone: settings?.zone ?? app.defaults.zone,
      decks: asked.map((one) => ({ id: one, title: known.find(one)?.title ?? one })),
    };
  });
  const deck = id === '' ? null : (decks.find((one) => one.id === id) ?? undefined);
  if (deck === undefined) return null;
  const { workspace } = visitor;
  return { deck, decks, query: { workspace, deck: deck?.id ?? null, now: request.now, zone } };
}

/** The page opens at once. What it says of the answers follows, and is drawn anew once all of them are counted. */
function showFrame(c: Context<StudioEnv>) {
  const { words } = c.var;
  const deck = c.req.query('deck');
  const query = deck === undefined ? '' : `?${new URLSearchParams({ deck }).toString()}`;
  return c.html(
    studioPage(
      framed(c, { title: words.report(), section: 'report', hasReport: true }),
      <div id="report" hx-get={`${PATH}/content${query}`} hx-trigger="load" hx-swap="outerHTML">
        <h1>{words.report()}</h1>
        <p role="status">{words.reportComing()}</p>
      </div>,
    ),
  );
}

async function showReport(c: Context<StudioEnv>) {
  const { words, request } = c.var;
  const found = await askedFor(c);
  if (found === null) return noDeck(c);
  const { report, behind } = await readReportNow(request.app, found.query);
  if (behind > 0) request.app.wantReport(found.query.workspace);
  // Whoever reads the older figures meanwhile is not disturbed before the newest are there.
  if (behind > 0 && c.req.query('newest') !== undefined) return c.body(null, 204);
  const isEmpty = behind > 0 && report.items.length === 0;
  return c.html(
    <div id="report">
      {behind === 0 ? null : (
        <Coming
          said={isEmpty ? words.reportComing() : words.reportBehind()}
          deck={found.deck?.id ?? ''}
        />
      )}
      {isEmpty ? (
        <h1>{words.report()}</h1>
      ) : (
        <ReportPage words={request.words} report={report} title={found.deck?.title ?? null}>
          <Links words={words} asked={found} />
        </ReportPage>
      )}
    </div>,
  );
}

/** Says that answers are being counted, and draws the report anew once they are. */
const Coming: FC<{ said: string; deck: string }> = ({ said, deck }) => (
  <p
    role="status"
    hx-get={`${PATH}/content?${new URLSearchParams({ deck, newest: '1' }).toString()}`}
    hx-trigger="every 2s"
    hx-target="#report"
    hx-swap="outerHTML"
  >
    {said}
  </p>
);

/** The table for a spreadsheet, and the reports of the other decks. */
const Links: FC<{ words: StudioWords; asked: Asked }> = ({ words, asked: { deck, decks } }) => (
  <ul class="links">
    <li>
      <a href={`${PATH}/csv${deck === null ? '' : `?deck=${deck.id}`}`} download>
        CSV
      </a>
    </li>
    {deck === null ? null : (
      <li>
        <a href={PATH}>{words.allDecks()}</a>
      </li>
    )}
    {decks
      .filter(({ id }) => id !== deck?.id)
      .map(({ id, title }) => (
        <li>
          <a href={`${PATH}?deck=${id}`}>{title}</a>
        </li>
      ))}
  </ul>
);

async function reportFile(c: Context<StudioEnv>) {
  const found = await askedFor(c);
  if (found === null) return noDeck(c);
  const name = `report${found.deck === null ? '' : `-${found.deck.id}`}.csv`;
  const report = await readReport(c.var.request.app, found.query);
  return c.body(reportToCsv(report), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
  });
}

import { Hono, type Context } from 'hono';
import { readReport } from '../../app/analysis/read-report.ts';
import { reportToCsv } from '../../app/analysis/report-file.ts';
import { transact } from '../../app/shared/transact.ts';
import { workspaceDecks } from '../../app/shared/workspace-decks.ts';
import type { Report } from '../../domain/analysis-report.ts';
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

interface Found {
  readonly report: Report;
  /** The deck's id and title; null for all decks. */
  readonly deck: { readonly id: string; readonly title: string } | null;
  readonly decks: readonly { readonly id: string; readonly title: string }[];
}

/** The report of the deck in the address; null if the workspace neither has it nor was asked from it. */
async function reportOf(c: Context<StudioEnv>): Promise<Found | null> {
  const { request, visitor } = c.var;
  const { app, now } = request;
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
  const report = await readReport(app, { workspace, deck: deck?.id ?? null, now, zone });
  return { report, deck, decks };
}

/** The page opens at once; a report of many answers takes seconds, the first time. */
function showFrame(c: Context<StudioEnv>) {
  const { words } = c.var;
  const deck = c.req.query('deck');
  const query = deck === undefined ? '' : `?${new URLSearchParams({ deck }).toString()}`;
  return c.html(
    studioPage(
      framed(c, { title: words.report(), section: 'report', hasReport: true }),
      <div hx-get={`${PATH}/content${query}`} hx-trigger="load" hx-swap="outerHTML">
        <h1>{words.report()}</h1>
        <p role="status">{words.reportComing()}</p>
      </div>,
    ),
  );
}

async function showReport(c: Context<StudioEnv>) {
  const { words, request } = c.var;
  const found = await reportOf(c);
  if (found === null) return noDeck(c);
  const { report, deck, decks } = found;
  const query = deck === null ? '' : `?deck=${deck.id}`;
  return c.html(
    <ReportPage words={request.words} report={report} title={deck?.title ?? null}>
      <ul class="links">
        <li>
          <a href={`${PATH}/csv${query}`} download>
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
    </ReportPage>,
  );
}

async function reportFile(c: Context<StudioEnv>) {
  const found = await reportOf(c);
  if (found === null) return noDeck(c);
  const name = `report${found.deck === null ? '' : `-${found.deck.id}`}.csv`;
  return c.body(reportToCsv(found.report), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
  });
}

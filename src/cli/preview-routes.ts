import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { addressesOf, admit, noCache, pageHeaders } from '../pages/request-guard.ts';
import { PAGE as CHAT } from '../adapters/web/render/page-text.ts';
import { staticFiles } from '../adapters/web/setup/static-files.ts';
import { languageOf, type Language } from '../domain/language.ts';
import type { HttpHandler } from '../ports/http.ts';
import { deckList } from '../preview/page/deck-list.tsx';
import { deckPage } from '../preview/page/deck-page.tsx';
import { pageScript, pageStyle } from '../preview/page/document.tsx';
import { PAGE } from '../preview/page/page-text.ts';
import { previewTime, readForPreview } from './previewed-deck.ts';

/** Questions on a page; more would take a browser long. */
const ON_A_PAGE = 20;

const REFUSALS = { wrongAddress: CHAT.wrongAddress, wrongPage: CHAT.wrongPage };

interface PreviewPages {
  readonly files: readonly string[];
  /** Null: each deck's own. */
  readonly language: Language | null;
  readonly host: string;
  readonly port: number;
}

/** The pages of `decks preview`, for browsers on this machine alone. Files are read again at each request. */
export function previewHandler({ files, language, host, port }: PreviewPages): HttpHandler {
  const addresses = addressesOf({ host, port, publicOrigin: null });
  const listener = getRequestListener(previewApp(files, language).fetch);
  return async (request, response) => {
    if (admit(request, response, { addresses, ...REFUSALS })) await listener(request, response);
  };
}

function previewApp(files: readonly string[], chosen: Language | null): Hono {
  const app = new Hono();
  app.use(pageHeaders, noCache);
  app.get('/', async (c) => {
    if (files.length === 1) return c.redirect('/deck/0');
    const decks = await Promise.all(files.map((file) => readForPreview(file)));
    const listed = decks.map((deck, place) => ({ ...deck, to: `/deck/${place}` }));
    const assets = { kind: 'served', version: await versionOf(files) } as const;
    return c.html(deckList(listed, chosen ?? 'en', assets));
  });
  app.get('/deck/:place{[0-9]+}', async (c) => {
    const place = Number(c.req.param('place'));
    const file = files[place];
    if (file === undefined) return c.notFound();
    const assets = { kind: 'served', version: await versionOf(files) } as const;
    const shown = await readForPreview(file);
    const count = shown.deck?.questions.length ?? 0;
    const from = Math.max(0, Math.min(count - 1, Number(c.req.query('from') ?? 0) || 0));
    const language = chosen ?? languageOf(shown.deck?.language ?? null) ?? 'en';
    const links = linksOf({ place, from, count, decks: files.length, language });
    const to = from + ON_A_PAGE;
    return c.html(deckPage({ shown, language, time: previewTime(), assets, from, to, links }));
  });
  app.get('/version', async (c) => c.text(await versionOf(files)));
  app.get('/style.css', (c) =>
    c.body(pageStyle(), 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  app.get('/page.js', (c) =>
    c.body(pageScript(), 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/icon.svg', (c) => {
    const icon = staticFiles().get('icon.svg');
    return icon === undefined
      ? c.notFound()
      : c.body(icon.body, 200, { 'content-type': icon.type });
  });
  return app;
}

/** The list of decks, and the pages of a deck that takes several. */
function linksOf(of: {
  readonly place: number;
  readonly from: number;
  readonly count: number;
  readonly decks: number;
  readonly language: Language;
}): readonly { readonly label: string; readonly to: string | null }[] {
  const pages = Array.from({ length: Math.ceil(of.count / ON_A_PAGE) }, (_, page) => {
    const from = page * ON_A_PAGE;
    const label = `${from + 1}–${Math.min(of.count, from + ON_A_PAGE)}`;
    return { label, to: from === of.from ? null : `/deck/${of.place}?from=${from}` };
  });
  return [
    ...(of.decks > 1 ? [{ label: PAGE.decks[of.language], to: '/' }] : []),
    ...(pages.length > 1 ? pages : []),
  ];
}

/** Changes when one of the files is saved. */
async function versionOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    const found = await stat(file).catch(() => null);
    hash.update(`${file} ${found?.mtimeMs ?? 'gone'} ${found?.size ?? 0}\n`);
  }
  return hash.digest('base64url');
}

import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { except } from 'hono/combine';
import { studioWordsIn, type StudioWords } from '../i18n/studio.ts';
import { logFailure } from '../pages/failed-request.ts';
import { addressesOf, admit, noCache, pageHeaders } from '../pages/request-guard.ts';
import { LARGEST_IMPORT } from '../ports/deck-importer.ts';
import { WorkshopError } from '../ports/deck-workshop.ts';
import { StoreError } from '../ports/errors.ts';
import type { HttpHandler } from '../ports/http.ts';
import { enterRoutes } from './access/enter.tsx';
import { refused, requireManager, wordsFor } from './access/require-manager.tsx';
import { scheduleRoutes } from './channels/schedule-routes.tsx';
import { settingsRoutes } from './channels/settings-routes.tsx';
import { deckRoutes } from './decks/deck-routes.tsx';
import { questionRoutes } from './decks/question-routes.tsx';
import { versionRoutes } from './decks/version-routes.tsx';
import { folderRoutes } from './exchange/folder-routes.tsx';
import { importRoutes } from './exchange/import-routes.tsx';
import { reportRoutes } from './reports/report-routes.tsx';
import { suggestionRoutes } from './suggestions/suggestion-routes.tsx';
import { pagesAbove } from './page-above.ts';
import type { StudioEnv, StudioParts } from './parts.ts';
import { staticFiles } from './static-files.ts';

/** 1 MiB of YAML in a form's body, where many characters take three bytes. */
const MAX_BODY = 4 * 1024 * 1024;
/** The longest file of an import, with the form around it. */
const MAX_IMPORT = LARGEST_IMPORT + 64 * 1024;

const REFUSALS = {
  wrongAddress: {
    en: studioWordsIn('en').wrongAddress(),
    de: studioWordsIn('de').wrongAddress(),
  },
  wrongPage: { en: studioWordsIn('en').wrongPage(), de: studioWordsIn('de').wrongPage() },
};

/** Paths that need no session; every other one is a manager's. */
export const PUBLIC_PATHS: readonly string[] = [
  '/studio/static/:name',
  '/studio/enter/:link',
  '/studio/enter',
  '/studio/leave',
];

/** The pages of the studio. `serveStudio` has refused foreign requests before. */
export function makeStudio(parts: StudioParts): Hono<StudioEnv> {
  const { log } = parts.app;
  const app = new Hono<StudioEnv>();
  const files = staticFiles();
  app.use(pageHeaders, noCache);
  app.use('/studio/import', limitBody(MAX_IMPORT));
  app.use(except('/studio/import', limitBody(MAX_BODY)));
  app.onError((error, c) => {
    const words = wordsFor(c);
    logFailure(log, c, 'a request to the studio failed', error);
    if (error instanceof WorkshopError) return refused(c, words, refusalOf(error, words));
    if (error instanceof StoreError && error.kind !== 'broken') {
      const notSaved = error.kind === 'full' ? words.notSavedFull() : words.notSaved();
      const sentence = c.req.method === 'GET' ? words.notShown() : notSaved;
      return refused(c, words, { status: 503, sentence });
    }
    return refused(c, words, { status: 500, sentence: words.broken() });
  });
  app.notFound((c) => {
    const above = c.req.method === 'GET' ? pageAbove(c.req.path) : null;
    return above === null
      ? refused(c, wordsFor(c), { status: 404, sentence: wordsFor(c).notFound() })
      : c.redirect(above, 303);
  });
  app.get('/studio/static/:name', (c) => {
    const file = files.get(c.req.param('name'));
    return file === undefined
      ? c.notFound()
      : c.body(file.body, 200, { 'content-type': file.type });
  });
  app.route('/', enterRoutes(parts));
  const managed = new Hono<StudioEnv>();
  managed.use(requireManager(parts));
  managed.route('/', deckRoutes());
  managed.route('/', questionRoutes());
  managed.route('/', versionRoutes());
  managed.route('/', folderRoutes());
  managed.route('/', importRoutes());
  managed.route('/', suggestionRoutes());
  managed.route('/', reportRoutes());
  managed.route('/', scheduleRoutes(parts));
  managed.route('/', settingsRoutes(parts));
  app.route('/', managed);
  const pageAbove = pagesAbove(app);
  return app;
}

function refusalOf({ kind }: WorkshopError, words: StudioWords) {
  switch (kind) {
    case 'broken':
      return { status: 422, sentence: words.brokenYaml() } as const;
    case 'too-hard':
      return { status: 422, sentence: words.tooHard() } as const;
    case 'too-large':
      return { status: 413, sentence: words.tooMuch() } as const;
    default:
      return kind satisfies never;
  }
}

function limitBody(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: (c) => refused(c, wordsFor(c), { status: 413, sentence: wordsFor(c).tooMuch() }),
  });
}

/** Where a server's own pages are reached. */
export interface StudioServer {
  readonly host: string;
  readonly publicOrigin: string | null;
}

/** Serves the studio, behind the checks of its host and its pages' origin. */
export function serveStudio({ host, publicOrigin }: StudioServer, parts: StudioParts): HttpHandler {
  const listener = getRequestListener(makeStudio(parts).fetch);
  return async (request, response) => {
    const port = request.socket.localPort ?? 0;
    const addresses = addressesOf({ host, port, publicOrigin });
    if (admit(request, response, { addresses, ...REFUSALS })) await listener(request, response);
  };
}

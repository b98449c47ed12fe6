import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse, serialize } from 'hono/utils/cookie';
import type { Language, Localized } from '../../../domain/language.ts';
import { messageOf } from '../../../ports/errors.ts';
import type { HttpHandler, HttpServer } from '../../../ports/http.ts';
import type { Clock, Log, Metrics, Random } from '../../../ports/system.ts';
import { pageLanguage } from '../../../pages/accept-language.ts';
import { addressesOf, admit } from '../../../pages/request-guard.ts';
import { installPage, PAGE_POLICY, type InstallPage } from '../render/install-page.ts';
import { install, type Installed, type InstallerParts } from './installer.ts';
import { openInstallState, STATE_MS } from './install-state.ts';
import { INSTALL } from './install-text.ts';
import { OFFERED, SCOPES } from './manifest.ts';
import { INSTALL_PATH, REDIRECT_PATH } from './paths.ts';
import { nativeId } from '../outbound/installed-workspaces.ts';

export interface InstallRoutesParts extends InstallerParts {
  readonly http: Pick<HttpServer, 'mount'>;
  readonly host: string;
  /** Where people reach this process, as in `https://quiz.example.com`. */
  readonly publicOrigin: string;
  readonly clientId: string;
  readonly stateSecret: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
}

const WRONG_ADDRESS: Localized = {
  en: 'Deckhand is not reached by this address: open the one in PUBLIC_URL.',
  de: 'Unter dieser Adresse ist Deckhand nicht zu erreichen: Öffne die aus PUBLIC_URL.',
};

/**
 * Mounts the page from which the app is installed and the address to which Slack sends the browser back (installing with
 * OAuth).
 */
export function mountInstall(parts: InstallRoutesParts): void {
  const { http, host, publicOrigin } = parts;
  const guarded =
    (handler: HttpHandler): HttpHandler =>
    async (request, response) => {
      const port = request.socket.localPort ?? 0;
      const addresses = addressesOf({ host, port, publicOrigin });
      const refusal = { addresses, wrongAddress: WRONG_ADDRESS, wrongPage: WRONG_ADDRESS };
      if (!admit(request, response, refusal)) return;
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { allow: 'GET, HEAD', 'content-length': 0 }).end();
        return;
      }
      await handler(request, response);
    };
  const routes = installRoutes(parts);
  http.mount(INSTALL_PATH, guarded(routes.install));
  http.mount(REDIRECT_PATH, guarded(routes.redirected));
}

interface Routes {
  readonly install: HttpHandler;
  readonly redirected: HttpHandler;
}

function installRoutes(parts: InstallRoutesParts): Routes {
  const { clock, random, publicOrigin, log, metrics, installations } = parts;
  const states = openInstallState(parts.stateSecret, { clock, random });
  const cookie = browserCookie(publicOrigin);
  return {
    install(request, response) {
      // Several tabs of one browser share its cookie, and each has a state of its own.
      const browser = cookie.read(request) ?? `${random.id()}${random.id()}`;
      const language = languageOfReader(request);
      const href = authorizeUrl(parts, states.issue(browser));
      cookie.write(response, browser);
      show(response, 200, {
        language,
        title: INSTALL.title[language],
        sentences: [INSTALL.what[language], INSTALL.reads[language]],
        link: { href, label: INSTALL.add[language] },
        isBad: false,
      });
    },
    async redirected(request, response) {
      const language = languageOfReader(request);
      const fail = (status: number, sentence: string): void =>
        show(response, status, failure(language, sentence));
      const query = new URL(request.url ?? '/', publicOrigin).searchParams;
      const state = query.get('state') ?? '';
      const until = states.check(state, cookie.read(request) ?? '');
      const now = clock.now();
      try {
        if (until === null || !(await installations.spendState(state, until, now))) {
          metrics.count('slack_installs', { outcome: 'stale' });
          return fail(400, INSTALL.stale[language]);
        }
        const code = query.get('code');
        if (code === null || code.length > 300) {
          metrics.count('slack_installs', { outcome: 'cancelled' });
          return fail(200, INSTALL.cancelled[language]);
        }
        const outcome = await install(parts, code);
        metrics.count('slack_installs', { outcome: outcome.kind });
        answer(response, language, outcome);
        if (outcome.kind !== 'installed') log.warn('an installation failed', reasonOf(outcome));
      } catch (error) {
        metrics.count('slack_installs', { outcome: 'broken' });
        log.error('an installation could not be stored', { error: messageOf(error) });
        fail(503, INSTALL.refused[language]);
      }
    },
  };
}

function reasonOf(outcome: Exclude<Installed, { kind: 'installed' }>): { readonly why: string } {
  return { why: outcome.kind === 'scopes' ? outcome.missing.join(', ') : outcome.code };
}

function answer(response: ServerResponse, language: Language, outcome: Installed): void {
  if (outcome.kind === 'refused') {
    const sentence = `${INSTALL.refused[language]} (${outcome.code})`;
    return show(response, 502, failure(language, sentence));
  }
  if (outcome.kind === 'scopes') {
    const sentence = INSTALL.scopes[language].replace('{name}', () => outcome.missing.join(', '));
    return show(response, 422, failure(language, sentence));
  }
  const { installation, appId } = outcome;
  const { isOrganization, name } = installation;
  const id = nativeId(installation.id);
  show(response, 200, {
    language,
    title: INSTALL.done[language].replace('{name}', () => name),
    sentences: [(isOrganization ? INSTALL.nextOrganization : INSTALL.next)[language]],
    link: isOrganization
      ? {
          href: `https://app.slack.com/manage/${id}/integrations/profile/${appId}/workspaces/add`,
          label: INSTALL.choose[language],
        }
      : {
          href: `https://slack.com/app_redirect?${new URLSearchParams({ app: appId, team: id }).toString()}`,
          label: INSTALL.open[language],
        },
    isBad: false,
  });
}

function failure(language: Language, sentence: string): InstallPage {
  return {
    language,
    title: INSTALL.failed[language],
    sentences: [sentence],
    link: { href: INSTALL_PATH, label: INSTALL.again[language] },
    isBad: true,
  };
}

/** The address of Slack's page that asks whether to install the app. */
function authorizeUrl(parts: InstallRoutesParts, state: string): string {
  const url = new URL('../oauth/v2/authorize', parts.apiUrl ?? 'https://slack.com/api/');
  url.search = new URLSearchParams({
    client_id: parts.clientId,
    scope: [...Object.keys(SCOPES), ...Object.keys(OFFERED)].join(','),
    redirect_uri: parts.redirectUri,
    state,
  }).toString();
  return url.href;
}

interface BrowserCookie {
  read(request: IncomingMessage): string | undefined;
  write(response: ServerResponse, browser: string): void;
}

/** Slack's redirect comes from another site, for which a browser sends a cookie only if it is `Lax`. */
function browserCookie(publicOrigin: string): BrowserCookie {
  const secure = publicOrigin.startsWith('https:');
  const name = secure ? '__Host-deckhand-install' : 'deckhand-install';
  return {
    read(request) {
      const value = parse(request.headers.cookie ?? '', name)[name];
      return value !== undefined && /^[\w-]{32}$/.test(value) ? value : undefined;
    },
    write(response, browser) {
      const options = {
        httpOnly: true,
        sameSite: 'Lax',
        path: '/',
        maxAge: STATE_MS / 1000,
      } as const;
      response.setHeader('set-cookie', serialize(name, browser, { ...options, secure }));
    },
  };
}

function languageOfReader(request: IncomingMessage): Language {
  return pageLanguage(request.headers['accept-language']);
}

function show(response: ServerResponse, status: number, page: InstallPage): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': PAGE_POLICY,
    'cache-control': 'no-store',
    // The address of a redirect holds a code.
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  response.end(installPage(page));
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { Localized } from '../../../domain/language.ts';
import { PAGE, pageLanguage } from '../render/page-text.ts';

/**
 * Headers of every page: no inline script or style, nothing from other origins, no frame. The referrer policy is
 * `same-origin`: under `no-referrer` a browser sends `Origin: null` for its own forms.
 */
export const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  // For TLS, which the local chat does not use.
  strictTransportSecurity: false,
});

export const noCache = createMiddleware(async (c, next) => {
  await next();
  c.header('cache-control', 'no-store');
});

/** The names under which a browser on this machine may call us; another name is DNS rebinding. */
export function allowedHosts(host: string, port: number): ReadonlySet<string> {
  const bracketed = host.includes(':') ? `[${host}]` : host;
  return new Set(
    ['127.0.0.1', 'localhost', '[::1]', bracketed].flatMap((name) => [
      `${name.toLowerCase()}:${port}`,
      ...(port === 80 ? [name.toLowerCase()] : []),
    ]),
  );
}

/** Why a request is refused before anything reads it; null if it is not. */
function refusal(request: IncomingMessage, hosts: ReadonlySet<string>): Localized | null {
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.has(host.toLowerCase())) return PAGE.wrongAddress;
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  // Every browser sends Origin with a POST, so a request without it comes from no member's browser.
  return origin?.toLowerCase() === `http://${host.toLowerCase()}` ? null : PAGE.wrongPage;
}

/** Answers the requests of other pages and names; true if the request may go on. */
export function admit(
  request: IncomingMessage,
  response: ServerResponse,
  hosts: ReadonlySet<string>,
): boolean {
  const why = refusal(request, hosts);
  if (why === null) return true;
  response.writeHead(403, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(`${why[pageLanguage(request.headers['accept-language'])]}\n`);
  request.resume();
  return false;
}

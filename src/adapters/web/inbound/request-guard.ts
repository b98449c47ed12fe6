import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Localized } from '../../../domain/language.ts';
import { PAGE, pageLanguage } from '../render/page-text.ts';

/**
 * What stands on every answer. No inline script or style, nothing from elsewhere, no frame, no cache. The referrer
 * policy is `same-origin`: under `no-referrer` a browser says `Origin: null` for its own forms.
 */
const HEADERS: readonly (readonly [string, string])[] = [
  [
    'content-security-policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  ],
  ['cache-control', 'no-store'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
  ['referrer-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
];

/** The names under which a browser on this machine may call us: another one is DNS rebinding. */
export function allowedHosts(host: string, port: number): ReadonlySet<string> {
  const bracketed = host.includes(':') ? `[${host}]` : host;
  return new Set(
    ['127.0.0.1', 'localhost', '[::1]', bracketed].flatMap((name) => [
      `${name.toLowerCase()}:${port}`,
      ...(port === 80 ? [name.toLowerCase()] : []),
    ]),
  );
}

/** Why a request is refused before anything reads it, or null. */
export function refusal(
  request: Pick<IncomingMessage, 'headers' | 'method'>,
  hosts: ReadonlySet<string>,
): Localized | null {
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.has(host.toLowerCase())) {
    return PAGE.wrongAddress;
  }
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  // Every browser sends Origin with a POST; what sends none is no browser of a member.
  if (origin?.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return PAGE.wrongPage;
  }
  return null;
}

/** Sets the headers and answers what is refused; true: go on. */
export function admit(
  request: IncomingMessage,
  response: ServerResponse,
  hosts: ReadonlySet<string>,
): boolean {
  for (const [name, value] of HEADERS) response.setHeader(name, value);
  const why = refusal(request, hosts);
  if (why === null) return true;
  response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`${why[pageLanguage(request.headers['accept-language'])]}\n`);
  request.resume();
  return false;
}

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

/** The addresses under which a browser may call: the host it names, and the origin of its own pages. */
export type Addresses = ReadonlyMap<string, string>;

export interface Reachable {
  /** The address that is listened on. */
  readonly host: string;
  readonly port: number;
  /** What members outside this machine open; null: nothing. */
  readonly publicOrigin: string | null;
}

/** Any other host is DNS rebinding, or somebody outside who calls us by a name of this machine. */
export function addressesOf({ host, port, publicOrigin }: Reachable): Addresses {
  const addresses = new Map<string, string>();
  if (LOOPBACK.test(host)) {
    const bracketed = host.includes(':') ? `[${host.toLowerCase()}]` : host.toLowerCase();
    for (const name of ['127.0.0.1', 'localhost', '[::1]', bracketed]) {
      addresses.set(`${name}:${port}`, `http://${name}:${port}`);
      if (port === 80) addresses.set(name, `http://${name}`);
    }
  }
  if (publicOrigin !== null) addresses.set(new URL(publicOrigin).host, publicOrigin);
  return addresses;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/** Why a request is refused before anything reads it, or null. */
export function refusal(
  request: Pick<IncomingMessage, 'headers' | 'method'>,
  addresses: Addresses,
): Localized | null {
  const { host, origin } = request.headers;
  const ours = host === undefined ? undefined : addresses.get(host.toLowerCase());
  if (ours === undefined) return PAGE.wrongAddress;
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  // Every browser sends Origin with a POST; what sends none is no browser of a member.
  return origin?.toLowerCase() === ours ? null : PAGE.wrongPage;
}

/** Sets the headers and answers what is refused; true: go on. */
export function admit(
  request: IncomingMessage,
  response: ServerResponse,
  addresses: Addresses,
): boolean {
  for (const [name, value] of HEADERS) response.setHeader(name, value);
  const why = refusal(request, addresses);
  if (why === null) return true;
  response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`${why[pageLanguage(request.headers['accept-language'])]}\n`);
  request.resume();
  return false;
}

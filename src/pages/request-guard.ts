import type { IncomingMessage, ServerResponse } from 'node:http';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { Localized } from '../domain/language.ts';
import { isLoopback } from '../domain/urls.ts';
import { pageLanguage } from './accept-language.ts';

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
  // For TLS, which this process does not speak: what stands before it sets this.
  strictTransportSecurity: false,
});

export const noCache = createMiddleware(async (c, next) => {
  await next();
  c.header('cache-control', 'no-store');
});

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
  if (isLoopback(host)) {
    const bracketed = host.includes(':') ? `[${host.toLowerCase()}]` : host.toLowerCase();
    for (const name of ['127.0.0.1', 'localhost', '[::1]', bracketed]) {
      addresses.set(`${name}:${port}`, `http://${name}:${port}`);
      if (port === 80) addresses.set(name, `http://${name}`);
    }
  }
  if (publicOrigin !== null) addresses.set(new URL(publicOrigin).host, publicOrigin);
  return addresses;
}

/** Who may call, and what the others are told. */
export interface Admission {
  readonly addresses: Addresses;
  readonly wrongAddress: Localized;
  readonly wrongPage: Localized;
}

/** Why a request is refused before anything reads it, or null. */
function refusal(request: IncomingMessage, admission: Admission): Localized | null {
  const { addresses, wrongAddress, wrongPage } = admission;
  const { host, origin } = request.headers;
  const ours = host === undefined ? undefined : addresses.get(host.toLowerCase());
  if (ours === undefined) return wrongAddress;
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  // Every browser sends Origin with a POST; what sends none is no browser of a member.
  return origin?.toLowerCase() === ours ? null : wrongPage;
}

/** Answers the requests of other pages and names; true if the request may go on. */
export function admit(
  request: IncomingMessage,
  response: ServerResponse,
  admission: Admission,
): boolean {
  const why = refusal(request, admission);
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

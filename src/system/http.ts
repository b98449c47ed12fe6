import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { messageOf, StartError } from '../ports/errors.ts';
import type { HttpHandler, HttpServer } from '../ports/http.ts';
import type { Log } from '../ports/system.ts';

export interface HttpSettings {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** The variable to change when the port is taken. */
  readonly setting: string;
  /** Hears of requests that end in a fault. */
  readonly log?: Log;
}

/** Longest time for sending a request; Node checks every two seconds instead of every thirty. */
const PATIENCE = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
};

const MAX_CONNECTIONS = 2_000;

export function openHttp(settings: HttpSettings): HttpServer {
  const handlers = new Map<string, Mounted>();
  const server = createServer(
    PATIENCE,
    (request, response) => void serve(handlers, { request, response, log: settings.log ?? null }),
  );
  server.maxConnections = MAX_CONNECTIONS;
  return {
    mount: (at, handler) => void handlers.set(at, { at, handler }),
    listen: () => listen(server, settings),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Mounted {
  /** The log's name for what it serves: the rest of an address may be a one-time link. */
  readonly at: string;
  readonly handler: HttpHandler;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly log: Log | null;
}

async function serve(
  handlers: ReadonlyMap<string, Mounted>,
  { request, response, log }: Exchange,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const mounted = handlers.get(path) ?? handlers.get(folderOf(path)) ?? handlers.get('*');
  if (mounted === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    return;
  }
  try {
    await mounted.handler(request, response);
  } catch (error) {
    if (!response.destroyed)
      log?.error('a request ended in a fault', { path: mounted.at, error: messageOf(error) });
    if (response.headersSent) response.end();
    else
      response
        .writeHead(500, { 'content-type': 'text/plain' })
        .end('This failed; the log of Deckhand says why.\n');
  }
}

/** `/studio/decks` → `/studio/*`. */
function folderOf(path: string): string {
  return `/${path.split('/')[1] ?? ''}/*`;
}

function listen(server: Server, { host, port, setting }: HttpSettings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `${host}:${port} is in use by another program: stop it, or set ${setting} to a free port`
          : `cannot listen on ${host}:${port} (${error.code ?? 'unknown'}): change ${setting}`;
      reject(new StartError(why, 1, { cause: error }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

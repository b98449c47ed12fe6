import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { StartError } from '../ports/errors.ts';
import type { HttpHandler, HttpServer } from '../ports/http.ts';

export interface HttpSettings {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** The variable to change when the port is taken. */
  readonly setting: string;
}

/** Longest time for sending a request; Node checks every two seconds instead of every thirty. */
const PATIENCE = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
};

const MAX_CONNECTIONS = 2_000;

export function openHttp(settings: HttpSettings): HttpServer {
  const handlers = new Map<string, HttpHandler>();
  const server = createServer(
    PATIENCE,
    (request, response) => void serve(handlers, request, response),
  );
  server.maxConnections = MAX_CONNECTIONS;
  return {
    mount: (path, handler) => void handlers.set(path, handler),
    listen: () => listen(server, settings),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  handlers: ReadonlyMap<string, HttpHandler>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const handler = handlers.get(path) ?? handlers.get(folderOf(path)) ?? handlers.get('*');
  if (handler === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    return;
  }
  try {
    await handler(request, response);
  } catch {
    if (!response.headersSent) response.writeHead(500);
    response.end();
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

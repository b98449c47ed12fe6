import type { IncomingMessage, ServerResponse } from 'node:http';

/** Handles the requests of one path. Resolves when the response has been sent. */
export type HttpHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => void | Promise<void>;

/** An HTTP server of this process, whose paths belong to the parts that mount them. */
export interface HttpServer {
  /** @param path one path; `/studio/*` takes that folder with all below it, `*` every path that is not mounted otherwise */
  mount(path: string, handler: HttpHandler): void;
  /** Resolves with the port. Rejects with StartError. */
  listen(): Promise<number>;
  close(): Promise<void>;
}

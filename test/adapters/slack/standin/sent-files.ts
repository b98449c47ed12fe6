import type { IncomingMessage, ServerResponse } from 'node:http';
import type { State } from './state.ts';

/** A file as a submission describes it (file object). */
export function fileObject(state: State, base: string, id: string): object {
  const sent = state.sent.get(id);
  if (sent === undefined) throw new Error(`no file ${id}`);
  const url = sent.url ?? `${base}/files-pri/T0DECKHAND-${id}`;
  return {
    id,
    created: 1,
    name: sent.name,
    title: sent.name,
    mimetype: 'application/octet-stream',
    filetype: 'binary',
    size: sent.size,
    mode: 'hosted',
    is_external: false,
    url_private: url,
    url_private_download: sent.url ?? `${url}/download/file`,
  };
}

/** Gives a file to a token of ours; others, and a token without files:read, get the sign-in page. */
export function serveFile(
  state: State,
  botToken: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const id = /^\/files-pri\/[^/]*-(F\d+)/.exec(request.url ?? '')?.[1] ?? '';
  const sent = state.sent.get(id);
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  const known = token === botToken || state.oauth.works(token);
  state.calls.push({ method: 'file', args: { id, known }, at: Date.now(), by: null });
  if (!known || !state.scopes.includes('files:read')) {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return void response.end('<!DOCTYPE html><html><title>Sign in to Slack</title></html>');
  }
  if (sent === undefined) return void response.writeHead(404).end();
  if (sent.statesLength) response.setHeader('content-length', sent.bytes.length);
  response.write(Buffer.from(sent.bytes));
  response.end();
}

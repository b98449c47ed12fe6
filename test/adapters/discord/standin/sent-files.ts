import type { ServerResponse } from 'node:http';
import type { State } from './state.ts';

/** What an interaction says of its uploaded files (resolved data, attachment object). */
export function resolvedFiles(state: State, base: string, ids: readonly string[]): object {
  const attachments = ids.flatMap((id) => {
    const sent = state.sent.get(id);
    if (sent === undefined) return [];
    const url = sent.url ?? `${base}/ephemeral-attachments/1/${id}/file?ex=1&is=1&hm=1`;
    const filename = sent.name.replaceAll(/[^\w.-]/g, '_');
    const about = { id, filename, size: sent.size, url, proxy_url: url, ephemeral: true };
    const title = filename === sent.name ? {} : { title: sent.name.replace(/\.\w+$/, '') };
    return [[id, { ...about, ...title, content_type: 'application/octet-stream' }] as const];
  });
  return attachments.length === 0
    ? {}
    : { resolved: { attachments: Object.fromEntries(attachments) } };
}

/** Gives a file to whoever has its signed address. */
export function serveFile(state: State, path: string, response: ServerResponse): void {
  const id = path.split('/')[3] ?? '';
  const sent = state.sent.get(id);
  state.calls.push({ method: 'GET', path, body: null, at: Date.now() });
  if (sent === undefined) return void response.writeHead(404).end();
  if (sent.statesLength) response.setHeader('content-length', sent.bytes.length);
  response.write(Buffer.from(sent.bytes));
  response.end();
}

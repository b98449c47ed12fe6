import type { AddressInfo, Server, Socket } from 'node:net';

export const NOTHING = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

/** An answer in JSON. */
export function jsonAnswer(body: unknown, headers: readonly string[] = []): string {
  const text = JSON.stringify(body);
  return [
    'HTTP/1.1 200 OK',
    'content-type: application/json',
    ...headers,
    `content-length: ${Buffer.byteLength(text)}`,
    '',
    text,
  ].join('\r\n');
}

/** Reads no more of HTTP than where a request ends: on a small machine it takes little from those measured. */
export function readRequests(socket: Socket, serve: (head: string, body: string) => string): void {
  let seen = '';
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    seen += data.toString('latin1');
    for (;;) {
      const end = seen.indexOf('\r\n\r\n');
      if (end === -1) return;
      const head = seen.slice(0, end);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (seen.length < end + 4 + length) return;
      socket.write(serve(head, seen.slice(end + 4, end + 4 + length)));
      seen = seen.slice(end + 4 + length);
    }
  });
}

/** The port on loopback that a server listens on. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address: string | AddressInfo | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

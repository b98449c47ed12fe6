import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface Blast {
  readonly perSecond: number;
  readonly p99Ms: number;
}

/**
 * Sends ready-made requests over kept connections, `atOnce` at a time, and waits for each answer. Written on bare
 * sockets, so that the measuring side is not the slower one.
 * @throws Error when an answer is not 200
 */
export async function blast(
  port: number,
  requests: readonly Buffer[],
  atOnce: number,
): Promise<Blast> {
  const waits: number[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    for (let at = next++; at < requests.length; at = next++) {
      const started = performance.now();
      await ask(socket, requests[at] ?? Buffer.alloc(0));
      waits.push(performance.now() - started);
    }
    socket.destroy();
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  const seconds = (performance.now() - started) / 1000;
  const sorted = waits.toSorted((a, b) => a - b);
  return {
    perSecond: requests.length / seconds,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  };
}

function ask(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const take = (data: Buffer): void => {
      seen += data.toString('latin1');
      if (!isWhole(seen)) return;
      socket.off('data', take);
      socket.off('error', reject);
      if (seen.startsWith('HTTP/1.1 200')) resolve();
      else reject(new Error(seen.slice(0, 80)));
    };
    socket.on('data', take);
    socket.once('error', reject);
    socket.write(request);
  });
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  if (/transfer-encoding: chunked/i.test(answer)) return answer.endsWith('0\r\n\r\n');
  const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
  return answer.length - end - 4 >= length;
}

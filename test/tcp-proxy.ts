import { connect, createServer, type Socket } from 'node:net';

/** A network between two programs of a test, which can be cut, fall silent and come back. */
export interface TcpProxy {
  readonly port: number;
  /** Connections that were let through so far. */
  readonly made: () => number;
  /** Ends every connection and refuses new ones. */
  cut(): void;
  /** Lets nothing through, and nobody hears of it; `answers` only towards the program that connected. */
  silence(what: 'all' | 'answers'): void;
  /** All is well again: what was held back arrives. */
  mend(): void;
  /** Calls `seen` with all that programs send from now on, before it is passed on. */
  watch(seen: (sent: Buffer) => void): void;
  close(): Promise<void>;
}

type State = 'open' | 'cut' | 'silent' | 'answerless';

/**
 * Listens on a free port of this machine.
 * @param targets ports of this machine; connections go to one after another, and to the next where one refuses
 */
export async function openTcpProxy(targets: () => readonly number[]): Promise<TcpProxy> {
  let state: State = 'open';
  let made = 0;
  let seen: (sent: Buffer) => void = () => undefined;
  const pairs = new Set<Pair>();
  const server = createServer({ allowHalfOpen: false }, (client) => {
    client.on('error', () => undefined);
    const ports = targets();
    if (state === 'cut' || ports.length === 0) {
      client.resetAndDestroy();
      return;
    }
    made += 1;
    const pair = new Pair(client, rotated(ports, made), (sent) => seen(sent));
    pairs.add(pair);
    pair.apply(state);
    client.on('close', () => pairs.delete(pair));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the proxy has no port');
  const become = (next: State): void => {
    state = next;
    for (const pair of pairs) pair.apply(next);
  };
  return {
    port: address.port,
    made: () => made,
    cut: () => become('cut'),
    silence: (what) => become(what === 'all' ? 'silent' : 'answerless'),
    mend: () => become('open'),
    watch: (next) => {
      seen = next;
    },
    close: () =>
      new Promise((resolve) => {
        become('cut');
        server.close(() => resolve());
      }),
  };
}

function rotated(ports: readonly number[], by: number): readonly number[] {
  const at = by % ports.length;
  return [...ports.slice(at), ...ports.slice(0, at)];
}

/** One connection to the proxy and the one behind it. */
class Pair {
  private target: Socket | null = null;
  private state: State = 'open';

  constructor(
    private readonly client: Socket,
    ports: readonly number[],
    private readonly seen: (sent: Buffer) => void,
  ) {
    client.on('close', () => this.target?.destroy());
    client.pause();
    this.reach(ports);
  }

  apply(state: State): void {
    this.state = state;
    if (state === 'cut') {
      this.client.resetAndDestroy();
      this.target?.resetAndDestroy();
      return;
    }
    if (this.target === null) return;
    if (state === 'silent') this.client.pause();
    else this.client.resume();
    if (state === 'open') this.target.resume();
    else this.target.pause();
  }

  private reach([port, ...others]: readonly number[]): void {
    if (port === undefined) {
      this.client.resetAndDestroy();
      return;
    }
    const target = connect(port, '127.0.0.1');
    target.once('error', () => {
      if (this.target === null) this.reach(others);
    });
    target.once('connect', () => {
      this.target = target;
      this.client.on('data', (data) => {
        this.seen(data);
        target.write(data);
      });
      target.on('data', (data) => void this.client.write(data));
      target.on('error', () => undefined);
      target.on('close', () => this.client.destroy());
      this.client.on('end', () => target.end());
      target.on('end', () => this.client.end());
      this.apply(this.state);
    });
  }
}

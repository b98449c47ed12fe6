import { messageOf } from '../ports/errors.ts';
import type { Leases } from '../ports/leases.ts';
import type { Log } from '../ports/system.ts';
import type { Platform } from '../ports/identity.ts';
import { LEASE_MS } from './worker.ts';

/** A platform that sends each event to every connection: only one process may have one. */
export interface ExclusiveConnection {
  readonly platform: Platform;
  /** Name of the lease: the token's fingerprint, and the shards where there are several. */
  readonly lease: string;
  /** Connects. Rejects with StartError. */
  readonly connect: () => Promise<void>;
}

export interface ConnectionsParts {
  readonly leases: Leases;
  readonly now: () => number;
  readonly log: Log;
  /** This process's name in leases. */
  readonly owner: string;
  readonly ownerGone: (lease: string) => boolean;
  /** The process must end, and starts again as one that stands by. */
  readonly onFatal: (why: string) => void;
}

/**
 * Connects a platform in the process that holds its lease. Others stand by: when the holder dies its lease ends, and the
 * first that looks takes over.
 */
export class Connections {
  private readonly held = new Set<Platform>();
  private readonly connected = new Set<Platform>();

  constructor(
    private readonly connections: readonly ExclusiveConnection[],
    private readonly parts: ConnectionsParts,
  ) {}

  /** Whether this process is connected to a platform; to one that is in no lease all are. */
  serves(platform: Platform): boolean {
    return (
      this.connected.has(platform) || !this.connections.some((one) => one.platform === platform)
    );
  }

  /** Takes what is free and connects it. Rejects with StartError if that fails. */
  async start(): Promise<void> {
    for (const connection of this.connections) {
      if (await this.acquire(connection)) await this.connect(connection);
      else this.standBy(connection);
    }
  }

  /** Renews what it holds, and takes over what became free. Never throws. */
  async renew(): Promise<void> {
    for (const connection of this.connections) {
      try {
        await this.renewOne(connection);
      } catch (error) {
        this.parts.log.error('a lease could not be renewed; the next turn tries again', {
          platform: connection.platform,
          error: messageOf(error),
        });
      }
    }
  }

  /** Gives the leases back, so that another process need not wait. Disconnect before. */
  async stop(): Promise<void> {
    const { leases, owner } = this.parts;
    for (const { platform, lease } of this.connections)
      if (this.held.delete(platform)) await leases.release(lease, owner);
  }

  private async renewOne(connection: ExclusiveConnection): Promise<void> {
    const { platform } = connection;
    const { log, onFatal } = this.parts;
    const isMine = await this.acquire(connection);
    if (isMine === this.held.has(platform)) return;
    if (!isMine) {
      this.held.delete(platform);
      this.connected.delete(platform);
      onFatal(`another process took over ${platform}, since this one stood still: start it again`);
      return;
    }
    log.warn('taking over from a process that is gone', { platform });
    // The lease must be renewed while it connects, so this is not awaited.
    void this.connect(connection).catch((error: unknown) => onFatal(messageOf(error)));
  }

  private async connect({ platform, connect }: ExclusiveConnection): Promise<void> {
    this.held.add(platform);
    await connect();
    this.connected.add(platform);
  }

  private standBy({ platform }: ExclusiveConnection): void {
    this.parts.log.warn(
      'another process holds the connection: standing by, this one takes over when that one ends',
      { platform },
    );
  }

  private acquire({ lease }: ExclusiveConnection): Promise<boolean> {
    const { leases, owner, now, ownerGone } = this.parts;
    const at = now();
    return leases.acquire({
      name: lease,
      owner,
      now: at,
      until: at + LEASE_MS,
      ownerGone: ownerGone(lease),
    });
  }
}

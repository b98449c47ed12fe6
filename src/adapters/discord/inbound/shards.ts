import {
  CloseCodes,
  managerToFetchingStrategyOptions,
  SimpleContextFetchingStrategy,
  WebSocketShard,
  WebSocketShardDestroyRecovery,
  WebSocketShardStatus,
} from '@discordjs/ws';
import type {
  IShardingStrategy,
  SessionInfo,
  WebSocketManager,
  WebSocketShardDestroyOptions,
} from '@discordjs/ws';
import type { Reconnects } from './reconnects.ts';

/** The code of a connection that ended without a goodbye (RFC 6455, 7.1.5). */
const NO_GOODBYE = 1006;

/** What a shard knows between two connections. */
class Memory extends SimpleContextFetchingStrategy {
  keepsSession = false;

  override updateSessionInfo(shard: number, session: SessionInfo | null) {
    return session === null && this.keepsSession
      ? undefined
      : super.updateSessionInfo(shard, session);
  }
}

/**
 * The SDK pauses for 500 ms before it connects again, whatever the reason, and a member's press waits as long. This
 * shard resumes at once when its connection had been ready for a while. If that fails, all goes on as in the SDK: its
 * pause, the waits of `reconnects`, and a new session where the old one is gone.
 */
class Shard extends WebSocketShard {
  readonly #memory: Memory;
  readonly #reconnects: Reconnects;
  #triesAtOnce = false;

  constructor(memory: Memory, id: number, reconnects: Reconnects) {
    super(memory, id);
    this.#memory = memory;
    this.#reconnects = reconnects;
  }

  /** Ends the connection, for good or to come back. */
  override async destroy(options: WebSocketShardDestroyOptions = {}): Promise<void> {
    const failedAtOnce = this.#triesAtOnce && options.code === NO_GOODBYE;
    const resumes = options.recover === WebSocketShardDestroyRecovery.Resume;
    const isConnected = this.status !== WebSocketShardStatus.Idle;
    this.#triesAtOnce = resumes && isConnected && this.#reconnects.maySkipWait(this.id);
    this.#memory.keepsSession = this.#triesAtOnce;
    if (this.#triesAtOnce) return this.#resumeAtOnce(options);
    // The SDK takes a refused connection for a wrong address and gives the session up. A network that is gone for less
    // than its pause must not cost that.
    const isComing = options.recover !== undefined;
    const recover = WebSocketShardDestroyRecovery.Resume;
    return super.destroy(failedAtOnce && isComing ? { ...options, recover } : options);
  }

  /** @param reason of the goodbye, and `code`, for the log of Discord */
  async #resumeAtOnce({ reason, code }: WebSocketShardDestroyOptions): Promise<void> {
    const goodbye = { code: code ?? CloseCodes.Resuming };
    await super.destroy(reason === undefined ? goodbye : { ...goodbye, reason });
    this.#memory.keepsSession = false;
    this.#reconnects.skipWait(this.id);
    await this.connect();
  }
}

/**
 * The SDK's way of having all shards in this process, with shards of ours.
 * @param listen hears a shard that is new
 */
export function openShards(
  manager: WebSocketManager,
  reconnects: Reconnects,
  listen: (shard: WebSocketShard) => void,
): IShardingStrategy {
  const shards = new Map<number, Shard>();
  return {
    async spawn(ids) {
      const options = await managerToFetchingStrategyOptions(manager);
      for (const id of ids) {
        const shard = new Shard(new Memory(manager, options), id, reconnects);
        listen(shard);
        shards.set(id, shard);
      }
    },
    async connect() {
      await Promise.all([...shards.values()].map((shard) => shard.connect()));
    },
    async destroy(options) {
      await Promise.all([...shards.values()].map((shard) => shard.destroy(options)));
      shards.clear();
    },
    send: (id, payload) => shards.get(id)?.send(payload),
    fetchStatus() {
      throw new Error('each shard tells its own status');
    },
  };
}

/** A name that one process holds until a time, so that no two processes do the same work. */
export interface Lease {
  readonly name: string;
  /** The process that holds it. */
  readonly owner: string;
  readonly now: number;
  /** Epoch milliseconds. */
  readonly until: number;
  /** Whether the present owner is known to be dead, so that its time need not run out. */
  readonly ownerGone?: boolean;
}

export interface Leases {
  /** Acquires or renews a lease; false if another process holds it. */
  acquire(lease: Lease): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
}

import { StoreError } from '../../src/ports/errors.ts';
import type { Store, Tx } from '../../src/ports/store.ts';
import type { Random } from '../../src/ports/system.ts';
import type { Machine, Process } from './machine.ts';

/** The text of every planted store failure, by which invariants know it. */
export const PLANTED = 'planted: the store failed in the middle';

/** How often a transaction fails, 0 to 1, and the chance that decides. */
export interface StoreFaults {
  share: number;
  readonly random: Random;
}

export interface StoreParts {
  readonly inner: Store;
  readonly machine: Machine;
  readonly process: Process;
  readonly faults: StoreFaults;
  /** Rows changed since the database was opened. */
  readonly changes: () => Promise<number>;
}

/** The store as one process sees it: what had an effect passes a point, and some transactions fail. */
export function connectStore({ inner, machine, process, faults, changes }: StoreParts): Store {
  /** Passes a point if the poll brought something. */
  const poll = async <T extends { readonly length: number }>(
    what: string,
    work: () => Promise<T>,
  ): Promise<T> => {
    const found = await work();
    if (found.length > 0) await machine.point(process, what, 'store');
    return found;
  };
  /** Passes a point if something was written. */
  const written = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const before = await changes();
    let result: { readonly value: T } | { readonly error: unknown };
    try {
      result = { value: await work() };
    } catch (error) {
      result = { error };
    }
    // A dead process learns nothing of how its transaction ended.
    if (process.dead || (await changes()) !== before) await machine.point(process, what, 'store');
    if ('error' in result) throw result.error;
    return result.value;
  };
  /** A commit, which may fail. */
  const committed = <T>(work: (fault: Fault | null) => Promise<T>): Promise<T> => {
    const fault = nextFault(faults);
    if (fault !== null) machine.reach(`store fault: ${fault}`);
    return written('after a commit', () =>
      fault === 'busy'
        ? Promise.reject(new StoreError('busy', 'another program holds the database'))
        : work(fault),
    );
  };
  return {
    outbox: {
      claim: (claim) => poll('after a claim', () => inner.outbox.claim(claim)),
      counts: () => inner.outbox.counts(),
      oldestOpen: () => inner.outbox.oldestOpen(),
      releaseFuture: (now) => inner.outbox.releaseFuture(now),
    },
    dueWork: {
      schedules: (page) => inner.dueWork.schedules(page),
      reminders: (...due) => poll('after due reminders', () => inner.dueWork.reminders(...due)),
      letters: (...due) => poll('after due letters', () => inner.dueWork.letters(...due)),
      untoldPauses: (...due) => inner.dueWork.untoldPauses(...due),
      owedPosts: (due) => inner.dueWork.owedPosts(due),
      rounds: (...due) => poll('after rounds due to close', () => inner.dueWork.rounds(...due)),
    },
    leases: {
      acquire: (lease) => inner.leases.acquire(lease),
      release: (name, owner) => inner.leases.release(name, owner),
    },
    studio: inner.studio,
    installations: inner.installations,
    workspaces: {
      present: (platforms) => inner.workspaces.present(platforms),
      goneBefore: (...gone) => inner.workspaces.goneBefore(...gone),
      purge: (...gone) => written('after a purge', () => inner.workspaces.purge(...gone)),
    },
    dropTraces: () => inner.dropTraces(),
    tx: (workspace, work) =>
      committed((fault) =>
        inner.tx(workspace, async (tx) => {
          // A transaction that a dead process had only queued never begins.
          if (process.dead) throw new Error('the process is dead');
          if (fault === 'throws in the middle') return work(failing(tx, faults.random));
          const result = await work(tx);
          if (fault === 'full') throw new StoreError('full', 'the disk is full');
          return result;
        }),
      ),
    answering: {
      press: (workspace, press, judge) =>
        committed((fault) =>
          inner.answering.press(workspace, press, (known) => {
            if (process.dead) throw new Error('the process is dead');
            if (fault === 'throws in the middle') throw new StoreError('broken', PLANTED);
            const verdict = judge(known);
            if (fault === 'full') throw new StoreError('full', 'the disk is full');
            return verdict;
          }),
        ),
      factsFor: (workspace, ask) =>
        committed((fault) =>
          fault === null
            ? inner.answering.factsFor(workspace, ask)
            : Promise.reject(new StoreError('broken', PLANTED)),
        ),
    },
    webChat: inner.webChat,
    verify: () => inner.verify(),
    backup: (file) => inner.backup(file),
    close: async () => {},
  };
}

type Fault = 'busy' | 'full' | 'throws in the middle';
const FAULTS: readonly Fault[] = ['busy', 'full', 'throws in the middle'];

function nextFault({ share, random }: StoreFaults): Fault | null {
  if (share === 0 || random.below(1_000) >= share * 1_000) return null;
  return FAULTS[random.below(FAULTS.length)] ?? null;
}

/** A transaction of which the second to ninth use of a repository fails; a shorter one ends well. */
function failing(tx: Tx, random: Random): Tx {
  let left = 2 + random.below(8);
  return new Proxy(tx, {
    get(target, name, receiver) {
      left -= 1;
      if (left === 0) throw new StoreError('broken', PLANTED);
      const repository: unknown = Reflect.get(target, name, receiver);
      return repository;
    },
  });
}

import type { Store } from '../../src/ports/store.ts';
import type { Machine } from './machine.ts';

/** The store as one process sees it: every transaction passes a point before it begins and one after its commit. */
export function connectStore(inner: Store, machine: Machine, life: number): Store {
  const through = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    await machine.point(life, `before ${what}`);
    let result: { readonly value: T } | { readonly error: unknown };
    try {
      result = { value: await work() };
    } catch (error) {
      result = { error };
    }
    await machine.point(life, `after ${what}`);
    if ('error' in result) throw result.error;
    return result.value;
  };
  return {
    outbox: {
      claim: (claim) => through('claim', () => inner.outbox.claim(claim)),
      counts: () => inner.outbox.counts(),
      oldestOpen: () => inner.outbox.oldestOpen(),
    },
    dueWork: {
      schedules: (page) => through('schedules', () => inner.dueWork.schedules(page)),
      reminders: (...due) => through('due reminders', () => inner.dueWork.reminders(...due)),
      rounds: (...due) => through('due to close', () => inner.dueWork.rounds(...due)),
    },
    leases: {
      acquire: (lease) => through('hold', () => inner.leases.acquire(lease)),
      release: (name, owner) => inner.leases.release(name, owner),
    },
    workspaces: {
      present: (platforms) => inner.workspaces.present(platforms),
      goneBefore: (...gone) => inner.workspaces.goneBefore(...gone),
      purge: (...gone) => through('purge', () => inner.workspaces.purge(...gone)),
    },
    dropTraces: () => through('drop traces', () => inner.dropTraces()),
    tx: (workspace, work) =>
      through('tx', () =>
        inner.tx(workspace, async (tx) => {
          // A transaction that a dead process had only queued never begins.
          if (!machine.alive(life)) throw new Error('the process is dead');
          return work(tx);
        }),
      ),
    webChat: inner.webChat,
    verify: () => inner.verify(),
    backup: (file) => inner.backup(file),
    close: async () => {},
  };
}

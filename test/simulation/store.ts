import type { Queue, Store } from '../../src/ports/store.ts';
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
  const queue: Queue = {
    claim: (claim) => through('claim', () => inner.queue.claim(claim)),
    activeSchedules: () => through('schedules', () => inner.queue.activeSchedules()),
    dueReminders: (...due) => through('due reminders', () => inner.queue.dueReminders(...due)),
    workspaces: (platforms) => inner.queue.workspaces(platforms),
    goneBefore: (...gone) => inner.queue.goneBefore(...gone),
    purge: (...gone) => through('purge', () => inner.queue.purge(...gone)),
    dueToClose: (now) => through('due to close', () => inner.queue.dueToClose(now)),
    hold: (...lease) => through('hold', () => inner.queue.hold(...lease)),
    release: (name, owner) => inner.queue.release(name, owner),
    counts: () => inner.queue.counts(),
    oldestOpen: () => inner.queue.oldestOpen(),
  };
  return {
    queue,
    tx: (workspace, work) =>
      through('tx', () =>
        inner.tx(workspace, async (tx) => {
          // A transaction that a dead process had only queued never begins.
          if (!machine.alive(life)) throw new Error('the process is dead');
          return work(tx);
        }),
      ),
    verify: () => inner.verify(),
    backup: (file) => inner.backup(file),
    close: async () => {},
  };
}

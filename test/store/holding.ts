// A process that holds a lock until it is killed. Used by instance-lock.test.ts.
import { openInstanceLocks } from '../../src/store/sqlite/instance-lock.ts';

const locks = openInstanceLocks(process.argv[2] ?? ':memory:');
process.send?.(locks.take('slack:abc'));
process.stdin.resume();
// A connection that nothing refers to is closed by the garbage collector, and its lock with it.
setInterval(() => locks.take('slack:abc'), 60_000);

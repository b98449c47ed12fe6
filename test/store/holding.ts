// A process that holds a lock until it is killed. Used by instance-lock.test.ts.
import { openInstanceLocks } from '../../src/store/sqlite/instance-lock.ts';

const locks = openInstanceLocks(process.argv[2] ?? ':memory:');
process.send?.(locks.take('slack:abc'));
process.stdin.resume();
setInterval(() => undefined, 60_000);

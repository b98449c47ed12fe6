import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openInstanceLocks } from '../../src/store/sqlite/instance-lock.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'deckhand-lock-'));
  file = path.join(folder, 'deckhand.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a lock is held by one at a time, by name, until it is closed', () => {
  const first = openInstanceLocks(file);
  const second = openInstanceLocks(file);
  expect(first.take('slack:abc')).toBe(true);
  expect(first.take('slack:abc')).toBe(true);
  expect(second.take('slack:abc')).toBe(false);
  expect(second.take('discord:abc')).toBe(true);
  first.close();
  expect(second.take('slack:abc')).toBe(true);
  second.close();
});

test('a lock of a process that was killed is free at once', async () => {
  const holder = fork(new URL('holding.ts', import.meta.url), [file], {
    execArgv: ['--import', import.meta.resolve('tsx')],
  });
  await once(holder, 'message');
  const locks = openInstanceLocks(file);
  expect(locks.take('slack:abc')).toBe(false);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(locks.take('slack:abc')).toBe(true);
  locks.close();
});

test('a database in memory is nobody else’s', () => {
  expect(openInstanceLocks(':memory:').take('web')).toBe(true);
  expect(openInstanceLocks(':memory:').take('web')).toBe(true);
});

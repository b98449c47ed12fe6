import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = '/sys/fs/cgroup';
/** Short, so that a process that has used its slice stands still for moments only. */
const PERIOD_US = 4_000;

/** A part of a core for one process: a machine with few cores then shows what one with many does. */
export interface CoreSlice {
  /** Puts a process into it. */
  hold(pid: number): void;
  /** After the process has ended. */
  close(): void;
}

/**
 * Makes a slice by Linux' control groups (either version).
 * @param share of a core: 0.25 is one millisecond of every four
 * @returns null where this machine has no such groups, or they may not be made
 */
export function coreSlice(name: string, share: number): CoreSlice | null {
  const quota = String(Math.round(PERIOD_US * share));
  const isFirstVersion = existsSync(path.join(ROOT, 'cpu', 'cpu.cfs_quota_us'));
  const folder = path.join(ROOT, isFirstVersion ? 'cpu' : '', `deckhand-${process.pid}-${name}`);
  const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text);
  try {
    mkdirSync(folder);
    if (isFirstVersion) {
      write('cpu.cfs_period_us', String(PERIOD_US));
      write('cpu.cfs_quota_us', quota);
    } else write('cpu.max', `${quota} ${PERIOD_US}`);
  } catch {
    return null;
  }
  return { hold: (pid) => write('cgroup.procs', String(pid)), close: () => rmdirSync(folder) };
}

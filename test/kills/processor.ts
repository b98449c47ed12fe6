import { readFileSync } from 'node:fs';

/** Measures how long main threads were ready to run and got no processor, since others had it. */
export class ProcessorWatch {
  private before = new Map<number, number>();

  /** Milliseconds since the last look, those of all the processes together; 0 for one that is new or gone. */
  look(processes: readonly number[]): number {
    const now = new Map(processes.map((id) => [id, waitedMs(id)]));
    const waited = [...now].map(([id, ms]) => ms - (this.before.get(id) ?? ms));
    this.before = now;
    return waited.reduce((sum, ms) => sum + Math.max(0, ms), 0);
  }
}

/** Ever; 0 where the operating system does not tell (Linux does: proc(5), `schedstat`). */
function waitedMs(id: number): number {
  try {
    const [, nanoseconds] = readFileSync(`/proc/${id}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return 0;
  }
}

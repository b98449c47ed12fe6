export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
}

/** Runs the jobs, so many at once, and measures each. `between` is called now and then, e.g. to move a clock. */
export async function measure(
  jobs: readonly (() => Promise<void>)[],
  atOnce: number,
  between: () => void = () => {},
): Promise<Measured> {
  const times: number[] = [];
  const begin = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let job = jobs[next]; job !== undefined; job = jobs[next]) {
      next += 1;
      if (next % 100 === 0) between();
      const from = performance.now();
      await job();
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const seconds = (performance.now() - begin) / 1_000;
  return {
    perSecond: jobs.length / seconds,
    p99: times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0,
  };
}

/** Watches how long others wait for the event loop; `stop` gives the longest wait in milliseconds. */
export function watchEventLoop(): { stop(): number } {
  let longest = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  return {
    stop: () => {
      clearInterval(watch);
      return Math.round(longest);
    },
  };
}

/** One line: our number as a share of the limit that was measured in the same run. */
export function line(what: string, ours: Measured, limit: Measured, limitName: string): void {
  const rate = (ours.perSecond / limit.perSecond).toFixed(2);
  const tail = (ours.p99 / limit.p99).toFixed(1);
  process.stdout.write(
    `${what}: ${rate} of the rate of ${limitName}, p99 ${tail} times (${Math.round(ours.perSecond)}/s, ${ours.p99.toFixed(2)} ms)\n`,
  );
}

/** Milliseconds of a processor that something takes, all threads of this process together. */
function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * Milliseconds that something takes. Where it is over `most` by the clock, other programs may have held it up: it runs
 * once more, and the processor's time counts.
 * @param again the same work, where the first run left something behind that would make a second one shorter
 */
export function workTime(most: number, work: () => void, again = work): number {
  const began = performance.now();
  work();
  const took = performance.now() - began;
  return took < most ? took : processorTime(again);
}

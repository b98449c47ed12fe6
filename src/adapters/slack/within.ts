import type { Clock } from '../../ports/system.ts';

/** The value of `work`, or null when it takes longer than `ms`; the work goes on all the same. */
export async function within<T>(work: Promise<T>, ms: number, clock: Clock): Promise<T | null> {
  let cancel = (): void => undefined;
  const deadline = new Promise<null>((resolve) => {
    cancel = clock.after(ms, () => resolve(null));
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    cancel();
  }
}

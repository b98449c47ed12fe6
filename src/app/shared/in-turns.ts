import type { Steps } from '../../domain/steps.ts';

/** Computes step by step; whatever waits for the process has its turn between. */
export async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

import type { Steps } from '../../src/domain/steps.ts';

/** The result of a computation, without a pause between its steps. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

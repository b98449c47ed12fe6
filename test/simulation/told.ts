import type { Outcome } from './run.ts';

/** What a person reads when a seed fails; `npm run simulate -- --seed n` replays it. */
export function told(outcome: Outcome): string {
  return [`seed ${outcome.seed}`, ...outcome.problems, '', ...outcome.trace].join('\n');
}

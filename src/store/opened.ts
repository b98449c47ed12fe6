import type { Store } from '../ports/store.ts';
import type { VerifyStep } from './verify.ts';

/** An open database with what the command line and the start need of it. */
export interface OpenedStore extends Store {
  /** Names of the migrations applied by this opening. */
  readonly migrated: readonly string[];
  /** Receives each step, since a large database takes minutes. */
  verify(onStep?: VerifyStep): Promise<readonly string[]>;
  /** Rebuilds what can be derived: standings, tallies, counts and queues. @returns the number of standings */
  rebuild(): Promise<number>;
}

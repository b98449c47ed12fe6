import { openWorkshop } from '../../src/decks/editing/workshop.ts';
import { systemClock } from '../../src/system/clock.ts';

/** The real workshop; its thread begins at the first task. */
export const workshop = openWorkshop(
  new URL('../../src/cli/deck-workshop-thread.ts', import.meta.url),
  systemClock(),
);

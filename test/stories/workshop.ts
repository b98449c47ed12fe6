import { openWorkshop } from '../../src/decks/editing/workshop.ts';
import { openImporter } from '../../src/decks/importing/importer.ts';
import { systemClock } from '../../src/system/clock.ts';

/** The real workshop; its thread begins at the first task. */
export const workshop = openWorkshop(
  new URL('../../src/cli/deck-workshop-thread.ts', import.meta.url),
  systemClock(),
);

/** The real importer, with a process for each file. */
export const importer = openImporter(systemClock());

// The thread in which the studio reads, lints and changes decks.
import { serveWorkshop } from '../decks/editing/workshop-thread.ts';
import { systemClock } from '../system/clock.ts';
import { lintContext } from './lint-context.ts';

const today = new Date(systemClock().now()).toISOString().slice(0, 10);
serveWorkshop(lintContext(today));

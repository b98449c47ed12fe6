import type { Clock, Log } from '../../../ports/system.ts';

/** A workspace that refused blocks of data is asked again after this time: Slack brings them out bit by bit. */
const ASK_AGAIN_MS = 24 * 3_600_000;

/** Whether a workspace takes Slack's blocks of data (data_table, data_visualization). */
export interface DataBlocks {
  areTaken(): boolean;
  /** A message with such blocks was refused. */
  refused(): void;
}

export function openDataBlocks({
  clock,
  log,
}: {
  readonly clock: Clock;
  readonly log: Log;
}): DataBlocks {
  let refusedUntil = 0;
  return {
    areTaken: () => clock.now() >= refusedUntil,
    refused() {
      refusedUntil = clock.now() + ASK_AGAIN_MS;
      log.info('this workspace refuses tables and charts as data: they are sent as pictures');
    },
  };
}

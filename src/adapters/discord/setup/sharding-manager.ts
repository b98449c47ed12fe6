/** What discord.js's ShardingManager may ask of a child; the answer carries the same field. */
const ASKS = ['_eval', '_fetchProp'] as const;

/**
 * Tells discord.js's ShardingManager, if it is our parent, that this process is ready, and stops with it. Questions
 * that only discord.js's own client could answer are refused, so that the manager does not wait for ever.
 * @param stop called when the manager is gone: nobody would start this process anew
 */
export function tellShardingManager(stop: () => void): void {
  if (process.send === undefined) return;
  process.on('disconnect', stop);
  process.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null) return;
    const asked = ASKS.find((field) => field in message);
    if (asked === undefined) return;
    const said = 'Deckhand runs no code for a ShardingManager; see its /metrics';
    const _error = { name: 'Error', message: said, stack: '' };
    process.send?.({ ...message, _result: null, _error });
  });
  process.send({ _ready: true });
}

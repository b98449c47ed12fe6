/** Requests of discord.js's ShardingManager to a child; the answer carries the same field. */
const REQUESTS = ['_eval', '_fetchProp'] as const;

/**
 * Tells discord.js's ShardingManager, if it is our parent, that this process is ready, and stops with it. Refuses
 * questions that only discord.js's client could answer, so that the manager does not wait for ever.
 * @param stop called when the manager is gone, as nothing would restart this process
 */
export function tellShardingManager(stop: () => void): void {
  if (process.send === undefined) return;
  process.on('disconnect', stop);
  process.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null) return;
    const asked = REQUESTS.find((field) => field in message);
    if (asked === undefined) return;
    const said = 'Deckhand runs no code for a ShardingManager; see its /metrics';
    const _error = { name: 'Error', message: said, stack: '' };
    process.send?.({ ...message, _result: null, _error });
  });
  process.send({ _ready: true });
}

import { startProcess } from '../../deckhand.ts';
import type { DeckhandProcess } from '../../deckhand.ts';
import type { StandIn } from './standin/index.ts';

export type { DeckhandProcess } from '../../deckhand.ts';

/**
 * Starts the real program beside the stand-in.
 * @param more other platforms' settings, by their environment names
 */
export function startDeckhand(
  standIn: StandIn,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<DeckhandProcess> {
  return startProcess('source', folder, {
    DISCORD_TOKEN: standIn.token,
    DISCORD_API_URL: standIn.apiUrl,
    TIME_ZONE: 'Europe/Berlin',
    LOG_LEVEL: 'debug',
    ...more,
  });
}

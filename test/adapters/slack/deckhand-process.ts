import { startProcess } from '../../deckhand.ts';
import type { DeckhandProcess } from '../../deckhand.ts';
import type { StandIn } from './standin/index.ts';
import type { Mode } from './start.ts';

export type { DeckhandProcess } from '../../deckhand.ts';

/** Starts the real program beside the stand-in, which then delivers to it in that mode. */
export async function startDeckhand(
  standIn: StandIn,
  mode: Mode,
  folder: string,
): Promise<DeckhandProcess> {
  const running = await startProcess('source', folder, {
    SLACK_BOT_TOKEN: standIn.botToken,
    SLACK_API_URL: standIn.apiUrl,
    TIME_ZONE: 'Europe/Berlin',
    LOG_LEVEL: 'debug',
    ...(mode === 'socket'
      ? { SLACK_APP_TOKEN: standIn.appToken }
      : { SLACK_SIGNING_SECRET: standIn.signingSecret }),
  });
  standIn.deliverTo(mode === 'http' ? `http://127.0.0.1:${running.port}/slack/events` : null);
  return running;
}

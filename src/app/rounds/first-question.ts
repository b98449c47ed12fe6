import type { App } from '../context.ts';
import { ASKED_FOR_MS } from './ask.ts';
import { openRounds } from './lifecycle.ts';
import { workspaceDecks } from '../shared/workspace-decks.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import type { Place } from '../../ports/identity.ts';

/** The deck of a newcomer's first question; without it, the first deck. */
const FIRST_DECK = 'api-security';

/**
 * Posts the first question into an empty local chat, so that a newcomer has something to click. A restart finds the
 * round and posts nothing. True if it was posted.
 */
export async function firstRun(app: App, place: Place): Promise<boolean> {
  const now = app.clock.now();
  return app.store.tx(place.workspace, async (tx) => {
    const settings = await ensureChannel({ app, tx, now }, place);
    // The local chat's channel is called what its id says; no command brings a name.
    await tx.channels.rename(place.channel, place.channel);
    if ((await tx.rounds.newestIn(place.channel)) !== null) return false;
    const decks = await workspaceDecks({ app, tx });
    const deck = decks.find(FIRST_DECK) ?? decks.all()[0];
    const question = deck?.questions.find((one) => !one.retired);
    if (deck === undefined || question === undefined) return false;
    const pinned = app.decks.pin(deck, question);
    await openRounds(
      { app, tx, now },
      {
        channel: place.channel,
        pinned,
        isRepeat: false,
        settings,
        slot: null,
        closesAt: now + ASKED_FOR_MS,
        asksSure: false,
        owner: null,
      },
    );
    return true;
  });
}

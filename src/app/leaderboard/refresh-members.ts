import type { App } from '../context.ts';
import type { Presence } from '../../ports/chat.ts';
import type { Place } from '../../ports/identity.ts';
import type { Tx } from '../../ports/store.ts';

/** Members looked up before one board: its top ten, and those who follow when some of them have left. */
const MAX_LOOKED_UP = 50;
/** A week and the day on which its board is posted. */
const BOARD_MS = 8 * 24 * 3_600_000;

/**
 * Looks members up before a board shows them to others: who has left goes out of all boards, and the others go by their
 * current display name. Does nothing on platforms that tell both by themselves.
 * @param candidates ids of members, those whom the board shows first
 */
export async function refreshMembers(
  app: App,
  place: Place,
  candidates: (tx: Tx) => Promise<readonly string[]>,
): Promise<void> {
  const chat = app.chats.get(place.platform);
  if (chat?.present === undefined) return;
  const ids = await app.store.tx(place.workspace, candidates);
  // The platform is asked outside every transaction.
  const found = await chat.present(place, ids.slice(0, MAX_LOOKED_UP));
  if (found.size === 0) return;
  const now = app.clock.now();
  await app.store.tx(place.workspace, async (tx) => {
    for (const [id, presence] of found) await bringUpToDate(tx, id, { presence, now });
  });
}

async function bringUpToDate(
  tx: Tx,
  id: string,
  { presence, now }: { readonly presence: Presence; readonly now: number },
): Promise<void> {
  const known = await tx.members.get(id);
  if (known === null || known.left) return;
  if (presence.left) await tx.members.setLeft(id, now);
  else if (presence.name !== null && presence.name !== known.name)
    await tx.members.upsert({ id, name: presence.name, locale: null }, now);
}

/** Members with answers in the rounds of the last week, those with the most right ones first. */
export async function lastWeeksMembers(
  tx: Tx,
  channel: string | null,
  now: number,
): Promise<readonly string[]> {
  const right = new Map<string, number>();
  for (const round of await tx.rounds.between(channel, now - BOARD_MS, now)) {
    for (const answer of await tx.answers.inRound(round.id)) {
      right.set(answer.member, (right.get(answer.member) ?? 0) + (answer.right ? 1 : 0));
    }
  }
  return [...right].toSorted(([, a], [, b]) => b - a).map(([member]) => member);
}

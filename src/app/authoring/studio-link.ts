import { notice } from '../shared/notice-card.ts';
import type { Card } from '../../domain/card.ts';
import type { Reply } from '../../domain/reply.ts';
import { text } from '../../domain/text.ts';
import type { Request } from '../context.ts';
import { ensureMember } from '../shared/ensure-member.ts';

/** A link can be opened once within this time. */
const LINK_MS = 10 * 60_000;
const MINUTES = LINK_MS / 60_000;

/**
 * `/quiz studio`: the way into the studio, for the presser alone. In the local chat it is the page's address, since the
 * browser is known; elsewhere a link that works once, within ten minutes, for this member in this workspace.
 */
export async function studioLink(request: Request): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const { place, actor } = interaction;
  const origin = app.studioOrigin(place.platform);
  if (origin === null) return { kind: 'card', card: notice(words.studioNoAddress()) };
  if (place.platform === 'web') {
    return { kind: 'card', card: linkCard(request, `${origin}/studio`, words.studioHere()) };
  }
  const token = `${app.random.id()}${app.random.id()}`;
  const visitor = { ...place, member: actor.id };
  await app.store.tx(place.workspace, (tx) => ensureMember(request, tx));
  await app.store.studio.addLink(token, visitor, now + LINK_MS, now);
  const once = words.studioOnce({ minutes: MINUTES });
  return { kind: 'card', card: linkCard(request, `${origin}/studio/enter/${token}`, once) };
}

function linkCard({ words }: Request, link: string, note: string): Card {
  return {
    gist: words.studioHeading(),
    blocks: [
      { kind: 'heading', text: words.studioHeading() },
      { kind: 'text', text: text({ text: words.studioOpen(), link }), tone: 'normal' },
      { kind: 'text', text: text(note), tone: 'quiet' },
    ],
  };
}

import { notice } from '../shared/notice-card.ts';
import type { Block, Card } from '../../domain/card.ts';
import type { Reply } from '../../domain/reply.ts';
import { text } from '../../domain/text.ts';
import type { Request } from '../context.ts';
import { ensureMember } from '../shared/ensure-member.ts';

/** A link can be opened once within this time. */
const LINK_MS = 10 * 60_000;
const MINUTES = LINK_MS / 60_000;
/** Codes have six digits. */
const CODES = 1_000_000;

/**
 * `/quiz studio`: the way into the studio, for the presser alone. In the local chat it is the page's address, since the
 * browser is known; elsewhere a link that works once, within ten minutes, for this member in this workspace. Its page
 * asks for the code, which stands in no address: the link alone lets nobody in.
 */
export async function studioLink(request: Request): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const { place, actor } = interaction;
  const origin = app.studioOrigin(place.platform);
  if (origin === null) return { kind: 'card', card: notice(words.studioNoAddress()) };
  if (place.platform === 'web') {
    const card = linkCard(request, `${origin}/studio`, [quiet(words.studioHere())]);
    return { kind: 'card', card };
  }
  const token = `${app.random.id()}${app.random.id()}`;
  const visitor = { ...place, member: actor.id };
  await app.store.tx(place.workspace, (tx) => ensureMember(request, tx));
  const code = String(app.random.below(CODES)).padStart(6, '0');
  await app.store.studio.addLink({ token, code, expiresAt: now + LINK_MS }, visitor, now);
  const card = linkCard(request, `${origin}/studio/enter/${token}`, [
    // Not in the gist, which a notification on a locked screen shows.
    {
      kind: 'text',
      text: text(`${words.studioCode()}: `, { text: code, code: true }),
      tone: 'normal',
    },
    quiet(words.studioOnce({ minutes: MINUTES })),
  ]);
  return { kind: 'card', card };
}

function quiet(sentence: string): Block {
  return { kind: 'text', text: text(sentence), tone: 'quiet' };
}

function linkCard({ words }: Request, link: string, below: readonly Block[]): Card {
  return {
    gist: words.studioHeading(),
    blocks: [
      { kind: 'heading', text: words.studioHeading() },
      { kind: 'text', text: text({ text: words.studioOpen(), link }), tone: 'normal' },
      ...below,
    ],
  };
}

import type { Values } from '../../domain/command-shape.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import type { Reply } from '../../domain/reply.ts';
import { studioWordsIn } from '../../i18n/studio.ts';
import { WorkshopError } from '../../ports/deck-workshop.ts';
import type { Request } from '../context.ts';
import { notice } from '../shared/notice-card.ts';
import { transact } from '../shared/transact.ts';
import { openDeck } from './drafts.ts';
import { whyNotPublished } from './not-published.ts';
import { saveDeck } from './save-deck.ts';

/** `/quiz question publish <deck>`: the member's draft of a deck becomes its newest version. */
export async function publishDraft(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words } = request;
  const { place, actor } = interaction;
  const id = String(values.get('deck') ?? '');
  const open = await transact(request, (work) => openDeck(work, id, actor.id));
  if (open?.isDraft !== true) return { kind: 'card', card: notice(await noDraft(request, id)) };
  const studioWords = studioWordsIn(words.language);
  const { source, base } = open;
  try {
    const saved = await saveDeck(app, place.workspace, { id, source, base, member: actor.id });
    const sentence =
      saved.kind !== 'saved'
        ? whyNotPublished(studioWords, id, saved)
        : saved.merged
          ? studioWords.publishedMerged({ version: saved.version })
          : studioWords.published({ version: saved.version });
    return { kind: 'card', card: notice(`${id}: ${sentence}`) };
  } catch (error) {
    if (error instanceof WorkshopError)
      return { kind: 'card', card: notice(studioWords.tooHard()) };
    throw error;
  }
}

/** `/quiz question discard <deck>`: the deck stays as it was published. */
export async function discardDraft(request: Request, values: Values): Promise<Reply> {
  const { interaction, words } = request;
  const id = String(values.get('deck') ?? '');
  const member = interaction.actor.id;
  const isDropped = await transact(request, async ({ tx }) => {
    if ((await tx.decks.draft(id, member)) === null) return false;
    await tx.decks.dropDraft(id, member);
    return true;
  });
  const sentence = isDropped
    ? `${id}: ${studioWordsIn(words.language).discarded()}`
    : await noDraft(request, id);
  return { kind: 'card', card: notice(sentence) };
}

async function noDraft(request: Request, id: string): Promise<string> {
  const drafts = await transact(request, ({ tx }) => tx.decks.drafts(request.interaction.actor.id));
  const near = nearest(
    id,
    drafts.map(({ deck }) => deck),
  );
  return request.words.draftNone({ deck: id, near });
}

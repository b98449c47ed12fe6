import { notice } from '../shared/notice-card.ts';
import type { Call } from '../context.ts';
import { settingsOf } from '../shared/channel-settings.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

/** `/quiz language de`: what is posted into this channel is in that language from now on. */
export async function setLanguage({ app, input, now }: Call, values: Values): Promise<Reply> {
  const language = String(values.get('language') ?? '');
  const { workspace, channel } = input.place;
  await app.store.tx(workspace, async (tx) => {
    await settingsOf(app, tx, input.place, now);
    await tx.places.setLanguage(channel, language);
    await tx.audit.add(app.chance.id(), now, input.actor.id, `language ${language}`, channel);
  });
  return { kind: 'card', card: notice(app.words(language).languageSet()) };
}

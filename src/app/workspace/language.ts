import { notice } from '../shared/notice-card.ts';
import type { Request } from '../context.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import { recordAct } from '../shared/record-act.ts';

/** `/quiz language de`: the language of all later posts into this channel. */
export async function setLanguage(
  { app, interaction, now }: Request,
  values: Values,
): Promise<Reply> {
  const language = String(values.get('language') ?? '');
  const { workspace, channel } = interaction.place;
  await app.store.tx(workspace, async (tx) => {
    await ensureChannel({ app, tx, now }, interaction.place);
    await tx.channels.setLanguage(channel, language);
    await recordAct({ app, interaction, now }, tx, {
      what: `language ${language}`,
      about: channel,
    });
  });
  return { kind: 'card', card: notice(app.words(language).languageSet()) };
}

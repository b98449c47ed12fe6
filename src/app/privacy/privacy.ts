import { notice, runs } from '../shared/notice-card.ts';
import { list } from '../../domain/text.ts';
import type { Request } from '../context.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import type { Values } from '../../domain/command-shape.ts';
import type { Reply } from '../../domain/reply.ts';

/** `/quiz privacy show`: counts of the member's stored data, with buttons to export, hide and erase. */
export async function showPrivacy({ app, interaction, words }: Request): Promise<Reply> {
  const { member, kept } = await app.store.tx(interaction.place.workspace, async (tx) => ({
    member: await tx.members.get(interaction.actor.id),
    kept: await tx.members.storedCounts(interaction.actor.id),
  }));
  if (member === null) return { kind: 'card', card: notice(words.privacyNothing()) };
  const lines = [
    words.privacyName({ name: member.name }),
    words.privacyAnswers({ count: kept.answers }),
    words.privacySessions({ count: kept.sessions }),
    words.privacyReports({ count: kept.reports }),
  ];
  return {
    kind: 'card',
    card: {
      gist: words.privacyHeading(),
      blocks: [
        { kind: 'heading', text: words.privacyHeading() },
        { kind: 'text', text: list(lines.map((line) => [line])), tone: 'normal' },
        {
          kind: 'text',
          text: [{ kind: 'paragraph', spans: [words.privacyErase()] }],
          tone: 'quiet',
        },
        {
          kind: 'buttons',
          buttons: [
            runs(words.buttonExport(), 'privacy export'),
            member.listed
              ? runs(words.buttonHide(), 'privacy hide')
              : runs(words.buttonUnhide(), 'privacy unhide'),
            runs(words.buttonForget(), 'privacy forget', 'danger'),
          ],
        },
      ],
    },
  };
}

/** `/quiz privacy export`: all stored data of the member, as a file for them alone. */
export async function exportMe({ app, interaction, words, now }: Request): Promise<Reply> {
  const { workspace } = interaction.place;
  const member = interaction.actor.id;
  const kept = await app.store.tx(workspace, async (tx) =>
    (await tx.members.get(member)) === null ? null : tx.members.exported(member),
  );
  if (kept === null) return { kind: 'card', card: notice(words.privacyNothing()) };
  const exported = { exported_at: new Date(now).toISOString(), workspace, member, ...kept };
  const file = {
    name: 'deckhand-export.json',
    type: 'application/json',
    text: `${JSON.stringify(exported, null, 2)}\n`,
  };
  return { kind: 'file', card: notice(words.privacyExported()), file };
}

export async function hideMe(request: Request): Promise<Reply> {
  return setListed(request, false);
}

export async function unhideMe(request: Request): Promise<Reply> {
  return setListed(request, true);
}

async function setListed(
  { app, interaction, words, now }: Request,
  listed: boolean,
): Promise<Reply> {
  const { workspace } = interaction.place;
  await app.store.tx(workspace, async (tx) => {
    await ensureChannel({ app, tx, now }, interaction.place);
    const member = await tx.members.upsert(interaction.actor, now);
    if (member.listed !== listed) await tx.members.setListed(member.id, listed);
  });
  return { kind: 'card', card: notice(listed ? words.privacyListed() : words.privacyHidden()) };
}

/**
 * `/quiz privacy forget`: removes name and id from every row, and the name from boards in channels while their cards are
 * kept (30 days). Answers become anonymous; others' points stay.
 */
export async function forgetMe(
  { app, interaction, words, now }: Request,
  values: Values,
): Promise<Reply> {
  if (values.get('confirm') !== 'forget-me') {
    const button = runs(words.buttonForget(), 'privacy forget forget-me', 'danger');
    return { kind: 'card', card: notice(words.privacyForgetAsk(), [button]) };
  }
  const { workspace, platform } = interaction.place;
  await app.store.tx(workspace, async (tx) => {
    if ((await tx.members.get(interaction.actor.id)) === null) return;
    const named = await tx.members.forget(interaction.actor.id, `gone-${app.random.id()}`, now);
    for (const of of named) {
      const post = await tx.posts.byName(of);
      if (post === null) continue;
      const { channel, card } = post;
      const what = { kind: 'edit', of } as const;
      await tx.posts.add({
        id: app.random.id(),
        name: `erased:${of}`,
        channel,
        card,
        dueAt: now,
        now,
        what,
      });
    }
  });
  app.wake();
  await app.chats.get(platform)?.forget(interaction.place, interaction.actor.id);
  await app.store.dropTraces();
  return { kind: 'card', card: notice(words.privacyForgotten()) };
}

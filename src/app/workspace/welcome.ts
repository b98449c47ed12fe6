import type { Block, Card } from '../../domain/card.ts';
import { text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import type { Place } from '../../ports/identity.ts';
import type { Work } from '../context.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { runs } from '../shared/notice-card.ts';

/** Posts a welcome into a channel that the bot came into, once; not where it is at work already. */
export async function welcome(
  work: Work,
  { place, inviter }: { readonly place: Place; readonly inviter: string | null },
): Promise<void> {
  const { app, tx, now } = work;
  const { channel } = place;
  const settings = await ensureChannel(work, place);
  if ((await tx.schedules.list()).some((schedule) => schedule.channel === channel)) return;
  await tx.posts.add({
    id: app.random.id(),
    name: `welcome:${channel}`,
    channel,
    card: welcomeCard(app.words(settings.language)),
    dueAt: now,
    now,
    what: { kind: 'post', replyTo: null, owner: inviter },
  });
}

function welcomeCard(words: Words): Card {
  const sentence = words.welcomeChannel();
  return {
    gist: sentence,
    blocks: [{ kind: 'text', text: text(sentence), tone: 'normal' }, ...firstSteps(words)],
  };
}

/** What a manager can set up at once, with a button each. */
export function firstSteps(words: Words): readonly Block[] {
  return [
    { kind: 'text', text: text(words.welcomeManager()), tone: 'normal' },
    {
      kind: 'buttons',
      buttons: [
        runs(words.buttonDailyAtNine(), 'schedule daily 09:00', 'primary'),
        runs(words.buttonWeeklyBoard(), 'schedule weekly mon 09:00'),
        runs(words.buttonTryAlone(), 'practice'),
      ],
    },
  ];
}

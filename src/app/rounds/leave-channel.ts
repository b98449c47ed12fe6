import type { PostRow } from '../../ports/store.ts';
import type { Work } from '../context.ts';
import { channelNames, formerChannel } from '../shared/channel-names.ts';
import { channelNotice } from '../shared/notice-card.ts';
import { queueOwnerNotice } from '../shared/notices.ts';
import { withdrawRound } from './lifecycle.ts';
import { postSaid, questionPost } from './round-posts.ts';

/**
 * Gives up what waits to be posted into a channel that is gone. It withdraws questions that were never posted, and tells
 * whoever asked one by hand, unless a paused schedule tells them of the channel.
 * @param why for the outbox
 */
export async function leaveChannel(work: Work, channel: string, why: string): Promise<void> {
  const { tx, now } = work;
  await tx.posts.dropChannel(channel, why, now);
  for (const round of await tx.rounds.openIn(channel)) {
    const asked = await tx.posts.byName(questionPost(round.id));
    if (asked?.state !== 'dropped') continue;
    await withdrawRound(work, round.id);
    if (round.schedule === null) await tellAsker(work, asked);
  }
}

async function tellAsker(work: Work, asked: PostRow): Promise<void> {
  const { tx } = work;
  const { id, name, channel, member, card } = asked;
  const schedules = await tx.schedules.list();
  if (schedules.some((one) => one.channel === channel && one.createdBy === member)) return;
  const shown = formerChannel(channel, await channelNames(tx));
  await queueOwnerNotice(work, asked, {
    kind: 'notice',
    about: `${id}:gone`,
    cardIn: (words) => {
      const what = postSaid(words, { name, gist: card.gist }, null);
      return channelNotice(shown, words.noticeRefused({ what, advice: words.channelGone() }));
    },
  });
}

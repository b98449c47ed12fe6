import type { Schedule } from '../../domain/schedule.ts';
import type { Tx } from '../../ports/store.ts';
import type { Work } from '../context.ts';

/** Whether a schedule posts the board of its own channel. */
export function postsBoard({ kind, scope }: Pick<Schedule, 'kind' | 'scope'>): boolean {
  return kind === 'weekly' && scope === 'channel';
}

/** Whether a manager has turned the channel's board off. */
export async function hasNoBoard(tx: Tx, channel: string): Promise<boolean> {
  return (await tx.channels.channel(channel))?.board === 'off';
}

/** Pauses the weekly posts of a channel's board that are not paused. */
export async function pauseBoardPosts(
  { tx, now }: Work,
  channel: string,
): Promise<readonly Schedule[]> {
  const running = (await boardPosts(tx, channel)).filter(({ pausedAt }) => pausedAt === null);
  for (const { id } of running) await tx.schedules.pause(id, now, null);
  return running;
}

/** The weekly posts of a channel's board that a manager has paused. */
export async function pausedBoardPosts(tx: Tx, channel: string): Promise<readonly Schedule[]> {
  return (await boardPosts(tx, channel)).filter(
    ({ pausedAt, pausedWhy }) => pausedAt !== null && pausedWhy === null,
  );
}

async function boardPosts(tx: Tx, channel: string): Promise<readonly Schedule[]> {
  return (await tx.schedules.list()).filter((one) => one.channel === channel && postsBoard(one));
}

import { channelRun, type Span } from '../../domain/text.ts';
import type { Tx } from '../../ports/store.ts';

/** Names of the workspace's channels by id, as the platform last gave them. */
export type ChannelNames = ReadonlyMap<string, string>;

export async function channelNames(tx: Tx): Promise<ChannelNames> {
  return new Map((await tx.channels.list()).map(({ id, name }) => [id, name]));
}

/** A channel that may be deleted, in words: then the platform knows no name for it any more. */
export function formerChannel(channel: string, names: ChannelNames): Span {
  const name = names.get(channel) ?? '';
  return name === '' ? channelRun(channel) : `#${name}`;
}

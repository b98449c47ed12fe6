import type { KnownChannel } from '../../ports/store.ts';

/** A channel as people know it: `#team-quiz`; its id where the platform gave no name. */
export function channelSaid({ id, name }: Pick<KnownChannel, 'id' | 'name'>): string {
  return name === '' ? id : `#${name}`;
}

/** What channels are called, by their ids. */
export function channelNames(channels: readonly KnownChannel[]): (id: string) => string {
  const names = new Map(channels.map((channel) => [channel.id, channelSaid(channel)]));
  return (id) => names.get(id) ?? id;
}

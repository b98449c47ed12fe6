import { expect, it } from 'vitest';
import { firstRun } from '../../src/app/rounds/first-question.ts';
import { channelSaid } from '../../src/studio/view/channel-names.ts';
import { decksOf } from '../stories/decks.ts';
import { openWorld } from '../stories/world.ts';

it('calls the channel of the local chat as the chat does, before any command', async () => {
  const world = await openWorld({ decks: decksOf() });
  const place = { platform: 'web', workspace: 'web:local', channel: 'team-quiz' } as const;
  await firstRun(world.app, place);
  const channels = await world.store.tx(place.workspace, (tx) => tx.channels.list());
  expect(channels.map(channelSaid)).toEqual(['#team-quiz']);
  await world.close();
});

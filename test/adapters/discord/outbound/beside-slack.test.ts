// Slack's SDK first, as in the real process: the release of undici that it brings then sends for everybody.
import '@slack/socket-mode';
import { expect, test } from 'vitest';
import { ALONE, PLACE, scene } from '../scene.ts';

test("a picture goes out where Slack's SDK has been loaded before", async () => {
  const painter = { paint: () => Promise.resolve(new Uint8Array([137, 80, 78, 71])) };
  const { chat, standIn } = await scene({ painter });
  const picture = { chart: 'spread', title: 'Spread', bars: [] } as const;
  const alt = 'A: 3, B: 5';
  await chat.post(
    PLACE,
    { gist: 'Spread', blocks: [{ kind: 'picture', alt, picture }] },
    'a',
    ALONE,
  );
  expect(standIn.state.messages.map(({ files }) => files)).toEqual([['spread-0.png']]);
});

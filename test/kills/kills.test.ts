import { expect, test } from 'vitest';
import { killLoop } from './loop.ts';

test(
  'the real process, killed 15 times: nothing acknowledged is lost, nothing is posted twice',
  { timeout: 420_000 },
  async () => {
    const said: string[] = [];
    const { acknowledged, posted, problems } = await killLoop(15, 20_261_124, (line) => {
      said.push(line);
    });
    expect(problems, said.join('\n')).toEqual([]);
    expect(acknowledged).toBeGreaterThan(50);
    expect(posted).toBeGreaterThan(10);
  },
);

import { expect, test } from 'vitest';
import { hasPostgres, POSTGRES, startPostgres } from '../postgres/server.ts';
import { killLoop } from './loop.ts';

test(
  'the real process, killed 25 times: nothing acknowledged is lost, nothing is posted twice',
  { timeout: 420_000 },
  async () => {
    const said: string[] = [];
    const { acknowledged, posted, problems } = await killLoop(25, 20_261_124, (line) => {
      said.push(line);
    });
    expect(problems, said.join('\n')).toEqual([]);
    expect(acknowledged).toBeGreaterThan(50);
    expect(posted).toBeGreaterThan(10);
  },
);

test.skipIf(!hasPostgres)(
  `the same on ${POSTGRES}, killed 5 times`,
  { timeout: 420_000 },
  async () => {
    const server = await startPostgres();
    try {
      const said: string[] = [];
      const { acknowledged, problems } = await killLoop(5, 7, (line) => said.push(line), server);
      expect(problems, said.join('\n')).toEqual([]);
      expect(acknowledged).toBeGreaterThan(5);
    } finally {
      await server.stop();
    }
  },
);

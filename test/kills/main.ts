// npm run kills -- --kills 1000 [--seed 7]   kills the built program as often as said; run `npm run build` first
// npm run kills -- --postgres --kills 20        the same on a Postgres server of its own
import { parseArgs } from 'node:util';
import { startPostgres } from '../postgres/server.ts';
import { killLoop } from './loop.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
  },
});
const server = values.postgres ? await startPostgres() : null;
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
try {
  const { acknowledged, posted, problems } = await killLoop(
    Number(values.kills),
    Number(values.seed),
    say,
    server,
  );
  for (const problem of problems) say(`BROKEN ${problem}`);
  const where = server === null ? '' : ' on Postgres';
  say(
    `${values.kills} kills${where}, ${acknowledged} answers acknowledged, ${posted} messages posted, ${problems.length} problems`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await server?.stop();
}

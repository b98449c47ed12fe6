// npm run kills -- --kills 1000 [--seed 7]   kills the built program as often as said; run `npm run build` first
import { parseArgs } from 'node:util';
import { killLoop } from './loop.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const outcome = await killLoop(Number(values.kills), Number(values.seed), (line) => {
  process.stdout.write(`${line}\n`);
});
for (const problem of outcome.problems) process.stdout.write(`BROKEN ${problem}\n`);
process.stdout.write(
  `${values.kills} kills, ${outcome.acknowledged} answers acknowledged, ${outcome.posted} messages posted, ${outcome.problems.length} problems\n`,
);
process.exitCode = outcome.problems.length === 0 ? 0 : 1;

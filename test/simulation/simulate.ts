// npm run simulate -- --runs 1000000 [--from 1]   many runs; stops at the first that breaks an invariant
// npm run simulate -- --seed 42                   one run, with its trace
import { parseArgs } from 'node:util';
import { run, type Outcome } from './run.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
  },
});

function say(outcome: Outcome): void {
  process.stdout.write(`${outcome.trace.join('\n')}\n`);
  for (const problem of outcome.problems) process.stdout.write(`BROKEN ${problem}\n`);
}

if (values.seed !== undefined) {
  const outcome = await run({ seed: Number(values.seed) });
  say(outcome);
  process.exitCode = outcome.problems.length === 0 ? 0 : 1;
} else {
  const from = Number(values.from);
  const until = from + Number(values.runs);
  for (let seed = from; seed < until; seed += 1) {
    const outcome = await run({ seed });
    if (outcome.problems.length > 0) {
      process.stdout.write(`seed ${seed} breaks an invariant\n`);
      say(outcome);
      process.exit(1);
    }
    if (seed % 1_000 === 0) process.stdout.write(`${seed - from + 1} runs\n`);
  }
  process.stdout.write(`${values.runs} runs, every invariant held\n`);
}

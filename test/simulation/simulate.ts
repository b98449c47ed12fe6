// npm run simulate -- --runs 1000000 [--from 1]   many runs; stops at the first that breaks an invariant
// npm run simulate -- --fresh [--runs 1000]       runs that no one has seen yet
// npm run simulate -- --seed 42                   one run, with its trace
// npm run simulate -- --seed 9 --death 12         one run whose process dies at its 12th point and nowhere else
// npm run simulate -- --postgres [--runs 100]     on a Postgres server of its own
import { parseArgs } from 'node:util';
import { openProgress } from '../../src/cli/progress.ts';
import { RARE_STATES } from './reached.ts';
import type { Moment } from './machine.ts';
import { startPostgres } from '../postgres/server.ts';
import { freshOnPostgres } from './postgres.ts';
import { run } from './run.ts';
import { freshStore } from './template.ts';
import { told } from './told.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    fresh: { type: 'boolean', default: false },
    seed: { type: 'string' },
    postgres: { type: 'boolean', default: false },
    death: { type: 'string', multiple: true },
  },
});

const server = values.postgres ? await startPostgres() : null;
const open = server === null ? freshStore : () => freshOnPostgres(server);
try {
  if (values.seed === undefined) await runMany(values.fresh ? Date.now() : Number(values.from));
  else await runOne(Number(values.seed));
} finally {
  await server?.stop();
}

async function runOne(seed: number): Promise<void> {
  const deaths = values.death?.map((nth): Moment => ({ at: 'any', nth: Number(nth) })) ?? null;
  const outcome = await run({ seed, deaths, open });
  process.stdout.write(`${told(outcome)}\n`);
  process.exitCode = outcome.problems.length === 0 ? 0 : 1;
}

async function runMany(from: number): Promise<void> {
  const runs = Number(values.runs);
  const reached = new Map<string, number>();
  const deaths = { store: 0, 'platform-before': 0, 'platform-after': 0 };
  const progress = openProgress();
  for (let seed = from; seed < from + runs; seed += 1) {
    const outcome = await run({ seed, open });
    if (outcome.problems.length > 0) {
      progress.end();
      process.stdout.write(`seed ${seed} breaks an invariant\n${told(outcome)}\n`);
      process.exitCode = 1;
      return;
    }
    for (const state of outcome.reached) reached.set(state, (reached.get(state) ?? 0) + 1);
    deaths.store += outcome.deathsAt.store;
    deaths['platform-before'] += outcome.deathsAt['platform-before'];
    deaths['platform-after'] += outcome.deathsAt['platform-after'];
    progress.show(`${seed - from + 1} of ${runs} runs`);
  }
  progress.end();
  for (const state of RARE_STATES) {
    process.stdout.write(`${String(reached.get(state) ?? 0).padStart(7)}  ${state}\n`);
  }
  const atPlatform = deaths['platform-before'] + deaths['platform-after'];
  process.stdout.write(
    `${runs} runs from seed ${from}, every invariant held${values.postgres ? ' on Postgres' : ''}; deaths: ${atPlatform} at a call to the platform, ${deaths.store} after a commit\n`,
  );
}

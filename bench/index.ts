// npm run bench            every measurement
// npm run bench -- answer  one of them
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { benchAnswer } from './answer.ts';
import { benchDecks } from './decks.ts';
import { benchBacklog } from './backlog.ts';
import { benchFanout } from './fanout.ts';
import { benchPostgres } from './postgres.ts';
import { benchReport } from './report.ts';
import { benchStart } from './start.ts';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  answer: benchAnswer,
  decks: benchDecks,
  backlog: benchBacklog,
  fanout: benchFanout,
  postgres: benchPostgres,
  report: benchReport,
  start: benchStart,
  slack: script('slack.ts'),
  discord: script('discord.ts'),
  processes: script('processes.ts'),
  soak: bundled('soak.ts'),
  studio: script('studio.ts'),
};

/** A bench that measures whole processes and is one itself. It fails when its limit is missed. */
function script(file: string): () => Promise<void> {
  return async () => {
    const tsx = ['--import', import.meta.resolve('tsx')];
    const path = fileURLToPath(new URL(file, import.meta.url));
    const { status } = spawnSync(process.execPath, [...tsx, path], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  };
}

/** The same, bundled as the program is: what tsx keeps in memory would be measured too. */
function bundled(file: string): () => Promise<void> {
  return async () => {
    const source = fileURLToPath(new URL(file, import.meta.url));
    const bundle = `${source}.bundle.mjs`;
    try {
      await build({
        entryPoints: [source],
        outfile: bundle,
        bundle: true,
        platform: 'node',
        format: 'esm',
        packages: 'external',
        logLevel: 'error',
      });
      const { status } = spawnSync(process.execPath, [bundle], { stdio: 'inherit' });
      if (status !== 0) process.exitCode = 1;
    } finally {
      rmSync(bundle, { force: true });
    }
  };
}

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHES)) {
  const bench = BENCHES[name];
  if (bench === undefined) {
    process.stderr.write(`there is no bench “${name}”: ${Object.keys(BENCHES).join(', ')}\n`);
    process.exit(1);
  }
  process.stdout.write(`# ${name}\n`);
  await bench();
}

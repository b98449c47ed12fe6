// Every check there is: types, lint, format, unused code, build, tests. `--fast`: types, lint, rules and stories, for
// while one works. Ends with the line "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const report = '.tmp/tests.json';
mkdirSync('.tmp', { recursive: true });
rmSync(report, { force: true });

const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
/** Folders of the tests that need no process, no socket and no file. */
const FAST = ['domain', 'stories', 'fit', 'i18n', 'charts', 'architecture'];

/** @typedef {readonly (readonly [string, readonly string[]])[]} Checks */

/** @type {Checks} */
const quick = [
  ['types', ['tsc', '-p', 'tsconfig.json']],
  ['lint', ['oxlint', '--type-aware', '--deny-warnings']],
];
/** @type {Checks} */
const fast = [
  ...quick,
  [
    'rules and stories',
    ['vitest', 'run', '--no-isolate', '--exclude', '**/*.slow.test.ts', ...reporters].concat(
      FAST.map((name) => `test/${name}`),
    ),
  ],
];
/** @type {Checks} */
const every = [
  ...quick,
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['unused code', ['knip', '--no-progress']],
  ['build', ['npm', 'run', '--silent', 'build']],
  ['tests', ['vitest', 'run', ...reporters]],
];
const checks = process.argv.includes('--fast') ? fast : every;

let passed = 0;
let failed = 0;
for (const [name, command] of checks) {
  const [tool, ...rest] = command;
  const env = { ...process.env, ...(checks === every ? { DECKHAND_BUILT: '1' } : {}) };
  const { status } = spawnSync('npx', ['--no-install', tool, ...rest], { stdio: 'inherit', env });
  if (status === 0) passed += 1;
  else failed += 1;
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name}`);
}

try {
  const tests = JSON.parse(readFileSync(report, 'utf8'));
  passed += tests.numPassedTests;
  failed += tests.numFailedTests;
  if (tests.numPassedTests === 0) failed += 1;
} catch {
  console.log('FAILED: the tests wrote no report');
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

// Every check there is: types, lint, format, unused code, build, tests. `--fast`: types, lint, rules and stories, for
// while one works. Ends with the line "N passed, N failed".
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

/** @param {string} report */
const reporters = (report) => [
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=.tmp/${report}`,
];
/** @param {string} report @param {string[]} words @returns {readonly string[]} */
const vitest = (report, ...words) => ['vitest', 'run', ...reporters(report), ...words];
const TESTS = 'tests.json';
const APART = 'apart.json';
/** Folders of the tests that need no process, no socket and no file. */
const FAST = ['domain', 'stories', 'fit', 'i18n', 'charts', 'architecture'];
const SLOW = '**/*.slow.test.ts';
/**
 * What waits more than it computes and has a process of its own: the kills, and the stories on Postgres, which import
 * other test files.
 */
const WAITING = ['test/kills/kills.test.ts', 'test/stories/postgres.slow.test.ts'];

/** @typedef {readonly (readonly [string, readonly string[]])[]} Checks */

/** @type {Checks} */
const quick = [
  ['types', ['tsc', '-p', 'tsconfig.json']],
  ['lint', ['oxlint', '--type-aware', '--deny-warnings']],
];
/** @type {Checks} */
const fast = [
  [
    'rules and stories',
    vitest(TESTS, '--no-isolate', `--exclude=${SLOW}`, ...FAST.map((name) => `test/${name}`)),
  ],
];
/** @type {Checks} */
const style = [
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['unused code', ['knip', '--no-progress']],
];
/** Their files share three processes, each of which loads the program once. */
const sharing = ['--no-isolate', '--maxWorkers=3', ...WAITING.map((file) => `--exclude=${file}`)];
/** @type {Checks} */
const others = [['tests', vitest(TESTS, ...sharing)]];
const isFast = process.argv.includes('--fast');
const env = { ...process.env, ...(isFast ? {} : { DECKHAND_BUILT: '1' }) };

let passed = 0;
let failed = 0;

/** @param {string} name @param {readonly string[]} command @returns {Promise<void>} */
async function check(name, command) {
  const child = spawn('npx', ['--no-install', ...command], { stdio: 'inherit', env });
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject).on('exit', resolve);
  });
  if (status === 0) passed += 1;
  else failed += 1;
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name}`);
}

/** One after the other. @param {Checks} checks */
async function checkAll(checks) {
  for (const [name, command] of checks) await check(name, command);
}

/** @param {string} report */
function count(report) {
  try {
    const tests = JSON.parse(readFileSync(`.tmp/${report}`, 'utf8'));
    passed += tests.numPassedTests;
    failed += tests.numFailedTests;
    if (tests.numPassedTests === 0) failed += 1;
  } catch {
    console.log(`FAILED: the tests wrote no .tmp/${report}`);
    failed += 1;
  }
}

const reports = isFast ? [TESTS] : [TESTS, APART];
mkdirSync('.tmp', { recursive: true });
for (const report of reports) rmSync(`.tmp/${report}`, { force: true });

if (!isFast) await check('build', ['npm', 'run', '--silent', 'build']);
// Beside everything else, on what was just built.
const waiting = isFast
  ? Promise.resolve()
  : check('kills and Postgres', vitest(APART, '--maxWorkers=1', ...WAITING));
// Most of them use one core: these are side by side.
await Promise.all([checkAll(quick), checkAll(isFast ? [] : style)]);
await checkAll(isFast ? fast : others);
await waiting;

for (const report of reports) count(report);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

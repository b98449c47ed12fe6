// Every check there is: types, lint, format, unused code, tests. Ends with the line "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const report = '.tmp/tests.json';
mkdirSync('.tmp', { recursive: true });
rmSync(report, { force: true });

/** @type {readonly (readonly [string, readonly string[]])[]} */
const checks = [
  ['types', ['tsc', '-p', 'tsconfig.json']],
  ['lint', ['oxlint', '--type-aware', '--deny-warnings']],
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['unused code', ['knip', '--no-progress']],
  ['build', ['tsc', '-p', 'tsconfig.build.json']],
  [
    'tests',
    ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ],
];

let passed = 0;
let failed = 0;
for (const [name, command] of checks) {
  const [tool, ...rest] = command;
  const { status } = spawnSync('npx', ['--no-install', tool, ...rest], { stdio: 'inherit' });
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

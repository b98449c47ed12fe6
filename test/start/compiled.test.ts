import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { RUNS_BUILT } from '../program.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
const inFolder = (...names: readonly string[]): string => path.join(folder, ...names);

/** The built program beside what it needs, so that its files can be changed. */
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'deckhand-compiled-'));
  for (const name of ['bin', 'dist'])
    cpSync(path.join(REPOSITORY, name), inFolder(name), { recursive: true });
  for (const name of ['node_modules', 'migrations', 'decks', 'package.json', 'src'])
    symlinkSync(path.join(REPOSITORY, name), inFolder(name));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the program says until it is ready or has ended, and how it ended. */
async function started(): Promise<{ readonly said: string; readonly code: number | null }> {
  const port = await freePort();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [inFolder('bin/deckhand.js'), 'start'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], WEB_PORT: String(port), LOG_LEVEL: 'error' },
    });
    let said = '';
    const hear = (part: Buffer): void => {
      said += part.toString();
      if (said.includes('Discord: set DISCORD_TOKEN')) child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (code) => resolve({ said, code }));
  });
}

/** The compiled code of this Node. */
function compiledFile(): string {
  const name = readdirSync(inFolder('dist/compiled')).find((file) =>
    file.endsWith(`-${process.version}-${process.arch}`),
  );
  if (name === undefined) throw new Error('the build has compiled nothing for this Node');
  return inFolder('dist/compiled', name);
}

/** Changes a sentence of the program, but not the length of its script. */
function changeSentence(): string {
  const file = inFolder('dist/start.js');
  const script = readFileSync(file, 'latin1');
  const changed = script.replace('Local chat: ', 'Other chat: ');
  expect(changed).not.toBe(script);
  writeFileSync(file, changed, 'latin1');
  return crc32(changed).toString(16);
}

test.runIf(RUNS_BUILT)(
  'the script of a start requires no ES module, which older Nodes refuse',
  () => {
    const script = readFileSync(inFolder('dist/start.js'), 'latin1');
    const names = new Set([...script.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name));
    expect(names.size).toBeGreaterThan(20);
    // Native parts run on some machines and Nodes alone.
    for (const optional of ['@napi-rs/canvas']) names.delete(optional);
    const all = `for (const name of ${JSON.stringify([...names])}) require(name)`;
    const node = spawnSync(process.execPath, ['--no-experimental-require-module', '-e', all], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(node).toMatchObject({ stderr: '', status: 0 });
  },
);

describe.runIf(RUNS_BUILT)('what the build compiled of the start', () => {
  test('is run: it says what its own script said', async () => {
    const compiled = compiledFile();
    const sum = changeSentence();
    renameSync(compiled, inFolder('dist/compiled', `${sum}-${process.version}-${process.arch}`));
    expect(await started()).toMatchObject({
      said: expect.stringContaining('Local chat: '),
      code: 0,
    });
  });

  test('is not run for another script of the same length', async () => {
    compiledFile();
    changeSentence();
    expect(await started()).toMatchObject({
      said: expect.stringContaining('Other chat: '),
      code: 0,
    });
  });

  test.each(['changed', 'cut short', 'empty', 'missing'])(
    'is left alone where it is %s',
    async (how) => {
      const file = compiledFile();
      const whole = readFileSync(file);
      if (how === 'changed')
        whole.writeUInt8(whole.readUInt8(whole.length - 5_000) ^ 255, whole.length - 5_000);
      if (how === 'missing') rmSync(file);
      else
        writeFileSync(
          file,
          { changed: whole, 'cut short': whole.subarray(0, -9), empty: '' }[how] ?? '',
        );
      expect(await started()).toMatchObject({
        said: expect.stringContaining('Local chat: '),
        code: 0,
      });
    },
  );
});
